using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class AccessibilityTests(DemoInABrowser demo)
{
    /// <summary>Somebody has to walk through the demo's street before there are events.</summary>
    private const float ASceneLong = 90_000;

    [Theory]
    [InlineData("/", "canvas[data-sequence]")]
    [InlineData("/live/street", "canvas[data-sequence]")]
    [InlineData("/live/nowhere", ".notice")]
    [InlineData("/events", "li.event img")]
    [InlineData("/events?from=2999-01-01", ".notice")]
    [InlineData("/decisions", ".decision[data-id] img")]
    [InlineData("/cameras", "li.camera-row img")]
    [InlineData("/configuration", ".settings")]
    [InlineData("/people", "li.card img")]
    [InlineData("/people/1", "li.card img")]
    [InlineData("/status", "tr[data-state]")]
    [InlineData("/nowhere", ".notice")]
    public async Task A_page_has_no_fault_that_axe_knows_in_dark_and_light_large_and_small(string path, string sign)
    {
        foreach (var (width, colours) in new[] { (1440, ColorScheme.Dark), (390, ColorScheme.Light) })
        {
            var page = await demo.OpenAsync(path, width, colours);
            await page.Locator(sign).First.WaitForAsync(new() { Timeout = ASceneLong });

            await Axe.FindsNothingAsync(page);
        }
    }

    [Fact]
    public async Task A_window_has_no_fault_that_axe_knows_keeps_the_focus_and_gives_it_back()
    {
        var page = await demo.OpenAsync("/people");
        await page.Locator("li.card img").First.WaitForAsync();
        foreach (var opener in new[] { page.GetByRole(AriaRole.Button, new() { Name = "Enrol", Exact = true }), page.GetByRole(AriaRole.Button, new() { Name = "Delete Anders" }) })
            await OpenAndCloseAsync(page, opener);
    }

    [Fact]
    public async Task An_event_is_opened_named_and_closed_by_keyboard()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Franck");

        await OpenAndCloseAsync(page, events.Of("Franck").First.Locator(".event-open"));
    }

    [Fact]
    public async Task The_filters_of_a_phone_have_no_fault_that_axe_knows()
    {
        var page = await demo.OpenAsync("/events", width: 390);
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).PressAsync("Enter");
        await Expect(page.GetByLabel("Camera")).ToBeVisibleAsync();

        await Axe.FindsNothingAsync(page);
    }

    [Fact]
    public async Task Every_control_says_where_the_focus_is_and_is_reached_once()
    {
        var page = await demo.OpenAsync("/people");
        await page.Locator("li.card img").First.WaitForAsync();

        HashSet<string> reached = [];
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            // Marked in the page, so that what looks the same counts as two. Null once the focus has left the page.
            var control = await page.EvaluateAsync<string?>(
                """
                () => {
                    const control = document.activeElement;
                    if (control === document.body) return null;
                    control.dataset.reached ??= String(document.querySelectorAll('[data-reached]').length);
                    const style = getComputedStyle(control), label = control.closest('label');
                    const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || label !== null;
                    return `${control.dataset.reached} ${control.tagName} ${shown ? 'shown' : 'NOT SHOWN'}`;
                }
                """);
            if (control is null || !reached.Add(control))
                break;
        }

        Assert.True(reached.Count > 12, $"only {reached.Count} controls were reached");
        Assert.DoesNotContain(reached, control => control.Contains("NOT SHOWN", StringComparison.Ordinal));
    }

    /// <summary>By keyboard alone: the window is looked at by axe, has the focus whatever is pressed, and gives it back to where it was.</summary>
    private static async Task OpenAndCloseAsync(IPage page, ILocator opener)
    {
        var window = page.GetByRole(AriaRole.Dialog);
        await opener.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(window).ToBeVisibleAsync();

        await Axe.FindsNothingAsync(page);
        for (var i = 0; i < 15; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null"), "the focus left the window");
        }

        await page.Keyboard.PressAsync("Escape");
        await Expect(window).ToHaveCountAsync(0);
        await Expect(opener).ToBeFocusedAsync();
    }
}
