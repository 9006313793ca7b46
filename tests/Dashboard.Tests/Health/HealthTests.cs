using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Status;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Tests.Health;

public class HealthTests
{
    [Fact]
    public async Task The_process_is_healthy_whatever_the_rest_does()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Engine.Status = new EngineStatus(null, [], "no models are installed");

        Assert.Equal(HttpStatusCode.OK, (await dashboard.Http.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK), InlineData("/readyz", HttpStatusCode.ServiceUnavailable), InlineData("/metrics", HttpStatusCode.OK)]
    public async Task Who_asks_with_HEAD_gets_the_same_answer_without_its_body(string path, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Engine.Status = new EngineStatus(null, [], "no models are installed");
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var answer = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var whole = await dashboard.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal((expected, expected), (answer.StatusCode, whole.StatusCode));
        Assert.Equal(whole.Content.Headers.ContentType, answer.Content.Headers.ContentType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Models_loaded_and_no_camera_configured_is_ready()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (status, health) = await ReadyAsync(dashboard);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ready", health.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Missing_models_make_it_not_ready_and_the_reason_is_said()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Engine.Status = new EngineStatus(null, [], "no models are installed; run ./facestream models install");

        var (status, health) = await ReadyAsync(dashboard);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("no models are installed; run ./facestream models install", Check(health, "models").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task One_live_camera_is_enough_and_none_is_not()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var lost = HandBoard.Camera("yard", CameraState.Backoff, "no answer within 5 s");
        dashboard.Cameras.Set(HandBoard.Camera("door"), lost);
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(dashboard)).Status);

        dashboard.Cameras.Set(lost);

        var (status, health) = await ReadyAsync(dashboard);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("yard is backoff (no answer within 5 s)", Check(health, "cameras").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gallery_that_cannot_be_asked_makes_it_not_ready()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(dashboard)).Status);

        File.Delete(dashboard.GalleryPath);

        var (status, health) = await ReadyAsync(dashboard);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains(dashboard.GalleryPath, Check(health, "gallery").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await dashboard.Http.GetAsync("/api/v1/status", TestContext.Current.CancellationToken)).StatusCode);
        Assert.StartsWith("gallery-", Check(health, "gallery").GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Equal(dashboard.GalleryPath, Check(health, "gallery").GetProperty("values").GetProperty("path").GetString());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Health)> ReadyAsync(TestDashboard dashboard)
    {
        using var response = await dashboard.Http.GetAsync("/readyz", TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private static JsonElement Check(JsonElement health, string name) =>
        health.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name);
}
