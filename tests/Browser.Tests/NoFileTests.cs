using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>The demo has no <c>facestream.yaml</c> that could be written.</summary>
[Collection(Lanes.Demo)]
public class NoFileTests(DemoInABrowser demo)
{
    [Fact]
    public async Task Whoever_adds_a_camera_to_the_demo_is_told_first_that_there_is_no_file_for_it()
    {
        var page = await demo.OpenAsync("/cameras");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a camera" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("facestream.yaml");
    }

    [Fact]
    public async Task The_demo_shows_the_picture_and_says_that_there_is_no_file_to_write()
    {
        var page = await demo.OpenAsync("/cameras");
        var window = new ZonesWindow(page);
        await window.OpenAsync("visitors");

        await Expect(window.Window.GetByRole(AriaRole.Alert)).ToContainTextAsync("no facestream.yaml");
        await window.Window.GetByRole(AriaRole.Button, new() { Name = "Look only here" }).ClickAsync();
        await Expect(window.Corners).ToHaveCountAsync(4);
        await Expect(window.Window.GetByRole(AriaRole.Button, new() { Name = "Show the change" })).ToBeDisabledAsync();
        await Axe.FindsNothingAsync(page);
    }
}
