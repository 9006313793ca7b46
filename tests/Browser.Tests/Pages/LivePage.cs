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

    /// <summary>
    /// Looks at a camera's canvas as long as it takes to see so many pictures of a <see cref="NumberedClip"/>: the number that the server gave to
    /// what is drawn, and the number in its pixels, −1 where a box or a name lies over it.
    /// </summary>
    public async Task<IReadOnlyList<NumberedPicture>> NumbersAsync(string camera, int pictures)
    {
        await page.Locator($"canvas[data-camera='{camera}'][data-sequence]").WaitForAsync(new() { Timeout = ASceneLong });
        return await page.Locator($"canvas[data-camera='{camera}']").EvaluateAsync<NumberedPicture[]>(
            """
            (canvas, { pictures, bits }) => new Promise((resolve, reject) => {
                const seen = [], ctx = canvas.getContext('2d');
                setTimeout(() => reject(new Error(`only ${seen.length} pictures`)), 120_000);
                const read = () => {
                    const { width, height, dataset } = canvas;
                    const row = y => ctx.getImageData(0, Math.floor(y * height / 720), width, 1).data;
                    const [upper, lower] = [row(660), row(700)];
                    let number = 0;
                    for (let bit = 0; bit < bits; bit++) {
                        const at = 4 * Math.floor((bit + 0.5) * width / bits);
                        const [up, down] = [upper[at] > 128, lower[at] > 128];
                        if (up === down) number = NaN;
                        number += up << bit;
                    }
                    const sequence = Number(dataset.sequence);
                    if (seen.at(-1)?.sequence !== sequence)
                        seen.push({ sequence, number: Number.isNaN(number) ? -1 : number, transport: dataset.transport, faces: Number(dataset.faces) });
                    if (seen.length < pictures) requestAnimationFrame(read);
                    else resolve(seen);
                };
                read();
            })
            """, new { pictures, bits = NumberedClip.Bits });
    }

    /// <summary>Waits until somebody is named with certainty, on any camera.</summary>
    public Task ConfirmedAsync(string person) => page
        .GetByRole(AriaRole.List, new() { Name = "In view" })
        .GetByText($"{person}, confirmed", new() { Exact = true })
        .First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = ASceneLong });

    /// <summary>The line that speaks of a lost connection.</summary>
    public ILocator LinkLine => page.Locator(".link-line[data-shown='true']");
}

/// <summary>What was on a canvas at one moment.</summary>
public sealed class NumberedPicture
{
    /// <summary>As the server counted the frame whose result is drawn.</summary>
    public long Sequence { get; set; }

    /// <summary>As the picture itself says.</summary>
    public long Number { get; set; }

    /// <summary>How the picture came.</summary>
    public string Transport { get; set; } = "";

    /// <summary>Boxes that are drawn.</summary>
    public int Faces { get; set; }
}
