using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FaceStream.Dashboard.Tests.Web;

public class GuardTests
{
    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_write_from_another_site_is_refused(string header, string value)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete])
        {
            using var request = new HttpRequestMessage(method, "/api/v1/people/1");
            request.Headers.Add(header, value);

            using var response = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal("urn:facestream:problem:foreign-origin", (await ProblemAsync(response)).GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task No_address_takes_a_write_or_a_socket_from_another_site()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var guarded = dashboard.Routes.Where(route => route.Method != "GET" || route.Path.EndsWith("/live", StringComparison.Ordinal)).ToList();
        Assert.Contains(("/api/v1/cameras/{name}", "PATCH"), guarded);
        Assert.Contains(("/api/v1/live", "GET"), guarded);

        foreach (var (path, method) in guarded)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), TestDashboard.Filled(path)) { Headers = { { "Origin", "https://evil.example" } } };
            if (method == "GET")
            {
                foreach (var (header, value) in new[] { ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==") })
                    request.Headers.TryAddWithoutValidation(header, value);
            }

            using var response = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal((method, path, HttpStatusCode.Forbidden), (method, path, response.StatusCode));
            HeadersTests.AssertSecure(response);
        }
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("192.168.1.20", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("Cameras.Example.org", HttpStatusCode.OK)]
    public async Task A_foreign_name_that_was_made_to_point_here_is_not_served(string host, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = host;

        using var response = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "/api/v1/nothing")]
    [InlineData("DELETE", "/api/v1/status", HttpStatusCode.MethodNotAllowed, "only GET")]
    [InlineData("POST", "/people", HttpStatusCode.MethodNotAllowed, "can only be read")]
    [InlineData("POST", "/metrics", HttpStatusCode.MethodNotAllowed, "only GET")]
    public async Task An_address_or_method_that_does_not_exist_is_a_problem_with_words(string method, string path, HttpStatusCode expected, string words)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.Contains(words, (await ProblemAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(expected == HttpStatusCode.MethodNotAllowed, response.Content.Headers.Allow.Contains("GET"));
    }

    [Theory]
    [InlineData("/assets/../../../etc/passwd")]
    [InlineData("/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%2f..%2fetc/passwd")]
    public async Task No_path_leads_out_of_the_web_folder(string path)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(dashboard.Address.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        using var response = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("root:", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_the_remedy()
    {
        await using var first = await TestDashboard.StartAsync();

        var refused = await Assert.ThrowsAsync<ListenException>(() => TestDashboard.StartAsync(listen: first.Address.Authority));

        Assert.StartsWith($"{first.Address.Authority} is in use by another program.", refused.Message, StringComparison.Ordinal);
    }

    private static Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        return response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
