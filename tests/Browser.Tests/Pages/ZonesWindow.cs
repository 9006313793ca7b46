using Microsoft.Playwright;

namespace FaceStream.Tests.Pages;

/// <summary>The window in which zones are drawn on a camera's picture, in the words of its user.</summary>
public sealed class ZonesWindow(IPage page)
{
    /// <summary>The window.</summary>
    public ILocator Window => page.GetByRole(AriaRole.Dialog);

    /// <summary>Where it is drawn.</summary>
    public ILocator Picture => Window.Locator(".zone-picture");

    /// <summary>The corners of the chosen zone.</summary>
    public ILocator Corners => Window.Locator(".corner");

    /// <summary>Opens it from the page of cameras, and waits for the picture.</summary>
    public async Task OpenAsync(string camera)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Zones of {camera}" }).ClickAsync();
        await Picture.Locator("img").WaitForAsync();
        await Picture.Locator("img").EvaluateAsync("image => image.decode()");
    }

    /// <summary>Draws across the picture with the mouse, from and to shares of it.</summary>
    public async Task DragAsync((double X, double Y) from, (double X, double Y) to)
    {
        var (a, b) = (await PlaceAsync(from), await PlaceAsync(to));
        await page.Mouse.MoveAsync(a.X, a.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((a.X + b.X) / 2, (a.Y + b.Y) / 2);
        await page.Mouse.MoveAsync(b.X, b.Y);
        await page.Mouse.UpAsync();
    }

    /// <summary>The same with a finger.</summary>
    public async Task StrokeAsync((double X, double Y) from, (double X, double Y) to)
    {
        var (a, b) = (await PlaceAsync(from), await PlaceAsync(to));
        var finger = await page.Context.NewCDPSessionAsync(page);
        await Touch("touchStart", new { x = a.X, y = a.Y });
        await Touch("touchMove", new { x = (a.X + b.X) / 2, y = (a.Y + b.Y) / 2 });
        await Touch("touchMove", new { x = b.X, y = b.Y });
        await Touch("touchEnd");

        Task Touch(string type, params object[] points) => finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });
    }

    /// <summary>The outline of the chosen zone, in hundredths of the picture.</summary>
    public async Task<string> OutlineAsync() => await Window.Locator(".zone[data-chosen='true'] .outline").EvaluateAsync<string>(
        """
        outline => {
            const { width, height } = outline.ownerSVGElement.viewBox.baseVal;
            return [...outline.points].map(({ x, y }) => `${Math.round(100 * x / width)} ${Math.round(100 * y / height)}`).join(', ');
        }
        """);

    /// <summary>Has the lines shown, and writes them.</summary>
    public async Task WriteAsync()
    {
        await Window.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        await Window.Locator(".diff").WaitForAsync();
        await Window.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await Window.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private async Task<(float X, float Y)> PlaceAsync((double X, double Y) share)
    {
        var box = (await Picture.BoundingBoxAsync())!;
        return ((float)(box.X + share.X * box.Width), (float)(box.Y + share.Y * box.Height));
    }
}
