using System.Diagnostics;
using System.Threading.Channels;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;
using Microsoft.AspNetCore.Builder;

namespace FaceStream.StreamIngest.Tests.Cameras;

public class CameraSessionLiveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_frame_wins_and_every_other_one_is_counted()
    {
        var go = Channel.CreateUnbounded<bool>();
        await using var camera = TestCamera.Create(
            new() { Name = "door", Source = "rtsp://camera/x" }, open: () => new DrawnSource(int.MaxValue, gate: go.Reader));
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);
        for (var i = 0; i < 10; i++)
            go.Writer.TryWrite(true);
        while (camera.Counters.Decoded < 10 || camera.Counters.Dropped(DropReason.Overload) < 9)
            await Task.Delay(5, Cancel);

        Assert.True(camera.Frames.TryRead(out var frame));
        Assert.Equal(9, frame.Header.Sequence);
        frame.Dispose();
        Assert.Equal(0, camera.Pool.Rented);

        await stop.CancelAsync();
        await running;
    }

    [Theory]
    [InlineData("rtsp://camera/x", true, true)]
    [InlineData("rtsp://camera/x", false, false)]      // switched off: it is never opened
    [InlineData("clip.mp4", true, false)]              // read once
    public async Task Times_that_a_camera_is_opened_again_are_counted_from_nought_so_that_the_first_is_a_rise(string source, bool enabled, bool counted)
    {
        using var meters = new TestMeters();
        using var measured = new Measured(meters);
        await using var camera = new CameraSession(
            new() { Name = "door", Source = source, Enabled = enabled }, new IngestMetrics(meters), new CapturedLog<CameraSession>(), TimeProvider.System);

        foreach (var reason in (string[])["timeout", "lost", "unreachable", "stalled"])
            Assert.Equal((counted, 0), (measured.Has($"facestream.camera.reconnects camera=door reason={reason}"), measured.Sum($"facestream.camera.reconnects camera=door reason={reason}")));
    }

    [Theory]
    [InlineData(VideoBackend.Libav)]
    [InlineData(VideoBackend.Process)]
    public async Task A_video_on_a_server_is_played_at_its_own_pace(VideoBackend backend)
    {
        await using var server = await VideoServerAsync();
        var clock = new HandClock();
        await using var camera = TestCamera.Create(new() { Name = "web", Source = server.Urls.First() + "/clip.mp4", Backend = backend }, clock);
        var running = camera.RunAsync(Cancel);

        while (clock.Waiting < 2 && !running.IsCompleted)       // one that reports losses, and the one that waits for a picture's time
            await Task.Delay(5, Cancel);

        Assert.Equal((CameraState.Live, 1), (camera.Status.State, camera.Counters.Decoded));
    }

    [Theory]
    [InlineData(VideoBackend.Libav)]
    [InlineData(VideoBackend.Process)]
    public async Task A_video_on_a_server_ends_as_a_file_does_or_begins_again(VideoBackend backend)
    {
        await using var server = await VideoServerAsync();
        var options = new CameraOptions { Name = "web", Source = server.Urls.First() + "/clip.mp4", Backend = backend };
        await using (var once = TestCamera.Create(options))
        {
            await once.RunAsync(Cancel);
            Assert.Equal((CameraState.Ended, "", 10), (once.Status.State, once.Status.Reason, once.Counters.Decoded));
        }

        await using var again = TestCamera.Create(options with { Loop = true });
        var running = again.RunAsync(Cancel);
        while (again.Counters.Decoded < 25 && !running.IsCompleted)
            await Task.Delay(5, Cancel);
        Assert.Equal((CameraState.Live, 0), (again.Status.State, again.Counters.Reconnects));
    }

    [Fact]
    public async Task Frames_that_somebody_keeps_cost_later_ones_and_are_counted()
    {
        var go = Channel.CreateUnbounded<bool>();
        await using var camera = TestCamera.Create(
            new() { Name = "door", Source = "rtsp://camera/x" }, open: () => new DrawnSource(int.MaxValue, gate: go.Reader), poolSize: 2);
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);
        List<Frame> kept = [];
        for (var i = 0; i < 2; i++)
        {
            go.Writer.TryWrite(true);
            kept.Add(await camera.Frames.ReadAsync(Cancel));
        }

        go.Writer.TryWrite(true);
        while (camera.Counters.Dropped(DropReason.Pool) < 1)
            await Task.Delay(5, Cancel);
        kept.ForEach(frame => frame.Dispose());
        go.Writer.TryWrite(true);
        using var next = await camera.Frames.ReadAsync(Cancel);

        Assert.Equal(3, next.Header.Sequence);
        await stop.CancelAsync();
        await running;
        Assert.Equal((4, 1), (camera.Counters.Decoded, camera.Counters.DroppedInAll));     // three were delivered
    }

    [Fact]
    public async Task A_camera_that_was_cut_off_comes_back_by_itself_as_a_new_epoch()
    {
        await using var server = new RtspCamera(Clips.Small, login: new("admin", "top-secret"));
        var log = new CapturedLog<CameraSession>();
        await using var camera = TestCamera.Create(new() { Name = "door", Source = server.Url }, log: log);
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);
        var (delivered, epochs) = (0L, new HashSet<int>());

        delivered += await TakeAsync(camera, epochs, until: header => header.Sequence >= 5);
        await server.GoAwayAsync();
        Assert.True(await camera.WaitForAsync(status => status.State == CameraState.Backoff));
        var away = camera.Status;
        server.Clip = Clips.Large;
        server.ComeBack();
        delivered += await TakeAsync(camera, epochs, until: header => header is { Epoch: > 0, Width: 640 });
        var back = camera.Status;

        await stop.CancelAsync();
        await running;
        while (camera.Frames.TryRead(out var rest))
        {
            delivered++;
            rest.Dispose();
        }

        Assert.NotEmpty(away.Reason);
        Assert.NotNull(away.NextTry);
        Assert.Equal((CameraState.Live, "", 640, 360), (back.State, back.Reason, back.Width, back.Height));
        Assert.Null(back.NextTry);
        Assert.Contains(0, epochs);
        Assert.True(camera.Counters.Reconnects >= 1);
        Assert.Equal(camera.Counters.Decoded, delivered + camera.Counters.DroppedInAll);
        Assert.Equal(0, camera.Pool.Rented);
        Assert.DoesNotContain(log.Lines, line => line.Contains("top-secret", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("rtsp://***@127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_camera_that_sends_ten_times_the_pictures_it_declares_keeps_to_its_bounds()
    {
        await using var server = new RtspCamera(Clips.Small, fps: 250) { ClaimedFps = 25 };
        await using var camera = TestCamera.Create(new() { Name = "door", Source = server.Url, Timeout = TimeSpan.FromSeconds(20) });
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);
        var (delivered, mostRented) = (0L, 0);
        while (camera.Counters.Decoded < 500 && !running.IsCompleted)
        {
            using var frame = await camera.Frames.ReadAsync(Cancel);      // ten a second are worked on
            delivered++;
            mostRented = Math.Max(mostRented, camera.Pool.Rented);
            await Task.Delay(100, Cancel);
        }

        var state = camera.Status.State;
        await stop.CancelAsync();
        await running;
        while (camera.Frames.TryRead(out var rest))
        {
            delivered++;
            rest.Dispose();
        }

        Assert.Equal(CameraState.Live, state);
        Assert.InRange(mostRented, 1, CameraSession.DefaultPoolSize);
        Assert.True(camera.Counters.Dropped(DropReason.Overload) > 100, $"{camera.Counters.Dropped(DropReason.Overload)} dropped");
        Assert.Equal(camera.Counters.Decoded, delivered + camera.Counters.DroppedInAll);
        Assert.Equal(0, camera.Pool.Rented);
    }

    [Fact]
    public async Task A_session_that_takes_the_place_of_another_goes_on_with_its_counts_and_epochs()
    {
        var options = new CameraOptions { Name = "door", Source = "drawn.mp4" };
        await using var first = TestCamera.Create(options, open: () => new DrawnSource(2));
        await RunAsync(first);
        await using var second = TestCamera.Create(options, open: () => new DrawnSource(3), past: first.Past);

        var headers = await RunAsync(second);

        Assert.All(headers, header => Assert.Equal(1, header.Epoch));
        Assert.Equal([2, 3, 4], headers.Select(header => header.Sequence));
        Assert.Equal(5, second.Counters.Decoded);
    }

    [Fact]
    public async Task A_refused_password_is_a_state_of_its_own_and_waits_a_minute()
    {
        await using var server = new RtspCamera(Clips.Small, login: new("admin", "right"));
        await using var camera = TestCamera.Create(new() { Name = "door", Source = server.UrlFor("admin", "wr0ng-one") });
        var running = camera.RunAsync(CancellationToken.None);

        Assert.True(await camera.WaitForAsync(status => status.State == CameraState.Unauthorized));

        var status = camera.Status;
        Assert.True(status.NextTry >= status.Since + TimeSpan.FromSeconds(60));
        Assert.Contains("refused the user name or password", status.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-one", status.ToString(), StringComparison.Ordinal);
        var dispose = camera.DisposeAsync().AsTask();
        Assert.Same(dispose, await Task.WhenAny(dispose, Task.Delay(2000, Cancel)));
        await running;
    }

    [Theory]
    [InlineData(VideoBackend.Libav)]
    [InlineData(VideoBackend.Process)]
    public async Task Eight_silent_cameras_are_let_go_within_two_seconds(VideoBackend backend)
    {
        await using var server = new RtspCamera(Clips.Small);
        var cameras = Enumerable.Range(1, 8)
            .Select(n => TestCamera.Create(new() { Name = $"c{n}", Source = server.Url, Timeout = TimeSpan.FromMinutes(2), Backend = backend })).ToList();
        var running = cameras.ConvertAll(camera => camera.RunAsync(CancellationToken.None));
        foreach (var camera in cameras)
            Assert.True(await camera.WaitForAsync(status => status.State == CameraState.Live, seconds: 60));
        server.Stalled = true;

        var told = Stopwatch.GetTimestamp();
        await Task.WhenAll(cameras.Select(camera => camera.DisposeAsync().AsTask()));
        await Task.WhenAll(running);

        Assert.InRange(Stopwatch.GetElapsedTime(told).TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task A_listener_that_fails_does_not_end_the_camera()
    {
        var log = new CapturedLog<CameraSession>();
        await using var camera = TestCamera.Create(new() { Name = "door", Source = "drawn.mp4" }, open: () => new DrawnSource(3), log: log);
        camera.StatusChanged += _ => throw new InvalidOperationException("no screen");
        var running = camera.RunAsync(Cancel);
        var frames = 0;
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
        {
            frames++;
            frame.Dispose();
        }

        await running;
        Assert.Equal(3, frames);
        Assert.Contains(log.Lines, line => line.Contains("no screen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Waits_grow_while_a_camera_stays_away()
    {
        var clock = new HandClock();
        await using var camera = TestCamera.Create(
            new() { Name = "door", Source = "rtsp://camera/x" }, clock,
            () => new DrawnSource(0, new SourceException(SourceFault.Lost, "rtsp://camera/x: gone")));
        var running = camera.RunAsync(CancellationToken.None);
        List<double> waits = [];
        for (var i = 0; i < 6; i++)
        {
            Assert.True(await camera.WaitForAsync(status => status.NextTry > clock.GetUtcNow()));
            var wait = (camera.Status.NextTry!.Value - clock.GetUtcNow()).TotalSeconds;
            waits.Add(wait);
            while (clock.Waiting < 2)       // the wait itself, beside the loss reporter's second
                await Task.Delay(1, Cancel);
            clock.Advance(wait + 0.01);
        }

        Assert.All(waits.Zip([1, 2, 4, 8, 16, 30]), pair => Assert.InRange(pair.First, pair.Second * 0.79, Math.Min(pair.Second * 1.21, 30)));
        await camera.DisposeAsync();
        await running;
    }

    private static async Task<List<FrameHeader>> RunAsync(CameraSession camera)
    {
        var running = camera.RunAsync(Cancel);
        List<FrameHeader> headers = [];
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
        {
            headers.Add(frame.Header);
            frame.Dispose();
        }

        await running;
        return headers;
    }

    private static async Task<long> TakeAsync(CameraSession camera, HashSet<int> epochs, Predicate<FrameHeader> until)
    {
        for (long taken = 1; ; taken++)
        {
            using var frame = await camera.Frames.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            epochs.Add(frame.Header.Epoch);
            if (until(frame.Header))
                return taken;
        }
    }

    private static async Task<WebApplication> VideoServerAsync()
    {
        var video = await File.ReadAllBytesAsync(Footage.Make("served.mp4", "-f lavfi -i testsrc=size=64x48:rate=25:duration=0.4 -pix_fmt yuv420p -movflags +faststart"), Cancel);
        return await HttpServer.StartAsync(
            async context =>
            {
                context.Response.ContentLength = video.Length;
                await context.Response.Body.WriteAsync(video);
            },
            Cancel);
    }
}
