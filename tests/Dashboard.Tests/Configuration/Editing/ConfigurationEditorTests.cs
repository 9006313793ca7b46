using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.Dashboard.Web;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Configuration.Editing;

public sealed class ConfigurationEditorTests : IDisposable
{
    private const string Text = """
        # What we watch
        cameras:
          - name: door
            source: rtsp://viewer:hunter2@10.0.0.7/x    # the front
        tracker: {}

        """;

    private readonly TemporaryFolder _folder = new();
    private int _reloads;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_text_is_shown_without_secrets_changed_and_written_with_them_and_read_again()
    {
        await using var dashboard = await StartAsync();
        var shown = await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/configuration/text", Cancel);
        var text = shown.GetProperty("text").GetString()!;
        Assert.Equal(Text.Replace("viewer:hunter2", "***", StringComparison.Ordinal), text);

        var changed = text.Replace("tracker: {}", "identification: { wrong_names_a_month: 2 }", StringComparison.Ordinal).Replace("/x ", "/y ", StringComparison.Ordinal);
        var check = await JsonAsync(await dashboard.Http.PostAsJsonAsync("/api/v1/configuration/check", new { text = changed }, Cancel));
        Assert.Empty(check.GetProperty("problems").EnumerateArray());
        Assert.Equal("@@ -4,2 +4,2 @@\n-    source: rtsp://***@10.0.0.7/x    # the front\n-tracker: {}\n+    source: rtsp://***@10.0.0.7/y    # the front\n+identification: { wrong_names_a_month: 2 }\n", check.GetProperty("diff").GetString());
        Assert.Equal(["identification"], check.GetProperty("restart").EnumerateArray().Select(section => section.GetString()));
        Assert.Equal((Text, 0), (Written, _reloads));

        var written = await JsonAsync(await PutAsync(dashboard, changed, shown.GetProperty("version").GetString()!));
        Assert.True(written.GetProperty("applied").GetBoolean());
        Assert.Equal((changed.Replace("***", "viewer:hunter2", StringComparison.Ordinal), 1), (Written, _reloads));
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_not_written_over_and_a_mark_at_its_beginning_stays()
    {
        var file = _folder["facestream.yaml"];
        byte[] latin = [.. "# T"u8, 0xFC, .. "r\ntracker: {}\n"u8];
        File.WriteAllBytes(file, latin);
        var refused = Assert.Throws<ProblemException>(() => GuardedWrite.Apply(file, File.ReadAllText(file), "tracker: {}\n"));
        Assert.Contains("UTF-8", refused.Message, StringComparison.Ordinal);
        Assert.Equal(latin, File.ReadAllBytes(file));

        File.WriteAllBytes(file, [.. Encoding.UTF8.Preamble, .. "# Tür\r\n"u8]);
        GuardedWrite.Apply(file, "# Tür\r\n", "# Tor\r\n");
        Assert.Equal([.. Encoding.UTF8.Preamble, .. "# Tor\r\n"u8], File.ReadAllBytes(file));
    }

    [Fact]
    public void A_full_disk_and_one_that_is_write_protected_are_told_apart_and_nothing_is_left_behind()
    {
        using var disk = SmallDisk.Mount(megabytes: 1);
        var file = Path.Combine(disk.Folder, "facestream.yaml");
        File.WriteAllText(file, "tracker: {}\n");

        var filler = disk.Fill();
        var full = Assert.Throws<ProblemException>(() => GuardedWrite.Apply(file, "tracker: {}\n", "looks: {}\n"));
        Assert.Equal((507, "configuration-disk-full"), (full.Status, full.Code));
        Assert.Equal([file, filler], Directory.GetFiles(disk.Folder).Order());

        File.Delete(filler);
        disk.ProtectFromWriting();
        Assert.Equal("configuration-read-only", Assert.Throws<ProblemException>(() => GuardedWrite.Apply(file, "tracker: {}\n", "looks: {}\n")).Code);
        Assert.Equal("tracker: {}\n", File.ReadAllText(file));
    }

    [Fact]
    public async Task What_is_wrong_has_its_place_and_is_not_written()
    {
        await using var dashboard = await StartAsync();
        var version = (await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/configuration/text", Cancel)).GetProperty("version").GetString()!;
        const string Wrong = "cameras: [{ name: door, source: 'rtsp://***@10.0.0.7/x', fpss: 3 }]\ndashboard: { listen: '0.0.0.0:8080' }\n";
        const string Public = "dashboard: { listen: '0.0.0.0:8080' }\n";

        Assert.Equal([(1, Wrong.IndexOf("fpss", StringComparison.Ordinal) + 1)], await PlacesAsync(dashboard, Wrong));
        Assert.Equal([(1, 22)], await PlacesAsync(dashboard, Public));
        Assert.NotEmpty(await PlacesAsync(dashboard, "tracker: [\n"));
        using var refused = await PutAsync(dashboard, Wrong, version);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.DoesNotContain("hunter2", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal((Text, 0), (Written, _reloads));
    }

    [Theory]
    [InlineData("""{"text":null}""", "'text' is null")]
    [InlineData("{}", "it lacks 'text'")]
    public async Task No_text_is_no_configuration(string body, string words)
    {
        await using var dashboard = await StartAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Post, "check"), (HttpMethod.Put, "text?version=x") })
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/configuration/{path}") { Content = new StringContent(body, null, "application/json") };
            using var refused = await dashboard.Http.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(words, (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal((Text, 0), (Written, _reloads));
    }

    [Fact]
    public async Task A_file_that_somebody_else_has_changed_is_not_written_over()
    {
        await using var dashboard = await StartAsync();
        var version = (await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/configuration/text", Cancel)).GetProperty("version").GetString()!;
        _folder.Write("facestream.yaml", Text + "# mine\n");

        using var refused = await PutAsync(dashboard, "cameras: []\n", version);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal((Text + "# mine\n", 0), (Written, _reloads));
    }

    [Fact]
    public async Task Another_site_may_neither_check_nor_write()
    {
        await using var dashboard = await StartAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Post, "check"), (HttpMethod.Put, "text?version=x") })
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/configuration/{path}") { Content = JsonContent.Create(new { text = "" }), Headers = { { "Origin", "http://evil.example" } } };
            using var refused = await dashboard.Http.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task The_schema_says_what_each_setting_does()
    {
        await using var dashboard = await StartAsync();

        var settings = (await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/configuration/schema", Cancel)).EnumerateArray().ToArray();

        Assert.All(settings, setting => Assert.NotEmpty(setting.GetProperty("meaning").GetString()!));
        Assert.Contains(settings, setting => setting.GetProperty("key").GetString() == "cameras[].source" && setting.GetProperty("required").GetBoolean());
        Assert.Contains(settings, setting => setting.GetProperty("key").GetString() == "dashboard.listen" && setting.GetProperty("default").GetString() == "127.0.0.1:8080");
    }

    public void Dispose() => _folder.Dispose();

    private string Written => File.ReadAllText(Path.Combine(_folder.Path, "facestream.yaml"));

    private Task<TestDashboard> StartAsync()
    {
        var path = _folder.Write("facestream.yaml", Text);
        var started = ConfigurationFile.Read(Text, "facestream.yaml", _folder.Path, new Dictionary<string, string>());
        return TestDashboard.StartAsync(add: services => services.AddSingleton<IConfigurationEditor>(
            new ConfigurationEditor(path, new Dictionary<string, string>(), insecure: false, started, () => Task.FromResult(++_reloads > 0), new(_folder.Path))));
    }

    private static Task<HttpResponseMessage> PutAsync(TestDashboard dashboard, string text, string version) =>
        dashboard.Http.PutAsJsonAsync($"/api/v1/configuration/text?version={version}", new { text }, Cancel);

    private static async Task<(int Line, int Column)[]> PlacesAsync(TestDashboard dashboard, string text) =>
        [.. (await JsonAsync(await dashboard.Http.PostAsJsonAsync("/api/v1/configuration/check", new { text }, Cancel))).GetProperty("problems").EnumerateArray()
            .Select(problem => (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()))];

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        }
    }
}
