using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FaceStream.Tests.Pages;

/// <summary>The events page, in the words of its user.</summary>
public sealed partial class EventsPage(IPage page)
{
    /// <summary>Somebody walks through a scene of the demo, which lasts 36 s, and is listed when they have left; a busy machine takes its time.</summary>
    private const float ASceneLong = 90_000;

    /// <summary>The events of somebody, newest first; <c>Unknown</c> for strangers.</summary>
    public ILocator Of(string name) => page.Locator("li.event").Filter(new() { Has = page.Locator(".event-open").GetByText(name, new() { Exact = true }) });

    /// <summary>All events that are shown.</summary>
    public ILocator All => page.Locator("li.event");

    /// <summary>The window that is open.</summary>
    public ILocator Window => page.GetByRole(AriaRole.Dialog);

    /// <summary>Where a name is given in the window.</summary>
    public ILocator Name => Window.GetByLabel("This is …");

    /// <summary>The button that says how many wait to be shown.</summary>
    public ILocator News => page.GetByRole(AriaRole.Button, new() { NameRegex = New() });

    /// <summary>Waits until somebody has been seen and has left; shows what arrives until then.</summary>
    public async Task SeenAsync(string name)
    {
        var patience = DateTime.UtcNow.AddMilliseconds(ASceneLong);
        while (!await Of(name).First.IsVisibleAsync() && DateTime.UtcNow < patience)
        {
            if (await News.IsVisibleAsync())
                await News.ClickAsync();
            await page.WaitForTimeoutAsync(250);
        }

        await Of(name).First.WaitForAsync();
    }

    /// <summary>Opens the newest event of somebody.</summary>
    public Task OpenAsync(string name) => Of(name).First.Locator(".event-open").ClickAsync();

    /// <summary>Chooses in a filter, such as <c>Camera</c>.</summary>
    public Task FilterAsync(string label, string choice) => Filter(label).SelectOptionAsync(new SelectOptionValue { Label = choice });

    /// <summary>Saves what the filter leaves, as <c>CSV</c> or <c>JSON</c>, and reads it.</summary>
    public async Task<string> SaveAsync(string form)
    {
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = $"Save as {form}" }).ClickAsync());
        using var text = new MemoryStream();
        await using var bytes = await file.CreateReadStreamAsync();
        await bytes.CopyToAsync(text);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>A filter by its label.</summary>
    public ILocator Filter(string label) => page.Locator(".filter").Filter(new() { Has = page.GetByText(label, new() { Exact = true }) }).Locator(".input");

    [GeneratedRegex(@"^\d+ (or more )?new$")]
    private static partial Regex New();
}
