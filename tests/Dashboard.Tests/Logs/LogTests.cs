using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Logs;
using FaceStream.StreamIngest.Cameras;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceStream.Dashboard.Tests.Logs;

public sealed class LogTests
{
    [Fact]
    public async Task A_line_has_a_number_a_level_a_source_and_words_and_only_newer_ones_come_next_time()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var log = Logger(dashboard);
        log.LogInformation("{Camera}: live", "door");
        var first = await ReadAsync(dashboard);
        log.LogWarning("{Camera}: lost", "<b>door</b>");

        var next = await ReadAsync(dashboard, $"after={first.GetProperty("last").GetInt64()}");

        var line = Assert.Single(Lines(next));
        Assert.Equal(("warning", "LogTests", "<b>door</b>: lost"), (Text(line, "level"), Text(line, "source"), Text(line, "message")));
        Assert.InRange(line.GetProperty("number").GetInt64(), first.GetProperty("last").GetInt64() + 1, next.GetProperty("last").GetInt64());
        Assert.Equal(first.GetProperty("run").GetString(), next.GetProperty("run").GetString());
        Assert.Contains(Lines(first), earlier => Text(earlier, "message") == "door: live");
    }

    [Fact]
    public async Task Less_important_lines_are_left_out_and_still_counted()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var log = Logger(dashboard);
        log.LogError("one");
        log.LogWarning("two");
        log.LogInformation("three");

        Assert.Equal(["one", "two"], Lines(await ReadAsync(dashboard, "level=warning")).Select(line => Text(line, "message")));
        Assert.Equal(["one"], Lines(await ReadAsync(dashboard, "level=ERROR")).Select(line => Text(line, "message")));
        Assert.True((await ReadAsync(dashboard, "level=error")).GetProperty("last").GetInt64() >= 3);
    }

    [Theory]
    [InlineData("level=loud", "bad-level")]
    [InlineData("level=3", "bad-level")]
    [InlineData("after=x", "bad-request")]
    public async Task What_is_no_level_and_no_number_is_said(string query, string problem)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var response = await dashboard.Http.GetAsync($"/api/v1/log?{query}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.EndsWith(problem, (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_is_bounded_and_what_is_gone_is_counted()
    {
        using var book = new LogBook(new(), TimeProvider.System);
        var log = book.CreateLogger("FaceStream.Door");
        for (var i = 1; i <= 3 * LogBook.Room; i++)
            log.LogInformation("line {Number}", i);
        log.LogInformation("{Long}", new string('x', 100_000));

        var seen = book.After(10, LogLevel.Trace);

        Assert.Equal(LogBook.Room, seen.Lines.Count);
        Assert.Equal((3 * LogBook.Room + 1, 2 * LogBook.Room + 1 - 10), (seen.Last, seen.Lost));
        Assert.Equal(2 * LogBook.Room + 2, seen.Lines[0].Number);
        Assert.Equal(LogBook.Longest + 1, seen.Lines[^1].Message.Length);
        Assert.Empty(book.After(seen.Last, LogLevel.Trace).Lines);
    }

    [Theory]
    [InlineData("rtsp://viewer:hunter2@10.0.0.7/stream")]
    [InlineData("rtsp://viewer:hunt%65r2@10.0.0.7/stream")]
    [InlineData("rtsp://10.0.0.7/stream?user=viewer&password=hunter2")]
    public void No_line_shows_a_cameras_password_not_even_within_an_exception(string address)
    {
        var secrets = new Secrets();
        using var book = new LogBook(secrets, TimeProvider.System);
        var log = book.CreateLogger("FaceStream.Door");
        secrets.Know(new CameraOptions { Name = "door", Source = "/recordings/door.mp4", DetectSource = address });

        log.LogWarning("{Camera}: {Address} does not answer", "door", address);
        log.LogError(new IOException($"cannot open {address}", new InvalidOperationException($"{address}: 401")), "{Camera} failed", "door");
        log.LogError(new IOException("401 for viewer:hunter2"), "tried rtsp://viewer:hunter2@10.0.0.7/stream and user=viewer&password=hunter2");

        var words = string.Join('\n', book.After(0, LogLevel.Trace).Lines.Select(line => line.Message));
        Assert.DoesNotContain("hunter2", words, StringComparison.Ordinal);
        Assert.DoesNotContain("hunt%65r2", words, StringComparison.Ordinal);
        Assert.Contains("10.0.0.7/stream", words, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", words, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_nobody_has_configured_shows_no_password_either()
    {
        using var book = new LogBook(new(), TimeProvider.System);

        book.CreateLogger("FaceStream.Door").LogError(new IOException("http://other:swordfish@10.0.0.8/video: refused"), "failed");

        Assert.Contains("http://***@10.0.0.8/video: refused", Assert.Single(book.After(0, LogLevel.Trace).Lines).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_addresses_that_were_tried_the_last_are_remembered_and_those_that_are_configured_always()
    {
        var secrets = new Secrets();
        secrets.KnowTried(Camera("sesame"));
        secrets.Know(Camera("hunter2"));
        secrets.KnowTried(Camera("hunter2"));
        secrets.KnowTried(Camera("rosebud"));
        Assert.DoesNotContain("sesame", secrets.Conceal("401 for sesame"), StringComparison.Ordinal);

        for (var i = 0; i < 255; i++)
            secrets.KnowTried(Camera($"password-{i}-"));

        Assert.Equal("401 for sesame, which nobody uses any more", secrets.Conceal("401 for sesame, which nobody uses any more"));
        foreach (var kept in (string[])["hunter2", "rosebud", "password-0-", "password-254-"])
            Assert.DoesNotContain(kept, secrets.Conceal($"401 for {kept}"), StringComparison.Ordinal);

        static CameraOptions Camera(string password) => new() { Name = "door", Source = $"rtsp://viewer:{password}@10.0.0.7/stream" };
    }

    private static ILogger Logger(TestDashboard dashboard) => dashboard.Services.GetRequiredService<ILogger<LogTests>>();

    private static Task<JsonElement> ReadAsync(TestDashboard dashboard, string query = "") =>
        dashboard.Http.GetFromJsonAsync<JsonElement>($"/api/v1/log?{query}", TestContext.Current.CancellationToken);

    /// <summary>Those of the test; the web server has its own.</summary>
    private static JsonElement[] Lines(JsonElement log) => [.. log.GetProperty("lines").EnumerateArray().Where(line => Text(line, "source") == nameof(LogTests))];

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;
}
