using System.Diagnostics;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Cameras.Sharp;

/// <summary>Cameras whose two streams show the same picture, as bright as its number says.</summary>
public sealed class TwoStreamsTests : IDisposable
{
    private const int Pictures = 50;
    private const int InARow = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public TwoStreamsTests() => _patience.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Cancel => _patience.Token;

    [Theory]
    [InlineData(0, VideoBackend.Libav)]
    [InlineData(80, VideoBackend.Libav)]        // late by two pictures; without the camera's clock, others would be taken for the same
    public async Task Each_picture_comes_with_the_sharp_one_of_the_same_instant(int late, VideoBackend backend)
    {
        await using var two = new TwoStreams(_folder.Path, tellsTime: true) { Backend = backend };
        two.Sharp.Delay = TimeSpan.FromMilliseconds(late);
        await using var camera = two.Session();
        var running = camera.RunAsync(Cancel);

        for (var alike = 0; alike < InARow;)
        {
            using var frame = await camera.Frames.ReadAsync(Cancel);
            if (frame.Sharp is not { } sharp)
                continue;
            Assert.Equal((160, 120, 640, 360), (frame.Header.Width, frame.Header.Height, sharp.Header.Width, sharp.Header.Height));
            alike = Number(frame) == Number(sharp) ? alike + 1 : 0;
        }

        var status = camera.Status.Sharp!;
        Assert.Equal((true, "", 640), (status.Used, status.Notice, status.Width));
        await EndAsync(camera, running);
    }

    [Theory]
    [InlineData(VideoBackend.Libav)]
    [InlineData(VideoBackend.Process)]
    public async Task Without_the_cameras_clock_the_arrival_says_what_is_the_same_instant(VideoBackend backend)
    {
        await using var two = new TwoStreams(_folder.Path, tellsTime: false) { Backend = backend };
        await using var camera = two.Session();
        var running = camera.RunAsync(Cancel);

        for (var near = 0; near < InARow;)
        {
            using var frame = await camera.Frames.ReadAsync(Cancel);
            if (frame.Sharp is { } sharp)
                near = Math.Min((Number(frame) - Number(sharp) + Pictures) % Pictures, (Number(sharp) - Number(frame) + Pictures) % Pictures) <= 1 ? near + 1 : 0;
        }

        await EndAsync(camera, running);
    }

    [Fact]
    public async Task While_the_sharp_stream_is_away_the_other_goes_on_and_says_so_and_later_it_is_used_again()
    {
        await using var two = new TwoStreams(_folder.Path, tellsTime: true, new("admin", "top-secret"));
        await using var camera = two.Session();
        var running = camera.RunAsync(Cancel);
        await UntilAsync(camera, frame => frame.Sharp is not null);

        await two.Sharp.GoAwayAsync();
        await UntilAsync(camera, frame => frame.Sharp is null && camera.Status.Sharp is { State: CameraState.Backoff, Used: false });
        var away = camera.Status;
        two.Sharp.ComeBack();
        await UntilAsync(camera, frame => frame.Sharp is not null);

        Assert.Equal((CameraState.Live, ""), (away.State, away.Reason));
        Assert.StartsWith("faces are cut from the detection stream, because the sharp one is away: rtsp://***@127.0.0.1", away.Sharp!.Notice, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", away.Sharp.Notice, StringComparison.Ordinal);
        Assert.Equal(0, camera.Epoch);          // the stream in which people are followed was never lost
        await EndAsync(camera, running);
    }

    [Fact]
    public async Task A_sharp_stream_that_stalls_delays_nothing_for_long()
    {
        await using var two = new TwoStreams(_folder.Path, tellsTime: true);
        await using var camera = two.Session();
        var running = camera.RunAsync(Cancel);
        await UntilAsync(camera, frame => frame.Sharp is not null);

        two.Sharp.Stalled = true;
        await UntilAsync(camera, frame => frame.Sharp is null);
        var (decoded, since) = (camera.Counters.Decoded, Stopwatch.GetTimestamp());
        await UntilAsync(camera, _ => camera.Counters.Decoded >= decoded + 50);

        // At one wait of 120 ms each, fifty pictures would take six seconds.
        Assert.InRange(Stopwatch.GetElapsedTime(since).TotalSeconds, 0, 5);
        await EndAsync(camera, running);
    }

    [Fact]
    public async Task Nobody_who_keeps_frames_makes_the_sharp_stream_take_more_memory()
    {
        await using var two = new TwoStreams(_folder.Path, tellsTime: true);
        await using var camera = two.Session();
        var running = camera.RunAsync(Cancel);
        List<Frame> kept = [];
        while (kept.Count < CameraSession.DefaultPoolSize)
            kept.Add(await camera.Frames.ReadAsync(Cancel));

        Assert.InRange(camera.SharpPool!.Rented, 1, CameraSession.DefaultPoolSize + 12);
        kept.ForEach(frame => frame.Dispose());
        await UntilAsync(camera, frame => frame.Sharp is not null);
        await EndAsync(camera, running);
    }

    public void Dispose()
    {
        _patience.Dispose();
        _folder.Dispose();
    }

    private static async Task EndAsync(CameraSession camera, Task running)
    {
        await camera.DisposeAsync();
        await running;
        Assert.Equal((0, 0), (camera.Pool.Rented, camera.SharpPool!.Rented));
    }

    private async Task UntilAsync(CameraSession camera, Func<Frame, bool> condition)
    {
        while (true)
        {
            using var frame = await camera.Frames.ReadAsync(Cancel);
            if (condition(frame))
                return;
        }
    }

    private static int Number(Frame frame) => (int)Math.Round((frame.Y[0] - 20) / 4.0);

    private sealed class TwoStreams(string folder, bool tellsTime, RtspLogin? login = null) : IAsyncDisposable
    {
        private readonly long _beginning = Stopwatch.GetTimestamp();
        private RtspCamera? _sharp, _small;

        public VideoBackend Backend { get; init; } = VideoBackend.Auto;

        public RtspCamera Sharp => _sharp ??= Make("640x360");

        private RtspCamera Small => _small ??= Make("160x120");

        public CameraSession Session() =>
            TestCamera.Create(new() { Name = "door", Source = Sharp.Url, DetectSource = Small.Url, Backend = Backend, Timeout = TimeSpan.FromSeconds(20) });

        public async ValueTask DisposeAsync()
        {
            await Sharp.DisposeAsync();
            await Small.DisposeAsync();
        }

        private RtspCamera Make(string size) =>
            new(H264Clip.Make(folder, size, source: "color=black", filter: "format=yuv420p,geq=lum=20+4*N:cb=128:cr=128"), login: login)
            {
                Beginning = _beginning, TellsTime = tellsTime,
            };
    }
}
