using System.Text.RegularExpressions;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class WhyTests(DemoInABrowser demo)
{
    /// <summary>A scene of the demo lasts 36 s, and a busy machine takes its time.</summary>
    private const float ASceneLong = 90_000;

    [Fact]
    public async Task A_face_in_view_says_why_it_has_its_name()
    {
        var page = await demo.OpenAsync("/live/street");
        var why = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Why (Franck|Anders), confirmed$") }).First;
        await why.ClickAsync(new() { Timeout = ASceneLong });

        var window = page.GetByRole(AriaRole.Dialog);
        await Expect(window.Locator(".why-because")).ToContainTextAsync("A stranger's looks would be this similar");
        await Expect(window.Locator(".why-candidates")).ToContainTextAsync("Nobody enrolled");
        await Expect(window.Locator(".why-looks li").First).ToContainTextAsync("px between the eyes");
        await Expect(window).ToContainTextAsync(new Regex("SHA-256 [0-9a-f]{64}"));
        await Expect(window.Locator(".why-looks img").First).ToBeVisibleAsync();
        await Screenshots.SaveAsync(page, "why-live");

        await page.Keyboard.PressAsync("Escape");
        await Expect(window).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_a_phone_in_German_the_reasons_for_a_name_fit_the_window()
    {
        var page = await demo.OpenAsync("/live/street", 390, locale: "de-DE");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Warum (Franck|Anders), bestätigt$") }).First.ClickAsync(new() { Timeout = ASceneLong });

        var window = page.GetByRole(AriaRole.Dialog);
        await Expect(window.Locator(".why-candidates")).ToContainTextAsync(new Regex(@"1 zu \d{1,3}(\.\d{3})+"));
        Assert.True(await window.EvaluateAsync<bool>("window => window.scrollWidth <= window.clientWidth"), "the window is wider than it may be");
        await Screenshots.SaveAsync(page, "why-390-german");
    }

    [Fact]
    public async Task An_event_says_why_with_its_crops_and_goes_back_to_the_event()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Anders");

        var why = await WhyAsync(page, events, "Anders");

        await Expect(why.Locator(".why-because")).ToContainTextAsync("Anders");
        await Expect(why.Locator(".why-looks img").First).ToBeVisibleAsync();
        Assert.True(await why.EvaluateAsync<bool>("window => window.scrollWidth <= window.clientWidth"), "the window is wider than it may be");
        await Screenshots.SaveAsync(page, "why-event");

        await page.Keyboard.PressAsync("Escape");
        await Expect(why).ToHaveCountAsync(0);
        await Expect(events.Name).ToBeVisibleAsync();
    }

    /// <summary>Opens the newest event of somebody that has reasons: those that spoke of a person whom an earlier test removed went with them.</summary>
    private static async Task<ILocator> WhyAsync(IPage page, EventsPage events, string name)
    {
        var why = page.GetByRole(AriaRole.Dialog, new() { Name = $"Why {name}" });
        var gone = why.GetByRole(AriaRole.Heading, new() { Name = "No longer known" });
        for (var patience = DateTime.UtcNow.AddMilliseconds(ASceneLong); ;)
        {
            await events.OpenAsync(name);
            await events.Window.GetByRole(AriaRole.Button, new() { Name = "Why?" }).ClickAsync();
            await Expect(why.Locator(".why-because").Or(gone)).ToBeVisibleAsync();
            if (!await gone.IsVisibleAsync() || DateTime.UtcNow > patience)
                return why;
            await page.Keyboard.PressAsync("Escape");
            await Expect(why).ToHaveCountAsync(0);
            await page.Keyboard.PressAsync("Escape");
            await events.News.ClickAsync(new() { Timeout = ASceneLong });
        }
    }
}
