using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Tests.Status;

public class StatusTests
{
    [Fact]
    public async Task The_status_names_version_device_models_and_the_times_of_each_stage()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Engine.Status = dashboard.Engine.Status with { SearchStretch = 1.25 };
        var ingest = new IngestMetrics(dashboard.Meters);
        for (var i = 0; i < 3; i++)
            ingest.StageStopped("detect", ingest.StageStarted());

        dashboard.Gallery.Enrol("Alice", [new(new("mobilefacenet-192", new float[] { 1, 0 }), 0.9f, "1.jpg", default), new(new("mobilefacenet-192", new float[] { 0, 1 }), 0.9f, "2.jpg", default)]);
        dashboard.Gallery.Enrol("Bob", [new(new("older-3", new float[] { 1, 0, 0 }), 0.9f, "1.jpg", default)]);

        var status = await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/status", TestContext.Current.CancellationToken);

        Assert.Equal(1.25, status.GetProperty("searchStretch").GetDouble());
        Assert.StartsWith("0.1.0", status.GetProperty("version").GetString(), StringComparison.Ordinal);
        var fallback = status.GetProperty("device").GetProperty("fallback");
        Assert.Equal("no CUDA library was found", fallback.GetProperty("reason").GetString());
        Assert.Equal(("no-library", "libcuda.so"), (fallback.GetProperty("code").GetString(), fallback.GetProperty("values").GetProperty("library").GetString()));
        Assert.Equal("mobilefacenet-192", status.GetProperty("models")[0].GetProperty("id").GetString());
        var gallery = status.GetProperty("gallery");
        Assert.Equal((2, 2, 1), (gallery.GetProperty("people").GetInt32(), gallery.GetProperty("templates").GetInt32(), gallery.GetProperty("unembedded").GetInt32()));
        Assert.Equal("detect", status.GetProperty("stages")[0].GetProperty("name").GetString());
        Assert.Equal(3, status.GetProperty("stages")[0].GetProperty("count").GetInt64());
        Assert.True(status.GetProperty("stages")[0].TryGetProperty("p95Ms", out _));
        Assert.InRange(status.GetProperty("memoryMb").GetDouble(), 10, 10_000);
    }
}
