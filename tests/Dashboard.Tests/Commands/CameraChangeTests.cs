using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;

namespace FaceStream.Dashboard.Tests.Commands;

/// <summary>The service itself, with real cameras that are added, renamed, switched off and removed through its API.</summary>
public sealed class CameraChangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _log = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_comes_shows_its_picture_is_renamed_switched_off_and_goes_and_the_other_does_not_notice()
    {
        var clip = H264Clip.Make(_folder.Path);
        await using RtspCamera first = new(clip), second = new(clip, login: new("viewer", "hunter2"));
        var file = _folder.Write("facestream.yaml", $$"""
            # What we watch
            cameras:
              - name: stays     # the front
                source: {{first.Url}}
                timeout: 20s
            dashboard: { listen: "127.0.0.1:0" }   # this machine only
            gallery: { path: people.db }

            """);
        var before = File.ReadAllText(file);
        using var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        var address = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Cancel))!).RootElement.GetProperty("url").GetString()!;
        using var http = new HttpClient { BaseAddress = new Uri(address + "/api/v1/cameras/") };
        await Until(async () => await State(http, "stays") == "live");
        var since = (await Camera(http, "stays"))!.Value.GetProperty("since").GetString();

        // 1. It comes, and is on the air.
        using var added = await http.PostAsJsonAsync("", new { name = "new", source = second.Url, timeoutSeconds = 20 }, Cancel);
        Assert.Equal((HttpStatusCode.Created, "/api/v1/cameras/new"), (added.StatusCode, added.Headers.Location?.ToString()));
        await Until(async () => await State(http, "new") == "live");
        await Until(async () => (await http.GetAsync("new/snapshot.jpg", Cancel)) is { StatusCode: HttpStatusCode.OK, Content.Headers.ContentType.MediaType: "image/jpeg" });

        // 2. It gets another name, is switched off and on.
        await Patch(http, "new", new { name = "renamed" });
        await Until(async () => await State(http, "renamed") == "live" && await Camera(http, "new") is null);
        await Patch(http, "renamed", new { enabled = false });
        await Until(async () => await State(http, "renamed") == "disabled");
        var off = second.Sent;
        await Patch(http, "renamed", new { enabled = true });
        await Until(async () => await State(http, "renamed") == "live" && second.Sent > off);

        // 3. It goes. The file is what it was, and the other has run through.
        using var removed = await http.DeleteAsync("renamed", Cancel);
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        await Until(async () => await Camera(http, "renamed") is null);
        Assert.Equal(before, File.ReadAllText(file));
        var stayed = (await Camera(http, "stays"))!.Value;
        Assert.Equal(("live", since), (stayed.GetProperty("state").GetString(), stayed.GetProperty("since").GetString()));
        Assert.Equal(1, first.Accepted);

        Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain(_log, line => line.Contains("hunter2", StringComparison.Ordinal) || (line.Contains("warn:", StringComparison.Ordinal) && line.Contains("stopped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_hangup_while_the_models_load_is_heeded_and_does_not_end_the_service()
    {
        var file = _folder.Write("facestream.yaml", "cameras: []\ndashboard: { listen: '127.0.0.1:0' }\ngallery: { path: people.db }\n");
        using var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();

        // The gallery is opened after the signal is listened to, and long before anybody is served.
        await Until(() => Task.FromResult(File.Exists(_folder["people.db"])));
        File.WriteAllText(file, File.ReadAllText(file).Replace("[]", "[{ name: late, source: late.mp4 }]", StringComparison.Ordinal));
        Process.Start("kill", ["-HUP", $"{process.Id}"]);

        var address = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Cancel))!).RootElement.GetProperty("url").GetString()!;
        using var http = new HttpClient { BaseAddress = new Uri(address + "/api/v1/cameras/") };
        await Until(async () => await State(http, "late") == "failed");
        Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task Patch(HttpClient http, string name, object change)
    {
        using var answer = await http.PatchAsJsonAsync(name, change, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<JsonElement?> Camera(HttpClient http, string name)
    {
        var list = (await http.GetFromJsonAsync<JsonElement>("", Cancel)).EnumerateArray().Where(camera => camera.GetProperty("name").GetString() == name).ToList();
        return list.Count > 0 ? list[0] : null;
    }

    private static async Task<string> State(HttpClient http, string name) => (await Camera(http, name))?.GetProperty("state").GetString() ?? "";

    private async Task Until(Func<Task<bool>> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"waited a minute in vain; the log: {string.Join("\n", _log)}");
            await Task.Delay(50, Cancel);
        }
    }
}
