using System.Diagnostics;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests.Load;

public class FirstNameTests(ITestOutputHelper output)
{
    /// <summary>A machine with other work takes longer; the promise is kept by the explicit test.</summary>
    [Fact]
    public async Task The_demo_names_somebody_soon_after_it_was_started() => await FirstNameAsync(TimeSpan.FromSeconds(120));

    /// <summary>For a machine that has nothing else to do: <c>-explicit only -class '*FirstNameTests'</c>.</summary>
    [Fact(Explicit = true)]
    public async Task The_demo_names_somebody_within_twenty_seconds_of_its_start() => await FirstNameAsync(TimeSpan.FromSeconds(20));

    private async Task FirstNameAsync(TimeSpan limit)
    {
        using var folder = new TemporaryFolder();
        using var patience = new CancellationTokenSource(limit);
        var started = Stopwatch.GetTimestamp();

        await using var demo = await RunningService.StartAsync("demo", "--headless", "--port", "0", "--gallery", folder["gallery.db"]);
        var serving = Stopwatch.GetElapsedTime(started);
        var name = await Watcher.NameAsync(demo.Address, patience.Token);

        var named = Stopwatch.GetElapsedTime(started);
        output.WriteLine(FormattableString.Invariant($"served after {serving.TotalSeconds:0.0} s, {name} named after {named.TotalSeconds:0.0} s"));
        Assert.Contains(name, (string[])["Anders", "Franck"]);
        Assert.InRange(named, TimeSpan.Zero, limit);
    }
}
