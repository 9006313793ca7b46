using System.Text.Json;
using Microsoft.Playwright;

namespace FaceStream.Tests;

/// <summary>axe-core (Deque, MPL-2.0): what a program can see of the Web Content Accessibility Guidelines.</summary>
public static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Places.Package("axe-core/axe.min.js")));

    /// <summary>Fails with a line for each fault on the page as it is: the rule, the element, what is wrong.</summary>
    public static async Task FindsNothingAsync(IPage page)
    {
        // Through the debugger: the page's own policy lets no foreign script in.
        await page.EvaluateAsync(Script.Value);
        // What fades in has not its colours yet.
        await page.EvaluateAsync("() => Promise.allSettled(document.getAnimations().filter(one => one.effect.getComputedTiming().iterations !== Infinity).map(one => one.finished))");
        var faults = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
                const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] });
                return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`));
            }
            """);
        if (faults.GetArrayLength() > 0)
            Assert.Fail(string.Join('\n', faults.EnumerateArray()));
    }
}
