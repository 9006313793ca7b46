using Microsoft.Playwright;

namespace FaceStream.Tests.Pages;

/// <summary>The page of cameras, in the words of its user.</summary>
public sealed class CamerasPage(IPage page)
{
    /// <summary>A camera's row.</summary>
    public ILocator Row(string name) => page.Locator($"li.camera-row[data-camera='{name}']");

    /// <summary>The window that is open.</summary>
    public ILocator Window => page.GetByRole(AriaRole.Dialog);

    /// <summary>What came of the test.</summary>
    public ILocator Trial => Window.Locator(".trial");

    /// <summary>Lines of the configuration that are to change.</summary>
    public ILocator Diff => Window.Locator(".diff");

    /// <summary>Tries an address in the window.</summary>
    public async Task TestAsync(string address)
    {
        await Window.GetByLabel("Address").FillAsync(address);
        await Window.GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();
    }

    /// <summary>Has the lines shown, and writes them.</summary>
    public async Task WriteAsync()
    {
        await Window.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        await Diff.WaitForAsync();
        await Window.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
    }
}
