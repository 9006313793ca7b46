using System.Net.Http.Json;
using System.Text.Json;

namespace FaceStream.Dashboard.Tests.Web;

public class OpenApiTests
{
    [Fact]
    public async Task Forms_are_described_with_their_fields_and_errors_as_problems()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var document = await dashboard.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);

        var enrol = document.GetProperty("paths").GetProperty("/api/v1/people").GetProperty("post");
        var form = enrol.GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema").GetRawText();
        Assert.Contains("EnrolmentForm", form, StringComparison.Ordinal);
        var camera = document.GetProperty("components").GetProperty("schemas").GetProperty("CameraView").GetProperty("properties");
        Assert.Equal("integer", camera.GetProperty("width").GetProperty("type").GetString());
        Assert.True(enrol.GetProperty("responses").GetProperty("415").GetProperty("content").TryGetProperty("application/problem+json", out _));
    }

    [Fact]
    public async Task Every_address_is_in_the_document_with_a_name_and_a_summary()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var paths = (await dashboard.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken)).GetProperty("paths");

        var routes = dashboard.Routes.Where(route => !route.Path.StartsWith("/openapi", StringComparison.Ordinal)).ToArray();

        Assert.True(routes.Length >= 7, $"only {routes.Length} routes were found");
        Assert.All(routes, route =>
        {
            Assert.True(paths.TryGetProperty(route.Path, out var path), $"{route.Path} is not in the document");
            Assert.True(path.TryGetProperty(route.Method.ToLowerInvariant(), out var operation), $"{route.Method} {route.Path} is not in the document");
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("operationId").GetString()));
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()));
        });
    }
}
