using System.Diagnostics;
using System.Text.Json;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_service_answers_at_its_printed_address_and_ends_well_on_SIGTERM_with_every_frame_accounted_for()
    {
        Ffmpeg.Run($"-t 2 -i {Footage.FranckVideo} -an {_folder["loop.mp4"]}");
        var file = _folder.Write("facestream.yaml", """
            cameras:
              - { name: loop, source: loop.mp4, loop: true, max_fps: 5 }
              - { name: gone, source: gone.mp4 }
            dashboard: { listen: "127.0.0.1:0" }
            logging: { level: none }
            """);
        using var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        var address = Json(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).GetProperty("url").GetString()!;
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await Until(async () => (await Cameras(http))[0].GetProperty("processed").GetInt64() > 3);
        var cameras = await Cameras(http);

        Process.Start("kill", ["-TERM", $"{process.Id}"]);
        var last = Json(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["live", "failed"], cameras.Select(camera => camera.GetProperty("state").GetString()));
        Assert.Contains("no such file", cameras[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
        var loop = last.GetProperty("cameras")[0];
        Assert.Equal(
            loop.GetProperty("decoded").GetInt64(),
            loop.GetProperty("processed").GetInt64() + loop.GetProperty("dropped").EnumerateObject().Sum(reason => reason.Value.GetInt64()));
        Assert.Equal(0, loop.GetProperty("still_rented").GetInt32());
    }

    [Fact]
    public async Task A_public_address_is_refused_unless_it_is_accepted()
    {
        var file = _folder.Write("facestream.yaml", "dashboard: { listen: '0.0.0.0:0' }");

        var refused = await Run("run", "-c", file);
        var accepted = await Run("run", "-c", file, "--insecure", "--seconds", "0.1");

        Assert.Equal((2, 0), (refused.Code, accepted.Code));
        Assert.Contains("--insecure", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;
        var file = _folder.Write("facestream.yaml", $"dashboard: {{ listen: '127.0.0.1:{port}' }}");

        var answer = await Run("run", "-c", file);

        Assert.Equal(1, answer.Code);
        Assert.Equal($"facestream: 127.0.0.1:{port} is in use by another program. Stop that one, or listen on another port.\n", answer.Error);
    }

    [Fact]
    public async Task Of_a_wrong_configuration_everything_is_said_at_once()
    {
        var wrong = _folder.Write("wrong.yaml", "cameras: [{ nam: door }]\ndashboard: { listen: '127.0.0.1:0' }\n");

        var answer = await Run("run", "-c", wrong, "--seconds", "0.1");

        Assert.Equal(2, answer.Code);
        Assert.StartsWith("""
            wrong.yaml has 3 errors:
              wrong.yaml:1:13: unknown key 'cameras[0].nam'. Did you mean 'name'?
              wrong.yaml:1:11: cameras[0].name is missing.
              wrong.yaml:1:11: cameras[0].source is missing.
            Nothing else runs until this is mended
            """, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_without_its_footage_says_how_to_make_it()
    {
        var answer = await Run("demo", "--headless");

        Assert.Equal(6, answer.Code);
        Assert.Contains("make.mjs", answer.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Cli.Answer> Run(params string[] args) => Cli.Run(Footage.Home(_folder), args);

    private static async Task<List<JsonElement>> Cameras(HttpClient http) =>
        [.. Json(await http.GetStringAsync(new Uri("/api/v1/cameras", UriKind.Relative), TestContext.Current.CancellationToken)).EnumerateArray()];

    private static JsonElement Json(string? text) => JsonDocument.Parse(text!).RootElement;

    private static async Task Until(Func<Task<bool>> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), "waited a minute in vain");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
