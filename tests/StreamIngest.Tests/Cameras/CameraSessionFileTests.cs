using System.Diagnostics;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests.Cameras;

public class CameraSessionFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_loses_nothing_however_slow_its_reader_is()
    {
        await using var camera = TestCamera.Create(new() { Name = "door", Source = Footage.Video }, poolSize: 3);
        var running = camera.RunAsync(Cancel);

        List<FrameHeader> headers = [];
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
        {
            if (headers.Count % 10 == 0)
                await Task.Delay(20, Cancel);
            headers.Add(frame.Header);
            frame.Dispose();
        }

        await running;
        Assert.Equal(Enumerable.Range(0, 50).Select(n => (long)n), headers.Select(header => header.Sequence));
        Assert.All(headers, header => Assert.Equal(("door", 0, 320, 240), (header.Camera, header.Epoch, header.Width, header.Height)));
        Assert.Equal((50, 0, 0), (camera.Counters.Decoded, camera.Counters.DroppedInAll, camera.Pool.Rented));
        Assert.Equal((CameraState.Ended, "", "h264", 320), (camera.Status.State, camera.Status.Reason, camera.Status.Codec, camera.Status.Width));
        Assert.Null(camera.Damage);
    }

    [Fact]
    public async Task Fewer_frames_are_taken_evenly_and_the_rest_is_counted()
    {
        await using var camera = TestCamera.Create(new() { Name = "door", Source = Footage.Video, MaxFps = 10 });
        var running = camera.RunAsync(Cancel);

        List<long> taken = [];
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
        {
            taken.Add(frame.Header.Sequence);
            frame.Dispose();
        }

        await running;
        Assert.Equal(20, taken.Count);
        Assert.All(taken.Zip(taken.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 2, 3));
        Assert.Equal((50, 30), (camera.Counters.Decoded, camera.Counters.Dropped(DropReason.Rate)));
    }

    [Fact]
    public async Task A_looping_file_keeps_its_own_pace_and_each_pass_is_an_epoch()
    {
        var clip = Footage.Make("short.mp4", "-f lavfi -i testsrc=size=64x48:rate=25:duration=0.4 -pix_fmt yuv420p");
        await using var camera = TestCamera.Create(new() { Name = "loop", Source = clip, Loop = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var states = new List<CameraState>();
        camera.StatusChanged += changed => states.Add(changed.Status.State);
        var running = camera.RunAsync(stop.Token);

        List<FrameHeader> headers = [];
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
        {
            headers.Add(frame.Header);
            frame.Dispose();
            if (frame.Header.Epoch == 3)
                break;
        }

        await stop.CancelAsync();
        await running;
        var seconds = Stopwatch.GetElapsedTime(headers[0].Arrived, headers[^1].Arrived).TotalSeconds;
        Assert.InRange(seconds, 1.0, 3.0);      // three passes of 0.4 s, and slow machines
        Assert.Equal([0, 1, 2, 3], headers.Select(header => header.Epoch).Distinct());
        Assert.All(headers.Where(header => header.Time == TimeSpan.Zero).Skip(1), header => Assert.True(header.Epoch > 0));
        Assert.Equal([CameraState.Connecting, CameraState.Live, CameraState.Ended], states);
        Assert.Equal(0, camera.Counters.Reconnects);
    }

    [Fact]
    public async Task A_missing_file_fails_in_words()
    {
        await using var camera = TestCamera.Create(new() { Name = "door", Source = Footage.Nowhere("gone.mp4") });

        var refused = await Assert.ThrowsAsync<SourceException>(() => camera.RunAsync(Cancel));

        Assert.Equal(SourceFault.Missing, refused.Fault);
        Assert.Equal((CameraState.Failed, refused.Message), (camera.Status.State, camera.Status.Reason));
        Assert.True(camera.Frames.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_ends_with_a_word_about_it()
    {
        var bytes = File.ReadAllBytes(Footage.Video);
        await using var camera = TestCamera.Create(new() { Name = "door", Source = Footage.Write("cutsession.mp4", bytes.AsSpan(0, bytes.Length / 2)) });
        var running = camera.RunAsync(Cancel);
        var frames = 0;
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
        {
            frames++;
            frame.Dispose();
        }

        await running;
        Assert.InRange(frames, 10, 45);
        Assert.Contains("was it cut off?", camera.Damage, StringComparison.Ordinal);
        Assert.Equal((CameraState.Ended, camera.Damage), (camera.Status.State, camera.Status.Reason));
    }

    [Fact]
    public async Task A_reader_that_stops_reading_holds_nobody_up_when_all_is_told_to_stop()
    {
        var camera = TestCamera.Create(new() { Name = "door", Source = Footage.Video }, poolSize: 2);
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);
        var first = await camera.Frames.ReadAsync(Cancel);

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        await camera.DisposeAsync();

        Assert.Equal(1, camera.Pool.Rented);
        first.Dispose();
        Assert.Equal(0, camera.Pool.Rented);
        Assert.Equal(camera.Counters.Decoded, 1 + camera.Counters.DroppedInAll);
        Assert.Equal((CameraState.Ended, "stopped"), (camera.Status.State, camera.Status.Reason));
    }

    [Fact]
    public async Task A_session_that_never_ran_can_be_thrown_away()
    {
        await using var camera = TestCamera.Drawn("door", 1);
        Assert.Equal(CameraState.Connecting, camera.Status.State);
    }

    [Fact]
    public async Task Times_that_had_to_be_repaired_are_counted_by_reason_and_a_clock_that_runs_wrong_is_told_once()
    {
        using var meters = new TestMeters();
        using var measured = new Measured(meters);
        var log = new CapturedLog<CameraSession>();
        await using var camera = new CameraSession(
            new() { Name = "door", Source = "drawn.mp4" }, new IngestMetrics(meters), log, TimeProvider.System,
            () => new DrawnSource(10, repair: picture => picture switch { 3 => TimeRepair.Leap, > 5 => TimeRepair.Rate, _ => TimeRepair.None }));
        var running = camera.RunAsync(Cancel);
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
            frame.Dispose();
        await running;

        Assert.Equal(1, measured.Sum("facestream.camera.times_repaired camera=door reason=leap"));
        Assert.Equal(4, measured.Sum("facestream.camera.times_repaired camera=door reason=rate"));
        Assert.Single(log.Lines, line => line.Contains("runs at another rate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counters_are_metrics_too()
    {
        using var meters = new TestMeters();
        using var measured = new Measured(meters);
        await using var camera = new CameraSession(
            new() { Name = "door", Source = Footage.Video, MaxFps = 5 }, new IngestMetrics(meters), new CapturedLog<CameraSession>(), TimeProvider.System);
        var running = camera.RunAsync(Cancel);
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
            frame.Dispose();
        await running;

        Assert.Equal(50, measured.Sum("facestream.frames.decoded camera=door"));
        Assert.Equal(40, measured.Sum("facestream.frames.dropped camera=door reason=rate"));
    }
}
