using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

/// <summary>The service itself, whose configuration is edited while it runs.</summary>
public sealed class ReloadTests : IDisposable
{
    private const string Rest = """

        dashboard: { listen: "127.0.0.1:0" }
        gallery: { path: people.db }
        """;

    private const string Zone = ", zones: [{ name: door, points: [0 0, 0.9 0, 0.9 1, 0 1] }]";

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _log = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cameras_come_go_and_change_while_the_others_run_and_an_error_changes_nothing()
    {
        Ffmpeg.Run($"-t 2 -i {Footage.FranckVideo} -an {_folder["loop.mp4"]}");
        var file = Configure(Loop("stays", Zone), Loop("changes"), Loop("goes"));
        using var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        var address = Json(await process.StandardOutput.ReadLineAsync(Cancel)).GetProperty("url").GetString()!;
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await Until(async () => (await Cameras(http)).TrueForAll(camera => Count(camera, "processed") > 0));
        var before = await Cameras(http);

        // 1. One goes, one changes, one comes.
        Configure(Loop("stays", Zone), Loop("comes"), Loop("changes", ", timeout: 3s" + Zone));
        await Hangup(process);
        await Until(async () => Names(await Cameras(http)) is ["stays", "comes", "changes"]);
        await Until(async () => (await Cameras(http)).TrueForAll(camera => State(camera) == "live" && Count(camera, "processed") > 0));
        var after = await Cameras(http);

        Assert.Contains(_log, line => line.Contains("added: comes; changed: changes; removed: goes", StringComparison.Ordinal));
        Assert.Equal(Since(before[0]), Since(after[0]));
        Assert.NotEqual(Since(before[1]), Since(after[2]));
        Assert.Equal([1, 0, 1], after.Select(camera => camera.GetProperty("zones").GetArrayLength()));
        Assert.True(Count(after[2], "decoded") >= Count(before[1], "decoded"), "a changed camera keeps its counts");

        // 2. Where in its pictures faces are looked for, and how small ones, changes while its stream goes on.
        Configure(Loop("stays", ", min_face: 60"), Loop("comes"), Loop("changes", ", timeout: 3s" + Zone));
        await Hangup(process);
        await Until(async () => (await Cameras(http))[0].GetProperty("zones").GetArrayLength() == 0);
        await Until(() => Task.FromResult(_log.Any(line => line.Contains("read again: changed: stays", StringComparison.Ordinal))));
        var adjusted = (await Cameras(http))[0];
        Assert.Equal(("live", Since(before[0])), (State(adjusted), Since(adjusted)));
        Assert.Equal("60", Json(await http.GetStringAsync(new Uri("/api/v1/cameras/stays", UriKind.Relative), Cancel)).GetProperty("minFace").GetRawText());

        // 3. Errors, in the file or in an address, change nothing and are told with their place.
        foreach (var (camera, words) in new[] { ("- { name: stays, sauce: loop.mp4 }", "facestream.yaml:2:"), ("- { name: stays, source: 'exec:ls' }", "facestream.yaml:2:28: 'exec:' is not a kind of source") })
        {
            Configure(camera);
            await Hangup(process);
            await Until(() => Task.FromResult(_log.Any(line => line.Contains("refused; the old one stays", StringComparison.Ordinal))
                && _log.Any(line => line.Contains(words, StringComparison.Ordinal))));
        }

        await Until(async () => (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel))
            .Contains("facestream_configuration_reloads_total{result=\"refused\"} 2", StringComparison.Ordinal));
        Assert.Equal(["stays", "comes", "changes"], Names(await Cameras(http)));
        Assert.All(await Cameras(http), camera => Assert.Equal("live", State(camera)));

        // 4. Every frame of every session is accounted for.
        Process.Start("kill", ["-TERM", $"{process.Id}"]);
        var last = Json(await process.StandardOutput.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
        foreach (var camera in last.GetProperty("cameras").EnumerateArray())
        {
            var dropped = camera.GetProperty("dropped").EnumerateObject().Sum(reason => reason.Value.GetInt64());
            Assert.Equal((Count(camera, "decoded"), 0), (Count(camera, "processed") + dropped, camera.GetProperty("still_rented").GetInt32()));
        }
    }

    [Fact]
    public async Task What_needs_another_start_is_named()
    {
        var file = Configure();
        using var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        await process.StandardOutput.ReadLineAsync(Cancel);

        File.AppendAllText(file, "\nidentification: { false_alarm_rate: 0.01 }\nmodels: {}\n");
        await Hangup(process);

        await Until(() => Task.FromResult(_log.Any(line => line.Contains("Changes of identification take effect at the next start", StringComparison.Ordinal))));
        Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(Cancel);
    }

    public void Dispose() => _folder.Dispose();

    private string Configure(params string[] cameras) =>
        _folder.Write("facestream.yaml", (cameras.Length > 0 ? "cameras:\n  " : "") + string.Join("\n  ", cameras) + Rest);

    private static string Loop(string name, string more = "") => $"- {{ name: {name}, source: loop.mp4, loop: true, max_fps: 5{more} }}";

    private static async Task Hangup(Process process)
    {
        using var kill = Process.Start("kill", ["-HUP", $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancel);
    }

    private static string[] Names(List<JsonElement> cameras) => [.. cameras.Select(camera => camera.GetProperty("name").GetString()!)];

    private static string State(JsonElement camera) => camera.GetProperty("state").GetString()!;

    private static string Since(JsonElement camera) => camera.GetProperty("since").GetString()!;

    private static long Count(JsonElement camera, string what) => camera.GetProperty(what).GetInt64();

    private static async Task<List<JsonElement>> Cameras(HttpClient http) =>
        [.. Json(await http.GetStringAsync(new Uri("/api/v1/cameras", UriKind.Relative), Cancel)).EnumerateArray()];

    private static JsonElement Json(string? text) => JsonDocument.Parse(text!).RootElement;

    private async Task Until(Func<Task<bool>> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"waited a minute in vain; the log: {string.Join("\n", _log)}");
            await Task.Delay(100, Cancel);
        }
    }
}
