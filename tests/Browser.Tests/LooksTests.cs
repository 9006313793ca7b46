using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class LooksTests(DemoInABrowser demo)
{
    public static TheoryData<string, string, int, ColorScheme> Views
    {
        get
        {
            var views = new TheoryData<string, string, int, ColorScheme>();
            foreach (var (name, path) in new[] { ("live", "/"), ("events", "/events"), ("people", "/people"), ("status", "/status") })
                foreach (var width in new[] { 390, 1440 })
                    foreach (var colours in new[] { ColorScheme.Dark, ColorScheme.Light })
                        views.Add(name, path, width, colours);
            return views;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_page_fits_its_window_and_is_what_its_policy_allows(string name, string path, int width, ColorScheme colours)
    {
        var page = await demo.OpenAsync(path, width, colours);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        // The events page is empty until somebody has walked through the demo's street.
        await page.Locator("canvas[data-sequence], li.card img, tr[data-state]").First.WaitForAsync(new() { Timeout = 90_000 });

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= screen.width"), "the page is wider than its window");
        await Screenshots.SaveAsync(page, $"{name}-{width}-{colours.ToString().ToLowerInvariant()}");
        Assert.Empty(demo.Complaints);
    }

    [Fact]
    public async Task Everything_on_the_wall_is_reached_by_keyboard()
    {
        var page = await demo.OpenAsync("/");
        var cameras = await new LivePage(page).CamerasAsync();
        List<string> reached = [];
        for (var i = 0; i < 14; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>("() => document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || ''"));
        }

        Assert.Subset(reached.ToHashSet(), new HashSet<string>([.. cameras, "Skip to the content", "Live", "Events", "Decisions", "People", "Cameras", "Status"]));
    }
}
