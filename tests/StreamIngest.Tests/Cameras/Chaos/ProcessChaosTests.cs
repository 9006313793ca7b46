using FaceStream.StreamIngest.Tests.Sources;
using FaceStream.StreamIngest.Tests.Sources.Child;

namespace FaceStream.StreamIngest.Tests.Cameras.Chaos;

/// <summary>The same for cameras with an ffmpeg of their own. Alone, because it counts what the whole process holds.</summary>
[Collection("alone")]
public class ProcessChaosTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_camera_says_what_is_wrong_comes_back_and_leaves_no_process_and_no_handle()
    {
        using (var source = ProcessSourceTests.Make(Footage.Video))
            source.Open(Cancel);        // what .NET keeps for good
        var files = LeakTests.OpenFiles();

        await using var run = new ProcessChaosRun();
        await run.InitializeAsync();

        Assert.All(run.Faults, fault =>
        {
            var camera = run.Of(fault.Name);
            Assert.True(camera.Wrong is null, $"A camera that {fault} {camera.Wrong}: {camera.Story}");
            Assert.Equal((0, 0), (camera.Unaccounted, camera.Rented));
            Assert.NotEmpty(camera.Words);
            foreach (var secret in (string[])[Ordeal.Login.Password, Uri.EscapeDataString(Ordeal.Login.Password)])
                Assert.DoesNotContain(camera.Words, word => word.Contains(secret, StringComparison.Ordinal));
        });
        Assert.True(run.Neighbour.Reconnects == 0, run.Neighbour.Story);
        Assert.True(run.Neighbour.Decoded >= 0.95 * run.Neighbour.Sent - 10, $"{run.Neighbour.Decoded} of {run.Neighbour.Sent} pictures");
        await ProcessLeakTests.WaitAsync(() => ProcessLeakTests.Children() == 0 && LeakTests.OpenFiles() <= files + 8);
        Assert.Equal(0, ProcessLeakTests.Children());
        Assert.InRange(LeakTests.OpenFiles(), 0, files + 8);
    }
}
