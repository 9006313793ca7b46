using System.Text.Json;
using System.Text.RegularExpressions;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>"This is …", of somebody in view.</summary>
[Collection(Lanes.Demo)]
public class NamingTests(DemoInABrowser demo)
{
    [Fact]
    public async Task A_stranger_is_pressed_on_the_wall_and_named_and_the_wall_shows_the_name_until_it_is_taken_back()
    {
        var page = await demo.OpenAsync("/");
        var live = new LivePage(page);
        try
        {
            await live.NameAsync("Ida", async () =>
            {
                await live.PressFaceAsync("unknown");
                await Axe.FindsNothingAsync(page);
                await Screenshots.SaveAsync(page, "live-naming");
            });

            await Expect(live.Message).ToContainTextAsync("Ida is enrolled with");
            await live.ConfirmedAsync("Ida");
            await Screenshots.SaveAsync(page, "live-named");
        }
        finally
        {
            await ForgetAsync(page, "Ida");
        }
    }

    [Fact]
    public async Task By_keyboard_somebody_in_view_is_named_from_the_list_and_undo_takes_the_looks_along()
    {
        var page = await demo.OpenAsync("/live/visitors", locale: "de-DE");
        var live = new LivePage(page);
        try
        {
            await live.NameAsync("Ylva", async () =>
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Das ist … eine unbekannte Person" }).First.FocusAsync(new() { Timeout = 90_000 });
                await page.Keyboard.PressAsync("Enter");
            });

            await Expect(live.Message).ToContainTextAsync("Ylva ist mit");
            Assert.Single(await PeopleAsync(page, "Ylva"));
            await live.Message.GetByRole(AriaRole.Button, new() { Name = "Rückgängig" }).ClickAsync();
            await Expect(live.Message).ToContainTextAsync("Zurückgenommen");
            Assert.Equal(0, (await PeopleAsync(page, "Ylva")).Sum(person => person.GetProperty("templates").GetInt32()));
        }
        finally
        {
            await ForgetAsync(page, "Ylva");
        }
    }

    [Fact]
    public async Task On_a_phone_a_face_is_pressed_and_those_whom_it_resembles_are_one_press_away()
    {
        var page = await demo.OpenAsync("/live/street", width: 390, colours: ColorScheme.Light);
        var live = new LivePage(page);

        await live.PressFaceAsync("confirmed");

        await Expect(live.Window.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(Franck|Anders) 0[.]") }).First).ToBeVisibleAsync();
        Assert.True(await live.Window.EvaluateAsync<bool>("window => window.scrollWidth <= window.clientWidth"), "the window is wider than it may be");
        await Screenshots.SaveAsync(page, "live-naming-390");
        await Axe.FindsNothingAsync(page);
    }

    private static async Task<JsonElement[]> PeopleAsync(IPage page, string name) =>
        [.. (await (await page.APIRequest.GetAsync($"/api/v1/people?search={name}")).JsonAsync())!.Value.EnumerateArray()];

    private static async Task ForgetAsync(IPage page, string name)
    {
        foreach (var person in await PeopleAsync(page, name))
            await page.APIRequest.DeleteAsync($"/api/v1/people/{person.GetProperty("id").GetInt64()}");
    }
}
