using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Tests.Metrics;

/// <summary>The real Prometheus scrapes a real server and answers questions.</summary>
public class PrometheusTests
{
    [Fact]
    public async Task Prometheus_scrapes_the_service_and_knows_the_frame_rate_of_a_camera()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        MetricsEndpointTests.Work(dashboard);
        var ingest = new IngestMetrics(dashboard.Meters);
        using var counting = new Timer(_ => ingest.FrameDecoded("door"), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        await using var server = await PrometheusServer.StartAsync(dashboard.Address, "facestream_camera_fps{camera=\"door\"}");

        Assert.Equal(1, await server.AskAsync("up{job=\"facestream\"}"));
        Assert.Equal(24.5, await server.AskAsync("facestream_camera_fps{camera=\"door\"}"));
        Assert.Equal(0, await server.AskAsync("facestream_camera_up{camera=\"yard\"}"));
        // Counted, not told: a timer of 20 ms gives fifty a second, and on a busy machine one or two now and then.
        Assert.InRange(await server.AskAsync("rate(facestream_frames_decoded_total{camera=\"door\"}[3s])"), double.Epsilon, 60);
        Assert.InRange(await server.AskAsync("histogram_quantile(0.95, sum by (le) (facestream_stage_duration_seconds_bucket))"), 0, 3);
    }
}
