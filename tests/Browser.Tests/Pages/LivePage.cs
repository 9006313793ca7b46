using Microsoft.Playwright;

namespace FaceStream.Tests.Pages;

/// <summary>The wall of cameras, in the words of its user.</summary>
public sealed class LivePage(IPage page)
{
    /// <summary>A scene of the demo lasts 36 s, and a busy machine takes its time.</summary>
    private const float ASceneLong = 75_000;

    /// <summary>The cameras that have a tile.</summary>
    public async Task<IReadOnlyList<string>> CamerasAsync()
    {
        await page.Locator("article.tile").First.WaitForAsync();
        return await page.Locator("article.tile h2").AllInnerTextsAsync();
    }

    /// <summary>Waits until a camera's first picture is on its canvas.</summary>
    public Task PictureAsync(string camera) => page.Locator($"canvas[data-camera='{camera}'][data-sequence]").WaitForAsync();

    /// <summary>
    /// What is on a camera's canvas: brightness, 0–255, of 32 × 18 points. Read from the pixels that are shown.
    /// </summary>
    public Task<int[]> PixelsAsync(string camera) => page.Locator($"canvas[data-camera='{camera}']").EvaluateAsync<int[]>(
        """
        canvas => {
            const small = new OffscreenCanvas(32, 18).getContext('2d');
            small.drawImage(canvas, 0, 0, 32, 18);
            const rgba = small.getImageData(0, 0, 32, 18).data;
            return Array.from({ length: 32 * 18 }, (_, i) => Math.round((rgba[4 * i] + rgba[4 * i + 1] + rgba[4 * i + 2]) / 3));
        }
        """);

    /// <summary>Waits until somebody is named with certainty, on any camera.</summary>
    public Task ConfirmedAsync(string person) => page
        .GetByRole(AriaRole.List, new() { Name = "In view" })
        .GetByText($"{person}, confirmed", new() { Exact = true })
        .First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = ASceneLong });

    /// <summary>The line that speaks of a lost connection.</summary>
    public ILocator LinkLine => page.Locator(".link-line[data-shown='true']");
}
