using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FaceStream.StreamIngest.Cameras;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class CamerasCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_video_is_described()
    {
        var clip = await Clip("clip.mp4", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=12:duration=2");

        var json = (await Cli.Run("cameras", "test", clip, "--json")).Json;

        Assert.Equal(("h264", 320, 240, 12.0, 24), (json.GetProperty("codec").GetString(), json.GetProperty("width").GetInt32(),
            json.GetProperty("height").GetInt32(), json.GetProperty("fps").GetDouble(), json.GetProperty("frames").GetInt32()));
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_with_the_reason()
    {
        var sound = await Clip("sound.mp4", "-f", "lavfi", "-i", "sine=duration=1");
        var text = _folder.Write("text.mp4", "#EXTM3U\n/etc/passwd\n");
        var empty = _folder.Write("empty.mp4", "");

        foreach (var (source, code, words) in new[]
        {
            (_folder["none.mp4"], 4, "no such file"), (sound, 1, "no video"), (text, 1, "not a video"), (empty, 1, "empty"), (_folder.Path, 1, "directory"),
            ("exec:ls", 2, "exec"), ("rtsp://", 2, "host"), ("-y", 4, "no such file"), ("frontdoor", 4, "no camera of that name is configured"),
        })
        {
            var answer = await Cli.Run("cameras", "test", source);

            Assert.Equal((source, code), (source, answer.Code));
            Assert.Contains(words, answer.Error, StringComparison.Ordinal);
            Assert.Contains(Path.GetFileName(source.TrimEnd('/').Split(':')[0]), answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Both_streams_of_a_camera_are_tried()
    {
        await using RtspCamera sharp = new(H264Clip.Make(_folder.Path, "640x360")), small = new(H264Clip.Make(_folder.Path, "320x180"));
        var file = _folder.Write("facestream.yaml", $"cameras: [{{ name: door, source: '{sharp.Url}', detect_source: '{small.Url}', timeout: 20s }}]");

        // At the same time, since each looks at both streams for two seconds.
        var answers = await Task.WhenAll(Cli.Run("cameras", "test", "door", "-c", file), Cli.Run("cameras", "test", "door", "-c", file, "--json"));
        var (both, json) = (answers[0], answers[1].Json);
        await small.GoAwayAsync();
        var one = await Cli.Run("cameras", "test", "door", "-c", file);

        Assert.Equal((0, 1), (both.Code, one.Code));
        Assert.Contains("640 × 360", both.Output, StringComparison.Ordinal);
        Assert.Contains("320 × 180", both.Output, StringComparison.Ordinal);
        Assert.Contains(new Uri(small.Url).Authority, one.Error, StringComparison.Ordinal);
        Assert.Contains("640 × 360", one.Output, StringComparison.Ordinal);
        Assert.Equal((640, 320), (json.GetProperty("width").GetInt32(), json.GetProperty("detect").GetProperty("width").GetInt32()));
        small.ComeBack();
    }

    [Fact]
    public async Task A_password_is_never_shown()
    {
        var file = _folder.Write("facestream.yaml", "cameras: [{ name: door, source: 'rtsp://admin:hunter%402@127.0.0.1:9/x?token=hunter3', detect_source: 'rtsp://admin:hunter4@127.0.0.1:9/small' }]");

        var list = await Cli.Run("cameras", "list", "-c", file, "--json");
        var test = await Cli.Run("cameras", "test", "door", "-c", file);

        Assert.Equal((0, 1), (list.Code, test.Code));
        Assert.Contains("rtsp://***@127.0.0.1:9/small", list.Output, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:9", test.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", list.Output + list.Error + test.Output + test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_service_runs_the_list_says_what_happens()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var yard = HandBoard.Camera("yard", CameraState.Backoff, "nothing listens");
        dashboard.Cameras.Set(HandBoard.Camera("door"), yard with { Status = yard.Status with { Since = DateTimeOffset.UtcNow, NextTry = DateTimeOffset.UtcNow } });
        var file = _folder.Write("facestream.yaml", $$"""
            cameras: [{ name: door, source: 'rtsp://10.0.0.7/x' }, { name: yard, source: 'rtsp://10.0.0.8/y' }, { name: new, source: 'rtsp://10.0.0.9/z' }]
            dashboard: { listen: '{{dashboard.Address.Authority}}' }
            """);

        var list = (await Cli.Run("cameras", "list", "-c", file, "--json")).Json;
        var table = await Cli.Run("cameras", "list", "-c", file);
        await dashboard.StopAsync();
        var alone = await Cli.Run("cameras", "list", "-c", file);

        Assert.Equal([("live", ""), ("backoff", "nothing listens"), (null, null)], list.EnumerateArray().Select(camera => (camera.GetProperty("state").GetString(), camera.GetProperty("reason").GetString())));
        Assert.Contains("nothing listens", table.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?s)live since.*backoff since.*next try \d\d:\d\d:\d\d", table.Output);
        Assert.Contains("not read yet", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("state", alone.Output, StringComparison.Ordinal);
        Assert.Contains("No service answers at", alone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_camera_is_configured_the_list_says_so_and_not_only_its_headings()
    {
        var file = _folder.Write("none.yaml", "cameras: []\n");

        Assert.Contains($"No camera is configured in {file}.", (await Cli.Run("cameras", "list", "-c", file)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_wait_at_once()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var process = Cli.Start([], "cameras", "test", $"rtsp://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/x", "--timeout", "100");
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        var told = Stopwatch.GetTimestamp();
        Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
        Assert.True(Stopwatch.GetElapsedTime(told) < TimeSpan.FromSeconds(8), $"it took {Stopwatch.GetElapsedTime(told)}");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> Clip(string name, params string[] input)
    {
        using var ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-loglevel", "error", .. input, "-y", _folder[name]]);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ffmpeg.ExitCode);
        return _folder[name];
    }
}
