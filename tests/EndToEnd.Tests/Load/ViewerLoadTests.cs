using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests.Load;

/// <summary>
/// What viewers of one camera cost, in processor time of the service beyond what its frames take: where recognition has all cores to do, its rate falls
/// by that share of them. So it can be measured on a machine with other work. Minutes long: <c>-explicit only -class '*ViewerLoadTests'</c>.
/// </summary>
public class ViewerLoadTests(ITestOutputHelper output)
{
    /// <summary>One pass of the clip, so that each stretch has the same pictures.</summary>
    private static readonly TimeSpan Pass = TimeSpan.FromSeconds(NumberedClip.Length / 25.0);

    /// <summary>Connecting costs more than watching, and what is sent to slow viewers fills the system's buffers first.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private const int Rounds = 3;

    [Theory(Explicit = true)]
    [InlineData(20, true, false)]
    [InlineData(20, false, false)]
    [InlineData(50, true, true)]
    [InlineData(50, false, true)]
    public async Task Viewers_cost_the_pipeline_less_than_a_twentieth(int viewers, bool packets, bool slow)
    {
        using var folder = new TemporaryFolder();
        var clip = NumberedClip.Make(folder["clip.mp4"]);
        var configuration = folder.Write("facestream.yaml", $$"""
            dashboard: { listen: "127.0.0.1:0" }
            logging: { level: error }
            cameras: [{ name: street, source: "{{clip}}", loop: true }]
            """);
        await using var service = await RunningService.StartAsync("run", "-c", configuration, "--gallery", folder["gallery.db"]);
        await service.MeasureAsync(2 * Pass);       // compiled code and grown buffers

        List<double> shares = [];
        for (var round = 0; round < Rounds; round++)
        {
            var before = await service.MeasureAsync(Pass);
            var watching = await Task.WhenAll(Enumerable.Range(0, viewers).Select(_ => slow ? Watcher.CrawlAsync(service.Address, packets) : Watcher.WatchAsync(service.Address, packets)));
            await Task.Delay(Settling, TestContext.Current.CancellationToken);
            var during = await service.MeasureAsync(Pass);
            foreach (var watcher in watching)
                await watcher.DisposeAsync();
            if (!slow)
                Assert.All(watching, watcher => Assert.True(watcher.Got.GetValueOrDefault(packets ? "packet" : "frame") > 20, "a viewer saw next to nothing"));
            var after = await service.MeasureAsync(Pass);

            var alone = (before.Processor + after.Processor) / (before.Frames + after.Frames);
            var cost = (during.PerFrame - alone) * during.Frames / during.Seconds;
            shares.Add(cost / Environment.ProcessorCount);
            output.WriteLine(FormattableString.Invariant(
                $"{viewers} {(slow ? "slow " : "")}viewers of {(packets ? "packets" : "JPEG")}: {cost / viewers * 1000:0.00} ms/s each, {shares[^1]:P1} of {Environment.ProcessorCount} cores; {during.Frames / during.Seconds:0.0} frames/s of {during.PerFrame * 1000:0.00} ms, alone {(before.Frames + after.Frames) / (before.Seconds + after.Seconds):0.0} of {alone * 1000:0.00} ms"));
        }

        shares.Sort();
        Assert.InRange(shares[Rounds / 2], double.NegativeInfinity, 0.05);
    }
}
