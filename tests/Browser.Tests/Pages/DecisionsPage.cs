using Microsoft.Playwright;

namespace FaceStream.Tests.Pages;

/// <summary>The wall of decisions, in the words of its user.</summary>
public sealed class DecisionsPage(IPage page)
{
    /// <summary>Somebody walks through a scene of the demo, which lasts 36 s, and is listed when they have left; a busy machine takes its time.</summary>
    public const float ASceneLong = 90_000;

    /// <summary>All cards that are shown.</summary>
    public ILocator All => page.Locator(".decision[data-id]");

    /// <summary>The cards of somebody; <c>Unknown</c> for strangers.</summary>
    public ILocator Of(string name) => All.Filter(new() { Has = page.Locator(".decision-name").GetByText(name, new() { Exact = true }) });

    /// <summary>The words that there is nobody.</summary>
    public ILocator Nothing => page.GetByRole(AriaRole.Heading, new() { Name = "Nothing to decide" });

    /// <summary>The window that is open.</summary>
    public ILocator Window => page.GetByRole(AriaRole.Dialog);

    /// <summary>What was said last.</summary>
    public ILocator Message => page.GetByRole(AriaRole.Region, new() { Name = "Messages" });

    /// <summary>Waits until as many cards of somebody are shown; shows what arrives until then.</summary>
    public async Task SeenAsync(string name, int times = 1)
    {
        var patience = DateTime.UtcNow.AddMilliseconds(ASceneLong);
        while (await Of(name).CountAsync() < times && DateTime.UtcNow < patience)
        {
            if (await page.Locator("button.news-pill").IsVisibleAsync())
                await page.Locator("button.news-pill").ClickAsync();
            await page.WaitForTimeoutAsync(250);
        }

        await Of(name).Nth(times - 1).WaitForAsync();
    }

    /// <summary>The event of a card.</summary>
    public static async Task<string> IdAsync(ILocator card) => await card.GetAttributeAsync("data-id") ?? "";

    /// <summary>The card of an event.</summary>
    public ILocator Card(string id) => page.Locator($".decision[data-id='{id}']");
}
