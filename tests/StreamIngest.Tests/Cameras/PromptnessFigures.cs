using System.Diagnostics;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Tests.Sources;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Cameras;

/// <summary>
/// How soon silence is told and a silent camera let go, through the libraries and through a process. For a machine that has nothing else to do:
/// <c>-explicit only -class '*PromptnessFigures'</c>.
/// </summary>
public class PromptnessFigures(ITestOutputHelper output)
{
    private const int Rounds = 9;
    private const int Cameras = 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(VideoBackend.Libav, RtspTransport.Tcp)]
    [InlineData(VideoBackend.Libav, RtspTransport.Udp)]
    [InlineData(VideoBackend.Process, RtspTransport.Tcp)]
    [InlineData(VideoBackend.Process, RtspTransport.Udp)]
    public async Task A_silent_camera_is_let_go_within_200_ms(VideoBackend backend, RtspTransport transport)
    {
        List<double> times = [];
        for (var i = 0; i < Rounds; i++)
        {
            await using var camera = new RtspCamera(Clips.Small);
            using var cancel = new CancellationTokenSource();
            var source = Source(camera, backend, transport, seconds: 200);
            source.Open(cancel.Token);
            camera.Stalled = true;
            cancel.CancelAfter(700);
            var cancelled = 0L;
            cancel.Token.Register(() => cancelled = Stopwatch.GetTimestamp());
            Assert.Throws<OperationCanceledException>(() =>
            {
                while (source.TryRead(out _))
                {
                }
            });
            source.Dispose();
            times.Add(Stopwatch.GetElapsedTime(cancelled).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine(FormattableString.Invariant($"{backend}, {transport}: let go {times[Rounds / 2]:0} ms after the word, the slowest of {Rounds} {times[^1]:0} ms"));
        Assert.InRange(times[^1], 0, 200);
    }

    [Theory(Explicit = true)]
    [InlineData(VideoBackend.Libav)]
    [InlineData(VideoBackend.Process)]
    public async Task Silence_is_told_within_half_a_second_of_the_limit(VideoBackend backend)
    {
        await using var camera = new RtspCamera(Clips.Small);
        using var source = Source(camera, backend, RtspTransport.Tcp, seconds: 3);

        var (_, after) = Silence.Bear(source, camera);

        output.WriteLine(FormattableString.Invariant($"{backend}: a limit of 3 s, told after {after.TotalSeconds:0.00} s"));
        Assert.InRange(after.TotalSeconds, 2.9, 3.5);
    }

    [Theory(Explicit = true)]
    [InlineData(VideoBackend.Libav)]
    [InlineData(VideoBackend.Process)]
    public async Task Eight_silent_cameras_are_shut_down_within_two_seconds(VideoBackend backend)
    {
        await using var camera = new RtspCamera(Clips.Small);
        var sessions = Enumerable.Range(0, Cameras)
            .Select(i => TestCamera.Create(new() { Name = $"camera-{i}", Source = camera.Url, Backend = backend, Timeout = TimeSpan.FromSeconds(60) })).ToList();
        var running = sessions.ConvertAll(session => session.RunAsync(Cancel));
        foreach (var session in sessions)
            (await session.Frames.ReadAsync(Cancel)).Dispose();
        camera.Stalled = true;
        await Task.Delay(TimeSpan.FromSeconds(1), Cancel);

        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));
        await Task.WhenAll(running);
        var took = Stopwatch.GetElapsedTime(began);

        output.WriteLine(FormattableString.Invariant($"{backend}: {Cameras} silent cameras shut down in {took.TotalMilliseconds:0} ms"));
        Assert.InRange(took.TotalSeconds, 0, 2);
    }

    private static IFrameSource Source(RtspCamera camera, VideoBackend backend, RtspTransport transport, double seconds) => FrameSources.Create(
        SourceAddress.Parse(camera.Url), new() { Name = "camera", Source = camera.Url, Backend = backend, Transport = transport, Timeout = TimeSpan.FromSeconds(seconds) });
}
