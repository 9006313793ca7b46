using System.Diagnostics;
using FaceStream.StreamIngest.Cameras;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Cameras;

/// <summary>Figures for <c>docs/performance.md</c>, only when asked for, on a quiet machine: <c>-explicit only -class '*StreamFigures' -showLiveOutput</c>.</summary>
[Collection("alone")]
public sealed class StreamFigures(ITestOutputHelper output) : IDisposable
{
    private const int Streams = 8;
    private const int Fps = 10;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Eight_streams_decode_without_a_drop_in_forty_megabytes_each()
    {
        var clip = H264Clip.Make(_folder.Path, size: "640x480", fps: Fps, seconds: 4, source: "testsrc2");
        var servers = Enumerable.Range(0, Streams).Select(_ => new RtspCamera(clip, Fps)).ToList();
        await using (var warm = new Reader(servers[0].Url))
            await warm.UntilAsync(20);
        var (memory, began) = (Memory(), Process.GetCurrentProcess().TotalProcessorTime);

        var cameras = servers.ConvertAll(server => new Reader(server.Url));
        // The pictures that gathered while a camera was opened come at once, and give way to the newest of them.
        foreach (var camera in cameras)
            await camera.UntilAsync(2 * Fps);
        var (before, early) = Count(cameras);
        await Task.Delay(TimeSpan.FromSeconds(30), Cancel);
        var (each, cpu) = ((Memory() - memory) / Streams, Process.GetCurrentProcess().TotalProcessorTime - began);
        var (all, lost) = Count(cameras);
        var (decoded, dropped) = (all - before, lost - early);
        foreach (var camera in cameras)
            await camera.DisposeAsync();
        foreach (var server in servers)
            await server.DisposeAsync();

        output.WriteLine(FormattableString.Invariant(
            $"{Streams} streams of 640x480 at {Fps} fps, 30 s: {decoded} decoded, {dropped} dropped ({early} while they were opened), {each / 1048576.0:0.0} MB each, {cpu.TotalMilliseconds / all:0.00} ms of processor a picture, cameras included"));
        Assert.Equal(0, dropped);
        Assert.True(decoded >= Streams * Fps * 29, $"{decoded} pictures");
        Assert.InRange(each, -40L << 20, 40L << 20);
    }

    [Fact(Explicit = true)]
    public async Task The_first_picture_of_an_RTSP_camera_is_there_within_800_ms()
    {
        await using var server = new RtspCamera(H264Clip.Make(_folder.Path, size: "640x480", source: "testsrc2"));
        var times = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            using var source = Footage.Source(server.Url);
            var began = Stopwatch.GetTimestamp();
            source.Open(Cancel);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine(FormattableString.Invariant($"first picture of an RTSP camera, a key frame a second: median {times[7]:0} ms, longest {times[^1]:0} ms of {times.Count}"));
        Assert.InRange(times[7], 0, 800);
    }

    public void Dispose() => _folder.Dispose();

    private static (long Decoded, long Dropped) Count(List<Reader> cameras) =>
        (cameras.Sum(camera => camera.Session.Counters.Decoded), cameras.Sum(camera => camera.Session.Counters.DroppedInAll));

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Process.GetCurrentProcess().WorkingSet64;
    }

    /// <summary>A camera whose frames are taken at once.</summary>
    private sealed class Reader : IAsyncDisposable
    {
        private readonly Task _running;
        private readonly Task _taking;
        private long _taken;

        public Reader(string url)
        {
            Session = TestCamera.Create(new() { Name = "camera", Source = url });
            _running = Session.RunAsync(CancellationToken.None);
            _taking = TakeAsync();
        }

        public CameraSession Session { get; }

        public async Task UntilAsync(long pictures)
        {
            while (Volatile.Read(ref _taken) < pictures)
                await Task.Delay(10, Cancel);
        }

        public async ValueTask DisposeAsync()
        {
            await Session.DisposeAsync();
            await _running;
            await _taking;
        }

        private async Task TakeAsync()
        {
            await foreach (var frame in Session.Frames.ReadAllAsync())
            {
                frame.Dispose();
                Interlocked.Increment(ref _taken);
            }
        }
    }
}
