using Microsoft.Playwright;

namespace FaceStream.Tests;

/// <summary>How a page comes: without jumps, within its window, and soon.</summary>
[Collection(Lanes.Demo)]
public class FirstViewTests(DemoInABrowser demo, ITestOutputHelper output)
{
    /// <summary>What moves by itself counts, what a press moves does not (Layout Instability API).</summary>
    private const string Watch = """
        window.jumps = 0;
        window.moved = [];
        const place = ({ x, y, width, height }) => `${x},${y} ${width}×${height}`;
        new PerformanceObserver(list => list.getEntries().filter(shift => !shift.hadRecentInput).forEach(shift => {
          jumps += shift.value;
          moved.push(...shift.sources.map(one => `${one.node?.nodeName}.${one.node?.className} ${place(one.previousRect)} → ${place(one.currentRect)}`));
        })).observe({ type: 'layout-shift', buffered: true });
        """;

    [Theory]
    [InlineData("/", "canvas[data-sequence]")]
    [InlineData("/live/street", "canvas[data-sequence]")]
    [InlineData("/events", ".event, .notice")]
    [InlineData("/decisions", ".decision, .notice")]
    [InlineData("/people", "li.card img")]
    [InlineData("/cameras", "li.camera-row")]
    [InlineData("/status", ".stages .stage-name")]
    [InlineData("/configuration", "h1")]
    public async Task Nothing_jumps_while_a_page_comes_and_it_fits_from_a_phone_to_4K(string path, string sign)
    {
        foreach (var width in (int[])[390, 1440, 3840])
        {
            var page = await demo.OpenAsync(path, width, prepare: page => page.AddInitScriptAsync(Watch));
            var jumps = await HasComeWithoutJumpsAsync(page, sign, $"{path} at {width}");

            var paint = await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
            output.WriteLine(FormattableString.Invariant($"{path} at {width}: first view after {paint:0} ms, jumps {jumps:0.000}"));
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= screen.width"), $"{path} is wider than {width}");
            if (width == 3840)
                await Screenshots.SaveAsync(page, $"4k{path.Replace('/', '-')}");
        }
    }

    /// <summary>In a young gallery events have numbers as small as those of the placeholders that stand for them.</summary>
    [Fact]
    public async Task The_first_events_of_a_gallery_do_not_jump_from_where_placeholders_stood()
    {
        var page = await demo.OpenAsync("/decisions", prepare: async page =>
        {
            await page.AddInitScriptAsync(Watch);
            await page.RouteAsync("**/api/v1/sightings?*", async route =>
            {
                await Task.Delay(300);      // the placeholders are painted
                var sightings = Enumerable.Range(0, 12).Select(i => new
                {
                    id = 12 - i, camera = "street", first = DateTime.UtcNow, last = DateTime.UtcNow, frames = 9, state = "unknown", said = (string?)null, person = (string?)null, pictures = Array.Empty<string>(),
                });
                await route.FulfillAsync(new() { Json = new { sightings, next = (string?)null } });
            });
        });

        await HasComeWithoutJumpsAsync(page, ".decision[data-id='1']", "/decisions");
    }

    /// <summary>Waits until a page shows what is to come; by how much it has jumped on the way (Layout Instability API).</summary>
    private static async Task<double> HasComeWithoutJumpsAsync(IPage page, string sign, string what)
    {
        await page.Locator(sign).First.WaitForAsync();
        // Pictures below the window are not loaded before somebody scrolls to them.
        await page.WaitForFunctionAsync("() => [...document.images].every(image => image.complete || image.getBoundingClientRect().top > innerHeight)");
        await page.EvaluateAsync("() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))");

        var jumps = await page.EvaluateAsync<double>("() => window.jumps");
        // What web.dev calls good is below 0.1.
        Assert.True(jumps <= 0.1, $"{what} jumps by {jumps}: {await page.EvaluateAsync<string>("() => moved.join('; ')")}");
        return jumps;
    }
}
