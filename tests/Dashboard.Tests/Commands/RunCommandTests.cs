using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FaceStream.Gallery;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_service_answers_at_its_printed_address_and_ends_well_on_SIGTERM_with_every_frame_accounted_for()
    {
        Ffmpeg.Run($"-t 2 -i {Footage.FranckVideo} -an {_folder["loop.mp4"]}");
        using (var services = new ServiceCollection().AddMetrics().BuildServiceProvider())
        using (var gallery = GalleryService.Open(_folder["older.db"], new(services.GetRequiredService<IMeterFactory>()), TimeProvider.System))
            gallery.Enrol("Alice", [new(new("older-2", new float[] { 1, 0 }), 0.9f, "1.jpg", default)]);
        var file = _folder.Write("facestream.yaml", """
            cameras:
              - { name: loop, source: loop.mp4, loop: true, max_fps: 5 }
              - { name: gone, source: gone.mp4 }
            gallery: { path: older.db }
            dashboard: { listen: "127.0.0.1:0" }
            logging: { level: none }
            """);
        using var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        var address = Json(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).GetProperty("url").GetString()!;
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await Until(async () => (await Cameras(http))[0].GetProperty("processed").GetInt64() > 3);
        var cameras = await Cameras(http);
        var log = await http.GetStringAsync(new Uri("/api/v1/log", UriKind.Relative), TestContext.Current.CancellationToken);

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
        // The terminal is to be quiet; the page tells what happened all the same.
        Assert.Contains("gone.mp4", log, StringComparison.Ordinal);
        Assert.Contains("1 of 1 people cannot be recognised", log, StringComparison.Ordinal);
        // Only what has awaited the networks knows how long they took.
        var warm = Regex.Match(log, @"Networks were warmed up in ([0-9.]+) s; cameras are opened now");
        Assert.True(warm.Success && double.Parse(warm.Groups[1].Value, CultureInfo.InvariantCulture) > 0, log);
        Assert.InRange(warm.Index, 0, log.IndexOf("gone: ", StringComparison.Ordinal));
        Assert.InRange(warm.Index, 0, log.IndexOf("loop: ", StringComparison.Ordinal));
        Assert.DoesNotContain("gone.mp4", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", "TERM")]
    [InlineData("INT", "INT")]
    [InlineData("TERM", "INT")]
    public async Task The_second_signal_ends_it_at_once_and_says_so(string first, string second)
    {
        var file = _folder.Write("facestream.yaml", "dashboard: { listen: '127.0.0.1:0' }\nlogging: { level: none }\n");
        using var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        var cancel = TestContext.Current.CancellationToken;
        var address = new Uri(Json(await process.StandardOutput.ReadLineAsync(cancel)).GetProperty("url").GetString()!);
        // A request whose body does not come: the service waits seconds for it before it ends.
        using var slow = new TcpClient(address.Host, address.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/cameras/test HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"), cancel);
        Assert.True(await slow.GetStream().ReadAsync(new byte[1], cancel) > 0);      // it has begun to read that

        Process.Start("kill", [$"-{first}", $"{process.Id}"]);
        await Until(() => Task.FromResult(process.HasExited || Refuses(address)));
        Assert.False(process.HasExited);
        Process.Start("kill", [$"-{second}", $"{process.Id}"]);
        var error = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);

        Assert.Equal(130, process.ExitCode);
        Assert.EndsWith("facestream: told to stop a second time; ends at once, with its work unfinished.\n", error, StringComparison.Ordinal);
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
        using var other = new TcpListener(System.Net.IPAddress.Loopback, 0);
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
    public async Task Of_a_variable_that_is_missing_it_is_not_promised_that_setting_it_elsewhere_helps()
    {
        var wrong = _folder.Write("unset.yaml", "cameras: [{ name: door, source: 'rtsp://a:${NO_SUCH_PASSWORD}@localhost/x' }]\ndashboard: { listen: '127.0.0.1:0' }\n");

        Assert.Contains("A variable is read at the start only", (await Run("run", "-c", wrong, "--seconds", "0.1")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_without_its_footage_says_how_to_make_it()
    {
        var answer = await Run("demo", "--headless");

        Assert.Equal(6, answer.Code);
        Assert.Contains("make.mjs", answer.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>It takes no connections any more, for it ends.</summary>
    private static bool Refuses(Uri address)
    {
        try
        {
            using var client = new TcpClient(address.Host, address.Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

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
