using FaceStream.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

public class StatusTests(DemoInABrowser demo)
{
    [Fact]
    public async Task The_status_tells_of_cameras_stages_and_models()
    {
        var page = await demo.OpenAsync("/status");
        var status = new StatusPage(page);

        await Expect(status.Cameras("live")).ToHaveCountAsync(2);
        await Expect(status.Figure("Cameras live")).ToHaveTextAsync("2 / 2");
        await Expect(status.Stages.Filter(new() { HasText = "detect" })).ToBeVisibleAsync();
        var hashes = await status.HashesAsync();
        Assert.Equal(4, hashes.Count);
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }

    [Fact]
    public async Task Real_similarities_are_drawn_beside_what_a_name_needs()
    {
        var page = await demo.OpenAsync("/status");
        var scores = page.Locator(".scores");

        // The first track of the demo ends within a scene; the page asks again every half minute.
        await Expect(scores.Locator("rect.scores-named:not([height='0'])").First).ToBeAttachedAsync(new() { Timeout = 180_000 });
        await Expect(scores.Locator("line.scores-bar")).ToHaveCountAsync(2);
        await Expect(scores.Locator("figcaption")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Similarity of [0-9,]+ tracks with a name and [0-9,]+ without"));
        await scores.ScrollIntoViewIfNeededAsync();
        await Screenshots.SaveAsync(page, "status-scores");
    }
}
