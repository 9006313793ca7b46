using System.Net;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Web;

public class HeadersTests
{
    [Theory]
    [InlineData("/", "text/html", "no-cache")]
    [InlineData("/people", "text/html", "no-cache")]
    [InlineData("/live/cam.1", "text/html", "no-cache")]
    [InlineData("/assets/index-4f2a.js", "text/javascript", "public, max-age=31536000, immutable")]
    [InlineData("/assets/gone.js", "application/problem+json", "no-store")]
    [InlineData("/api/v1/cameras", "application/json", "no-store")]
    [InlineData("/api/v1/cameras/nobody/snapshot.jpg", "application/problem+json", "no-store")]
    [InlineData("/api/v1/nothing", "application/problem+json", "no-store")]
    [InlineData("/api/v1/sightings.csv", "text/csv", "no-store")]
    [InlineData("/metrics", "text/plain", "no-store")]
    [InlineData("/healthz", "application/json", "no-store")]
    [InlineData("/readyz", "application/json", "no-store")]
    [InlineData("/openapi/v1.json", "application/json", "no-store")]
    public async Task Every_kind_of_answer_carries_the_headers(string path, string type, string cache)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var response = await dashboard.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(cache, response.Headers.GetValues("Cache-Control").Single());
        AssertSecure(response);
    }

    [Fact]
    public async Task Every_address_answers_with_the_headers_whatever_it_says()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        foreach (var (path, method) in dashboard.Routes.Where(route => !route.Path.EndsWith("/stream", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), TestDashboard.Filled(path));
            using var response = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);

            AssertSecure(response);
            Assert.True(response.Headers.CacheControl?.NoStore, $"{method} {path} may be kept");
        }

        using var stream = await dashboard.Http.GetAsync("/api/v1/events/stream", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        AssertSecure(stream);
    }

    [Fact]
    public void The_page_itself_has_no_script_and_no_style_within()
    {
        var page = File.ReadAllText(Path.Combine(Places.Root, "src", "Dashboard", "wwwroot", "index.html"));

        Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", page);
        Assert.Contains("<script type=\"module\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_carries_the_headers()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Cameras.Set(HandBoard.Camera("door"));

        var asking = dashboard.Http.GetAsync("/api/v1/cameras/door/snapshot.jpg", TestContext.Current.CancellationToken);
        for (var i = 0; !asking.IsCompleted; i++)
        {
            dashboard.Feed.Publish("door", i);
            await Task.WhenAny(asking, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        using var response = await asking;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/jpeg", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0xFF, 0xD8], (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2]);
        AssertSecure(response);
        Assert.Equal(0, dashboard.Viewers);
    }

    [Fact]
    public async Task A_refusal_and_a_failure_carry_the_headers()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cameras") { Headers = { { "Origin", "https://evil.example" } } };
        using var refused = await dashboard.Http.SendAsync(foreign, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        AssertSecure(refused);

        dashboard.Engine.Status = null!;
        using var failed = await dashboard.Http.GetAsync("/api/v1/status", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        AssertSecure(failed);
        Assert.DoesNotContain("Exception", await failed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_is_opened_with_the_headers_too()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var upgrade = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live") { Headers = { { "Origin", dashboard.Address.GetLeftPart(UriPartial.Authority) } } };
        foreach (var (header, value) in new[] { ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==") })
            upgrade.Headers.TryAddWithoutValidation(header, value);

        using var response = await dashboard.Http.SendAsync(upgrade, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.SwitchingProtocols, response.StatusCode);
        AssertSecure(response);
    }

    [Fact]
    public async Task A_persons_picture_carries_the_headers()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = dashboard.Gallery.Enrol("<script>alert(1)</script>", [new(new("test-2", new float[] { 1, 0 }), 0.9f, "<script>.jpg", new byte[] { 0xFF, 0xD8 })]);

        using var response = await dashboard.Http.GetAsync($"/api/v1/people/{alice.Person.Id}/picture", TestContext.Current.CancellationToken);

        Assert.Equal("image/jpeg", response.Content.Headers.ContentType!.MediaType);
        AssertSecure(response);
    }

    internal static void AssertSecure(HttpResponseMessage response)
    {
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
    }
}
