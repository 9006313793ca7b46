using Microsoft.Playwright;

namespace FaceStream.Tests.Pages;

/// <summary>The wall of cameras, in the words of its user.</summary>
public sealed class LivePage(IPage page)
{
    /// <summary>A scene of the demo lasts 36 s; on a machine that has other work, somebody may have to come by three times.</summary>
    private const float ASceneLong = 120_000;

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
    /// Looks at a camera's canvas as long as it takes to see at least so many pictures of a <see cref="NumberedClip"/>, and more than one pass of it:
    /// the number that the server gave to what is drawn, and the number in its pixels, −1 where a box or a name lies over it.
    /// </summary>
    public async Task<IReadOnlyList<NumberedPicture>> NumbersAsync(string camera, int pictures)
    {
        await page.Locator($"canvas[data-camera='{camera}'][data-sequence]").WaitForAsync(new() { Timeout = ASceneLong });
        return await page.Locator($"canvas[data-camera='{camera}']").EvaluateAsync<NumberedPicture[]>(
            """
            (canvas, { pictures, bits, length }) => new Promise((resolve, reject) => {
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
                    if (seen.length < pictures || sequence - seen[0].sequence <= length) requestAnimationFrame(read);
                    else resolve(seen);
                };
                read();
            })
            """, new { pictures, bits = NumberedClip.Bits, length = NumberedClip.Length });
    }

    /// <summary>The number that the server gave to the picture that a camera's canvas shows.</summary>
    public async Task<string> SequenceAsync(string camera) => await page.Locator($"canvas[data-camera='{camera}']").GetAttributeAsync("data-sequence") ?? "";

    /// <summary>As if another tab were opened over this one, or this one brought back.</summary>
    public Task HideAsync(bool hidden) => page.EvaluateAsync(
        """
        hidden => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
            Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
            document.dispatchEvent(new Event('visibilitychange'));
        }
        """, hidden);

    /// <summary>Waits until somebody is named with certainty, on any camera.</summary>
    public Task ConfirmedAsync(string person) => page
        .GetByRole(AriaRole.List, new() { Name = "In view" })
        .GetByText($"{person}, confirmed", new() { Exact = true })
        .First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = ASceneLong });

    /// <summary>Waits until a camera shows somebody in a state, such as <c>unknown</c>.</summary>
    public Task InViewAsync(string camera, string state) => page.Locator($"canvas[data-camera='{camera}'][data-spots*=' {state}']").WaitForAsync(new() { Timeout = ASceneLong });

    /// <summary>The window that is open.</summary>
    public ILocator Window => page.GetByRole(AriaRole.Dialog);

    /// <summary>What was said last.</summary>
    public ILocator Message => page.GetByRole(AriaRole.Region, new() { Name = "Messages" }).Or(page.GetByRole(AriaRole.Region, new() { Name = "Meldungen" }));

    /// <summary>
    /// Waits for a face in a state, such as <c>unknown</c>, that has been looked at, and presses it on its picture. Where it is, the canvas says;
    /// it walks on meanwhile, so that another press may be needed.
    /// </summary>
    public async Task PressFaceAsync(string state)
    {
        var patience = DateTime.UtcNow.AddMilliseconds(ASceneLong);
        do
        {
            await page.Locator($"canvas[data-spots*=' {state}']").First.WaitForAsync(new() { Timeout = ASceneLong });
            await page.EvaluateAsync(
                """
                state => {
                    const canvas = document.querySelector(`canvas[data-spots*=' ${state}']`);
                    const spot = canvas?.dataset.spots.split(';').map(one => one.split(' ')).find(([, , is]) => is === state);
                    if (!spot) return;
                    const { left, top } = canvas.getBoundingClientRect();
                    const [x, y] = [left + Number(spot[0]), top + Number(spot[1])];
                    document.elementFromPoint(x, y)?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, clientX: x, clientY: y }));
                }
                """, state);
        }
        while (!await Window.IsVisibleAsync() && DateTime.UtcNow < patience);
    }

    /// <summary>Types the name into the window that <paramref name="open"/> opens, and saves it; whoever has shown no good look yet is left for another.</summary>
    public async Task NameAsync(string name, Func<Task> open)
    {
        var patience = DateTime.UtcNow.AddMilliseconds(2 * ASceneLong);
        while (DateTime.UtcNow < patience)
        {
            await open();
            await Window.GetByRole(AriaRole.Combobox).FillAsync(name);
            await page.Keyboard.PressAsync("Enter");
            await page.Locator(".toast, .refused").First.WaitForAsync();
            if (await page.Locator(".toast[data-kind=good]").IsVisibleAsync())
                return;
            await page.Keyboard.PressAsync("Escape");
            await Window.WaitForAsync(new() { State = WaitForSelectorState.Detached });
            while (await page.Locator(".toast .icon-button").CountAsync() > 0)
                await page.Locator(".toast .icon-button").First.ClickAsync();
        }

        throw new TimeoutException($"nobody could be named {name}");
    }

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
