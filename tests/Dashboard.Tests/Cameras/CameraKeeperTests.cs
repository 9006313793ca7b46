using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Service;
using FaceStream.StreamIngest.Cameras;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Cameras;

/// <summary>The configuration is changed through the API; that what runs follows it, <c>CameraChangeTests</c> shows.</summary>
public sealed class CameraKeeperTests : IDisposable
{
    private const string Two = """
        cameras:
          - name: door    # the front
            source: rtsp://viewer:${DOOR_PASSWORD}@10.0.0.7/x
          - name: yard
            source: rtsp://admin:hunter2@10.0.0.8/y

        """;

    private static readonly Dictionary<string, string> Environment = new() { ["DOOR_PASSWORD"] = "s3cret" };

    private readonly TemporaryFolder _folder = new();
    private int _reloads;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_shows_the_lines_and_changes_nothing_and_its_version_guards_the_change()
    {
        await using var dashboard = await StartAsync(Two);

        var shown = await JsonAsync(await Patch(dashboard, "yard?dryRun=true", new { maxFps = 5 }));
        Assert.Equal((Two, 0), (Text, _reloads));
        Assert.Equal("@@ -5,0 +6 @@\n+    max_fps: 5\n", shown.GetProperty("diff").GetString());
        Assert.False(shown.GetProperty("applied").GetBoolean());

        using var wrong = await Patch(dashboard, "yard?version=0123456789abcdef", new { maxFps = 5 });
        Assert.Equal((HttpStatusCode.Conflict, "configuration-changed"), (wrong.StatusCode, await CodeAsync(wrong)));
        using var right = await Patch(dashboard, $"yard?version={shown.GetProperty("version").GetString()}", new { maxFps = 5 });
        Assert.True((await JsonAsync(right)).GetProperty("applied").GetBoolean());
        Assert.Equal((Two + "    max_fps: 5\n", 1), (Text, _reloads));
    }

    [Fact]
    public async Task Placeholders_stay_and_secrets_are_in_no_answer()
    {
        await using var dashboard = await StartAsync(Two);

        var answers = new List<string>
        {
            await dashboard.Http.GetStringAsync("/api/v1/cameras/door", Cancel),
            await dashboard.Http.GetStringAsync("/api/v1/cameras/yard", Cancel),
            await TextAsync(await Patch(dashboard, "door", new { name = "gate", source = "rtsp://***@10.0.0.7/x", timeoutSeconds = 2.5 })),
            await TextAsync(await Patch(dashboard, "yard", new { source = "rtsp://admin:hunter3@10.0.0.8/y" })),
            await TextAsync(await dashboard.Http.DeleteAsync("/api/v1/cameras/yard?dryRun=true", Cancel)),
            await TextAsync(await Patch(dashboard, "yard", new { source = "rtsp://admin:hunter3@/y" })),
        };

        Assert.Contains("- name: gate    # the front\n    source: rtsp://viewer:${DOOR_PASSWORD}@10.0.0.7/x\n    timeout: 2.5s\n", Text, StringComparison.Ordinal);
        Assert.Contains("rtsp://admin:hunter3@10.0.0.8/y", Text, StringComparison.Ordinal);
        Assert.All(answers, answer => Assert.Contains("rtsp://***@", answer, StringComparison.Ordinal));
        Assert.DoesNotContain(answers, answer => answer.Contains("hunter", StringComparison.Ordinal) || answer.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_refusal_names_is_beside_its_words_for_pages_in_other_languages()
    {
        await using var dashboard = await StartAsync(Two);

        var taken = await JsonAsync(await Patch(dashboard, "door", new { name = "YARD" }));
        var missing = await JsonAsync(await Patch(dashboard, "shed", new { name = "YARD" }));
        var wrong = await JsonAsync(await Patch(dashboard, "door", new { name = "front door" }));

        Assert.Equal(("urn:facestream:problem:name-taken", """{"camera":"yard"}"""), (taken.GetProperty("type").GetString(), taken.GetProperty("values").GetRawText()));
        Assert.Equal("""{"camera":"shed"}""", missing.GetProperty("values").GetRawText());
        Assert.Equal("rule", wrong.GetProperty("values").GetProperty("reason").GetString());
        var fault = Assert.Single(wrong.GetProperty("faults").EnumerateArray());
        Assert.Equal(("camera-name", "front door"), (fault.GetProperty("code").GetString(), fault.GetProperty("values").GetProperty("value").GetString()));
        Assert.Equal(wrong.GetProperty("detail").GetString(), wrong.GetProperty("values").GetProperty("words").GetString());
    }

    [Fact]
    public async Task A_second_stream_comes_is_kept_as_shown_and_goes_and_its_password_is_in_no_answer()
    {
        await using var dashboard = await StartAsync(Two);

        var added = await TextAsync(await Patch(dashboard, "yard", new { detectSource = "rtsp://admin:sesame@10.0.0.8/small" }));
        Assert.EndsWith("    source: rtsp://admin:hunter2@10.0.0.8/y\n    detect_source: rtsp://admin:sesame@10.0.0.8/small\n", Text, StringComparison.Ordinal);
        var kept = await TextAsync(await Patch(dashboard, "yard", new { detectSource = "rtsp://***@10.0.0.8/small", maxFps = 5 }));
        Assert.Contains("detect_source: rtsp://admin:sesame@10.0.0.8/small\n", Text, StringComparison.Ordinal);
        var shown = await JsonAsync(await dashboard.Http.GetAsync("/api/v1/cameras/yard", Cancel));
        Assert.Equal("rtsp://***@10.0.0.8/small", shown.GetProperty("detectSource").GetString());
        using var refused = await Patch(dashboard, "yard", new { detectSource = "/etc/passwd" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var gone = await TextAsync(await Patch(dashboard, "yard", new { detectSource = "" }));

        Assert.DoesNotContain("sesame", Text, StringComparison.Ordinal);
        Assert.DoesNotContain((string[])[added, kept, gone], answer => answer.Contains("sesame", StringComparison.Ordinal) || answer.Contains("hunter", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("file:///etc/passwd", "file")]
    [InlineData("FILE:///etc/passwd", "file")]
    [InlineData("/etc/passwd", "begins with rtsp://")]
    [InlineData("-y", "begins with rtsp://")]
    [InlineData("exec:ls", "exec")]
    [InlineData(" exec:ls", "exec")]
    [InlineData("echo:x", "echo")]
    [InlineData("concat:a|b", "concat")]
    [InlineData("subfile,,start,0,end,0,,:/etc/passwd", "begins with rtsp://")]
    [InlineData("data:text/plain,x", "data")]
    [InlineData("rtsp://", "host name")]
    [InlineData("rtsp://10.0.0.9/a\n- evil", "space or control")]
    [InlineData("http://169.254.169.254/latest", "169.254")]
    [InlineData("rtsp://10.0.0.9/${DOOR_PASSWORD}", "Variables")]
    [InlineData("rtsp://***@10.0.0.9/x", "***")]
    [InlineData("", "empty")]
    public async Task An_address_that_a_request_may_not_give_is_refused_and_nothing_is_written(string source, string words)
    {
        await using var dashboard = await StartAsync(Two);

        foreach (var refused in (HttpResponseMessage[])[await Post(dashboard, "", new { name = "new", source }), await Patch(dashboard, "yard", new { source }), await Post(dashboard, "/test", new { source })])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(words, await DetailAsync(refused), StringComparison.Ordinal);
        }

        Assert.Equal((Two, 0), (Text, _reloads));
    }

    [Fact]
    public async Task What_breaks_a_rule_is_named()
    {
        await using var dashboard = await StartAsync(Two);
        const string Source = "rtsp://10.0.0.9/x";

        foreach (var (camera, status, words) in new (object, HttpStatusCode, string)[]
        {
            (new { source = Source }, HttpStatusCode.UnprocessableEntity, "name is missing"),
            (new { name = "shed" }, HttpStatusCode.UnprocessableEntity, "source is missing"),
            (new { name = "shed", source = Source, zones = new object?[] { null } }, HttpStatusCode.UnprocessableEntity, "A zone is null"),
            (new { name = "../x", source = Source }, HttpStatusCode.UnprocessableEntity, "name must be"),
            (new { name = "shed", source = Source, maxFps = 999 }, HttpStatusCode.UnprocessableEntity, "max_fps must be between 0 and 240, and is '999'."),
            (new { name = "shed", source = Source, decoder = "abacus" }, HttpStatusCode.UnprocessableEntity, "decoder must be one of auto, software, nvdec, vaapi"),
            (new { name = "shed", source = Source, transport = "carrier pigeon" }, HttpStatusCode.UnprocessableEntity, "transport must be one of tcp, udp"),
            (new { name = "DOOR", source = Source }, HttpStatusCode.Conflict, "'door' already"),
            (new { name = "shed", source = Source, sauce = 1 }, HttpStatusCode.BadRequest, "sauce"),
        })
        {
            using var refused = await Post(dashboard, "", camera);
            Assert.Equal(status, refused.StatusCode);
            Assert.Contains(words, await DetailAsync(refused), StringComparison.Ordinal);
        }

        using var nobody = await Patch(dashboard, "shed", new { maxFps = 1 });
        Assert.Equal((HttpStatusCode.NotFound, "no-such-camera"), (nobody.StatusCode, await CodeAsync(nobody)));
        Assert.Equal(Two, Text);
    }

    [Fact]
    public async Task Zones_are_shown_as_lines_written_read_back_and_taken_away()
    {
        await using var dashboard = await StartAsync(Two);
        var zones = new[] { new { name = "the clock", kind = "exclude", points = new[] { new[] { 0.1, 0.1 }, [0.25, 0.1], [0.25, 0.33333333] } } };

        var shown = await JsonAsync(await Patch(dashboard, "door?dryRun=true", new { zones, minFace = 60 }));
        Assert.Equal("@@ -3,0 +4,5 @@\n+    min_face: 60\n+    zones:\n+      - name: 'the clock'\n+        kind: exclude\n+        points: [0.1 0.1, 0.25 0.1, 0.25 0.3333]\n", shown.GetProperty("diff").GetString());
        Assert.Equal(Two, Text);
        var written = await JsonAsync(await Patch(dashboard, "door", new { zones, minFace = 60 }));
        var read = JsonDocument.Parse(await dashboard.Http.GetStringAsync("/api/v1/cameras/door", Cancel)).RootElement;
        Assert.Equal("""[{"name":"the clock","kind":"exclude","points":[[0.1,0.1],[0.25,0.1],[0.25,0.3333]]}]""", read.GetProperty("zones").GetRawText());
        Assert.Equal(read.GetRawText(), written.GetProperty("camera").GetRawText());

        using var none = await Patch(dashboard, "door", new { zones = Array.Empty<object>(), minFace = 40 });
        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
        Assert.DoesNotContain("zones", Text, StringComparison.Ordinal);
        Assert.Contains("# the front", Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_that_is_none_is_refused_with_camera_zone_and_value()
    {
        await using var dashboard = await StartAsync(Two);
        double[][] square = [[0, 0], [1, 0], [1, 1], [0, 1]], bow = [[0, 0], [1, 1], [1, 0], [0, 1]];

        foreach (var (zone, words) in new (object, string)[]
        {
            (new { name = "", points = square }, "camera 'door', zone 1: its name is empty"),
            (new { name = " ", points = square }, "camera 'door', zone 1: its name is empty"),
            (new { name = "\t", points = square }, "zones[0].name must be 1 to 64 characters"),
            (new { name = "clock", points = square[..2] }, "camera 'door', zone 'clock': an outline has 3 to 64 points, and this one has 2."),
            (new { name = "clock", points = Enumerable.Repeat(square[0], 65) }, "and this one has 65."),
            (new { name = "clock", points = new double[][] { [0, 0], [1.5, 0], [1, 1] } }, "camera 'door', zone 'clock': the point 1.5 0 lies outside the picture"),
            (new { name = "clock", points = bow }, "camera 'door', zone 'clock': the line that begins at 0 0 crosses the one that begins at 1 0"),
            (new { name = "clock", points = new double[][] { [0, 0], [0.5, 0], [1, 0] } }, "camera 'door', zone 'clock': the outline 0 0, 0.5 0, 1 0 encloses nothing."),
            (new { name = "clock", points = new double[][] { [0, 0], [1], [1, 1] } }, "zones[0].points[1] must be a point, such as 0.25 0.5: how far across and how far down the picture, and is '1'."),
            (new { name = "clock" }, "zones[0].points is missing."),
            (new { name = "clock", kind = "forbid", points = square }, "zones[0].kind must be one of include, exclude, and is 'forbid'."),
            (new { name = "${DOOR_PASSWORD}", points = square }, "Variables such as"),
        })
        {
            foreach (var query in (string[])["?dryRun=true", ""])
            {
                using var refused = await Patch(dashboard, "door" + query, new { zones = new[] { zone } });
                Assert.Equal((HttpStatusCode.UnprocessableEntity, "bad-camera"), (refused.StatusCode, await CodeAsync(refused)));
                var detail = await DetailAsync(refused);
                Assert.Contains(words, detail, StringComparison.Ordinal);
                Assert.DoesNotContain("s3cret", detail, StringComparison.Ordinal);
            }
        }

        using var name = await Patch(dashboard, "door", new { name = "${DOOR_PASSWORD}" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, name.StatusCode);
        Assert.Equal(Two, Text);
    }

    [Fact]
    public async Task A_file_that_says_something_else_than_what_runs_is_not_written()
    {
        await using var dashboard = await StartAsync(Two);
        File.AppendAllText(_folder["facestream.yaml"], "    max_fps: 1\n");
        var edited = Text;

        using var refused = await Post(dashboard, "", new { name = "shed", source = "rtsp://10.0.0.9/x" });

        Assert.Equal((HttpStatusCode.Conflict, "configuration-changed"), (refused.StatusCode, await CodeAsync(refused)));
        Assert.Equal(edited, Text);
    }

    [Fact]
    public async Task A_change_that_a_variable_would_undo_is_refused()
    {
        await using var dashboard = await StartAsync(Two, new(Environment) { ["FACESTREAM__CAMERAS__0__MAX_FPS"] = "3" });

        using var refused = await Patch(dashboard, "door", new { maxFps = 5 });

        Assert.Equal((HttpStatusCode.Conflict, "configuration-unusual"), (refused.StatusCode, await CodeAsync(refused)));
        Assert.Equal(Two, Text);
    }

    [Fact]
    public async Task Permissions_and_a_link_are_kept_and_nothing_else_is_left_in_the_folder()
    {
        Directory.CreateDirectory(_folder["etc"]);
        var real = _folder.Write("etc/real.yaml", Two);
        File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(_folder["facestream.yaml"], real);
        await using var dashboard = await StartAsync(null);

        using var removed = await dashboard.Http.DeleteAsync("/api/v1/cameras/yard", Cancel);

        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.Equal(real, File.ResolveLinkTarget(_folder["facestream.yaml"], false)!.FullName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(real));
        Assert.DoesNotContain("yard", Text, StringComparison.Ordinal);
        Assert.Equal([real], Directory.GetFiles(_folder["etc"]));
    }

    [Fact]
    public async Task A_camera_is_tried_with_its_picture_or_the_reason()
    {
        await using var camera = new RtspCamera(H264Clip.Make(_folder.Path), login: new("viewer", "pa ss"));
        await using var dashboard = await StartAsync($"cameras:\n  - name: known\n    source: {camera.Url}\n    timeout: 20s\n");

        var seen = await JsonAsync(await Post(dashboard, "/test", new { source = camera.Url, timeoutSeconds = 20 }));
        var known = await JsonAsync(await Post(dashboard, "/test", new { name = "known" }));
        var refused = await JsonAsync(await Post(dashboard, "/test", new { source = camera.UrlFor("viewer", "hunter2"), timeoutSeconds = 20 }));

        foreach (var works in (JsonElement[])[seen, known])
        {
            Assert.Equal((true, "h264", 320, 240), (works.GetProperty("works").GetBoolean(), works.GetProperty("codec").GetString(), works.GetProperty("width").GetInt32(), works.GetProperty("height").GetInt32()));
            Assert.InRange(works.GetProperty("fps").GetDouble(), 5, 60);
            Assert.True(works.GetProperty("firstPictureMs").GetDouble() > 0);
            Assert.Equal([0xFF, 0xD8], works.GetProperty("picture").GetBytesFromBase64()[..2]);
        }

        Assert.Equal((false, "unauthorized"), (refused.GetProperty("works").GetBoolean(), refused.GetProperty("fault").GetString()));
        Assert.Contains("refused the user name or password", refused.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_configuration_cameras_are_tried_and_the_rest_is_refused_with_the_way_out()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        foreach (var refused in (HttpResponseMessage[])[
            await Post(dashboard, "", new { name = "shed", source = "rtsp://10.0.0.9/x" }), await Patch(dashboard, "door", new { enabled = false }),
            await dashboard.Http.DeleteAsync("/api/v1/cameras/door", Cancel), await dashboard.Http.GetAsync("/api/v1/cameras/door", Cancel)])
        {
            Assert.Equal((HttpStatusCode.Conflict, "no-configuration"), (refused.StatusCode, await CodeAsync(refused)));
            Assert.Contains("facestream run", await DetailAsync(refused), StringComparison.Ordinal);
        }

        var tried = await JsonAsync(await Post(dashboard, "/test", new { source = "rtsp://127.0.0.1:1/x" }));
        Assert.Contains("nothing listens", tried.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Text => File.ReadAllText(_folder["facestream.yaml"]);

    private Task<TestDashboard> StartAsync(string? configuration, Dictionary<string, string>? environment = null)
    {
        if (configuration is not null)
            _folder.Write("facestream.yaml", configuration);
        IReadOnlyList<CameraOptions> running = Load();
        return TestDashboard.StartAsync(add: services => services.AddSingleton<ICameraKeeper>(new ConfiguredCameras(_folder["facestream.yaml"], environment ?? Environment, () => running, () =>
        {
            running = Load();
            _reloads++;
            return Task.FromResult(true);
        })));

        IReadOnlyList<CameraOptions> Load() => ConfigurationFile.Load(_folder["facestream.yaml"], environment ?? Environment).Cameras;
    }

    private static Task<HttpResponseMessage> Post(TestDashboard dashboard, string path, object body) => dashboard.Http.PostAsJsonAsync("/api/v1/cameras" + path, body, Cancel);

    private static Task<HttpResponseMessage> Patch(TestDashboard dashboard, string camera, object body) => dashboard.Http.PatchAsJsonAsync("/api/v1/cameras/" + camera, body, Cancel);

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(Cancel);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => JsonDocument.Parse(await TextAsync(response)).RootElement;

    private static async Task<string> DetailAsync(HttpResponseMessage response) => (await JsonAsync(response)).GetProperty("detail").GetString()!;

    private static async Task<string> CodeAsync(HttpResponseMessage response) => (await JsonAsync(response)).GetProperty("type").GetString()!.Split(':')[^1];
}
