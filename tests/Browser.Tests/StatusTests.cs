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
}
