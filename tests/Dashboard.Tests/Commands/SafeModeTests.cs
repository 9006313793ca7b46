using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Service;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class SafeModeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_configuration_leaves_the_pages_up_and_the_service_starts_when_it_is_mended()
    {
        var file = _folder.Write("ours.yaml", "cameras: []\ndashboard: { listen: '127.0.0.1:0' }\ngallery: { path: people.db }\ntraker: {}\n");
        using var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        process.BeginErrorReadLine();
        var said = await SaidAsync(process);
        Assert.True(said.GetProperty("safe_mode").GetBoolean());
        using (var http = new HttpClient { BaseAddress = new Uri(said.GetProperty("url").GetString()!) })
        {
            var problem = Assert.Single((await http.GetFromJsonAsync<JsonElement>("/api/v1/configuration", Cancel)).GetProperty("problems").EnumerateArray());
            Assert.Equal((4, 1), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
            using var live = await http.GetAsync("/healthz", Cancel);
            using var ready = await http.GetAsync("/readyz", Cancel);
            using var other = await http.GetAsync("/api/v1/people", Cancel);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode, other.StatusCode));
            Assert.Equal("urn:facestream:problem:safe-mode", (await other.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("type").GetString());
            Assert.True(other.Headers.Contains("Content-Security-Policy"));
            using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/v1/people") { Headers = { { "Origin", "http://evil.example" } } };
            using var refused = await http.SendAsync(foreign, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        File.WriteAllText(file, File.ReadAllText(file).Replace("traker", "tracker", StringComparison.Ordinal));

        using var service = new HttpClient { BaseAddress = new Uri((await SaidAsync(process)).GetProperty("url").GetString()!) };
        var taken = await service.GetFromJsonAsync<JsonElement>("/api/v1/configuration", Cancel);
        Assert.Empty(taken.GetProperty("problems").EnumerateArray());
        Assert.Equal("ours.yaml", taken.GetProperty("file").GetString());
        Assert.Empty((await service.GetFromJsonAsync<JsonElement>("/api/v1/people", Cancel)).EnumerateArray());
        Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_mistyped_embedder_is_mended_on_the_pages()
    {
        var file = _folder.Write("ours.yaml", "dashboard: { listen: '127.0.0.1:0' }\ngallery: { path: people.db }\nmodels: { embedder: mobilefacenet-193 }\n");
        using var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        process.BeginErrorReadLine();
        var said = await SaidAsync(process);
        using (var http = new HttpClient { BaseAddress = new Uri(said.GetProperty("url").GetString()!) })
        {
            var problem = Assert.Single((await http.GetFromJsonAsync<JsonElement>("/api/v1/configuration", Cancel)).GetProperty("problems").EnumerateArray());
            Assert.Equal((3, 21, "embedder-unknown"), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32(), problem.GetProperty("code").GetString()));
            Assert.Contains(Footage.Embedder, problem.GetProperty("message").GetString(), StringComparison.Ordinal);
            var text = await http.GetFromJsonAsync<JsonElement>("/api/v1/configuration/text", Cancel);
            async Task<HttpStatusCode> PutAsync(string embedder)
            {
                var better = text.GetProperty("text").GetString()!.Replace("mobilefacenet-193", embedder, StringComparison.Ordinal);
                using var written = await http.PutAsJsonAsync($"/api/v1/configuration/text?version={text.GetProperty("version").GetString()}", new { text = better }, Cancel);
                return written.StatusCode;
            }

            Assert.Equal(HttpStatusCode.UnprocessableEntity, await PutAsync("mtcnn-onet"));
            Assert.Equal(HttpStatusCode.OK, await PutAsync(Footage.Embedder));
        }

        using var service = new HttpClient { BaseAddress = new Uri((await SaidAsync(process)).GetProperty("url").GetString()!) };
        using var ready = await service.GetAsync("/api/v1/people", Cancel);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Behind_a_proxy_it_goes_by_the_names_that_are_configured_and_waits_while_an_editor_replaces_the_file()
    {
        var file = _folder.Write("facestream.yaml", "dashboard: { listen: '127.0.0.1:0', hosts: [cameras.example.org] }\ntraker: {}\n");
        var serving = new TaskCompletionSource<Uri>();
        var mended = new SafeMode(file, () => ConfigurationFile.Load(file, new Dictionary<string, string>()), insecure: false).PassAsync((address, _) => serving.SetResult(address), null, Cancel);
        using (var http = new HttpClient { BaseAddress = await serving.Task.WaitAsync(Cancel) })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/v1/configuration") { Headers = { Host = "cameras.example.org" } };
            using var answer = await http.SendAsync(asked, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        // Some editors put the old file aside before they write the new one; a look falls in between.
        File.Delete(file);
        Assert.NotSame(mended, await Task.WhenAny(mended, Task.Delay(TimeSpan.FromSeconds(2.5), Cancel)));
        _folder.Write("facestream.yaml", "tracker: {}\n");
        Assert.True(await mended.WaitAsync(Cancel));
    }

    [Fact]
    public async Task Whoever_does_not_want_to_wait_gets_the_error()
    {
        var file = _folder.Write("facestream.yaml", "dashboard: { listen: '127.0.0.1:0' }\ntraker: {}\n");

        var answer = await Cli.Run("run", "-c", file, "--seconds", "0.1");

        Assert.Equal(2, answer.Code);
        Assert.Contains("facestream.yaml:2:1: unknown key 'traker'", answer.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<JsonElement> SaidAsync(Process process) => JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Cancel))!).RootElement;
}
