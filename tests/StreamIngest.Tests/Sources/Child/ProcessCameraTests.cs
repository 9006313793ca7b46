using System.Diagnostics;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Sources.Child;
using FaceStream.StreamIngest.Tests.Cameras;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Sources.Child;

public class ProcessCameraTests
{
    private const string Secret = "s3:cr@t/?";

    // Starting ffmpeg takes seconds on a machine that has much else to do.
    private const double Patient = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RtspTransport.Tcp)]
    [InlineData(RtspTransport.Udp)]
    public async Task A_camera_with_a_password_gives_pictures(RtspTransport transport)
    {
        await using var camera = new RtspCamera(Clips.Small, login: new("admin", Secret));
        using var source = ProcessSourceTests.Make(camera.Url, Patient, transport);

        var info = source.Open(Cancel);

        Assert.Equal(("h264", 320, 240, true, null), (info.Codec, info.Width, info.Height, info.Live, info.Duration));
        var times = Enumerable.Range(0, 10).Select(_ => source.TryRead(out var picture) ? picture.Time.TotalSeconds : -1).ToArray();
        Assert.Equal(0, times[0]);
        Assert.InRange(times[^1], 0.3, 2);      // nine intervals of 40 ms, and packets that UDP may lose
    }

    [Fact]
    public async Task A_wrong_password_and_a_wrong_path_are_told_in_the_same_words_and_the_password_is_not()
    {
        await using var locked = new RtspCamera(Clips.Small, login: new("admin", "right"));
        await using var open = new RtspCamera(Clips.Small);

        foreach (var url in (string[])[locked.UrlFor("admin", Secret), open.WrongUrl])
        {
            using var child = ProcessSourceTests.Make(url, Patient);
            using var libav = Footage.Source(url, Patient);
            var (theirs, ours) = (Assert.Throws<SourceException>(() => child.Open(Cancel)), Assert.Throws<SourceException>(() => libav.Open(Cancel)));
            Assert.Equal((ours.Fault, ours.Message), (theirs.Fault, theirs.Message));
            Assert.DoesNotContain("s3", theirs.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Silence_is_told_at_the_limit()
    {
        await using var camera = new RtspCamera(Clips.Small);
        using var source = ProcessSourceTests.Make(camera.Url, limit: 6);

        var (stalled, after) = Silence.Bear(source, camera);

        Assert.Equal(SourceFault.Stalled, stalled.Fault);
        Assert.Contains("no picture arrived for 6 s", stalled.Message, StringComparison.Ordinal);
        Assert.InRange(after.TotalSeconds, 5.9, 20);       // ffmpeg's own limit would need 48 s
    }

    [Fact]
    public async Task A_camera_without_key_frames_is_told()
    {
        await using var camera = new RtspCamera(Clips.Noisy) { WithoutKeyFrames = true };
        using var source = new ProcessSource(SourceAddress.Parse(camera.Url), RtspTransport.Tcp, TimeSpan.FromSeconds(Patient)) { PictureLimit = TimeSpan.FromSeconds(1.5) };

        var stalled = Assert.Throws<SourceException>(() => source.Open(Cancel));

        Assert.Equal(SourceFault.Stalled, stalled.Fault);
        Assert.Contains("no whole picture came for 1.5 s", stalled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_camera_is_let_go_when_cancelled()
    {
        await using var camera = new RtspCamera(Clips.Small);
        using var cancel = new CancellationTokenSource();
        using var source = ProcessSourceTests.Make(camera.Url, limit: 200);
        source.Open(cancel.Token);
        camera.Stalled = true;
        cancel.CancelAfter(300);

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (source.TryRead(out _))
            {
            }
        });
    }

    [Fact]
    public async Task An_ffmpeg_that_is_killed_is_a_lost_stream_that_comes_back()
    {
        await using var server = new RtspCamera(Clips.Small, login: new("admin", "top-secret"));
        var (log, sources) = (new CapturedLog<CameraSession>(), new List<ProcessSource>());
        await using var camera = TestCamera.Create(
            new() { Name = "door", Source = server.Url, Backend = VideoBackend.Process },
            open: () =>
            {
                var source = ProcessSourceTests.Make(server.Url, Patient);
                lock (sources)
                    sources.Add(source);
                return source;
            },
            log: log);
        var running = camera.RunAsync(CancellationToken.None);

        (await NextAsync(camera, epoch: 0)).Dispose();
        int id;
        lock (sources)
            id = sources[0].ChildId;
        using (var child = Process.GetProcessById(id))
            child.Kill();
        (await NextAsync(camera, epoch: 1)).Dispose();

        Assert.Equal(1, camera.Counters.Reconnects);
        await camera.DisposeAsync();
        await running;
        Assert.Contains(log.Lines, line => line.Contains("the ffmpeg that read it was ended by signal 9", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("top-secret", StringComparison.Ordinal));
        Assert.Equal(0, camera.Pool.Rented);
    }

    [Fact]
    public async Task A_session_reads_through_the_process_that_its_options_ask_for()
    {
        await using var camera = TestCamera.Create(new() { Name = "door", Source = Footage.Video, Backend = VideoBackend.Process });
        var running = camera.RunAsync(Cancel);
        List<double> times = [];
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
        {
            times.Add(frame.Header.Time.TotalMilliseconds);
            frame.Dispose();
        }

        await running;
        Assert.Equal(Enumerable.Range(0, 50).Select(n => n * 40.0), times, (a, b) => Math.Abs(a - b) < 0.1);
        Assert.Null(camera.Damage);
    }

    private static async Task<Frame> NextAsync(CameraSession camera, int epoch)
    {
        while (true)
        {
            var frame = await camera.Frames.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            if (frame.Header.Epoch == epoch)
                return frame;
            frame.Dispose();
        }
    }
}
