using Microsoft.Playwright;

namespace FaceStream.Tests;

/// <summary>Pictures of the pages, in <c>artifacts/screenshots</c>, to be looked at.</summary>
public static class Screenshots
{
    /// <summary>Saves what the window shows, once it stands still.</summary>
    public static Task SaveAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Places.Root, "artifacts", "screenshots", name + ".png"), Animations = ScreenshotAnimations.Disabled });
}
