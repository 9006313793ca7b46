using Microsoft.Playwright;

namespace FaceStream.Tests.Pages;

/// <summary>The status page, in the words of its user.</summary>
public sealed class StatusPage(IPage page)
{
    /// <summary>The rows of cameras in a state, such as <c>live</c>.</summary>
    public ILocator Cameras(string state) => page.Locator($"tr[data-state='{state}']");

    /// <summary>The figure under a label.</summary>
    public ILocator Figure(string label) => page.Locator(".figure").Filter(new() { HasText = label }).Locator(".figure-value");

    /// <summary>The names of the stages with a time.</summary>
    public ILocator Stages => page.Locator(".stages .stage-name");

    /// <summary>The lines of the log that are shown.</summary>
    public ILocator LogLines => page.GetByRole(AriaRole.List, new() { Name = "Lines of the log" }).Locator("li[data-level]");

    /// <summary>The hashes of the models.</summary>
    public Task<IReadOnlyList<string>> HashesAsync() => page.Locator(".models code").AllInnerTextsAsync();
}
