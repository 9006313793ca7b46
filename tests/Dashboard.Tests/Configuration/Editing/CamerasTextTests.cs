using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Tests.Configuration.Editing;

public class CamerasTextTests
{
    private static readonly IReadOnlyList<Setting> Shed = [new("name", "shed"), new("source", "rtsp://10.0.0.9/a?channel=1&subtype=0"), new("max_fps", "5")];

    /// <summary>Two cameras, door and yard, in the layouts that people write; comments are numbered, and "in" the lines of one.</summary>
    public static TheoryData<string> Layouts =>
    [
        """
        # 1
        cameras:   # 2
          # 3
          - name: door   # in 4
            source: rtsp://a:b@10.0.0.7/x   # in 5

            # in 6
            max_fps: 10
          # 7
          - name: yard
            source: 'rtsp://10.0.0.8/y'
        # 8
        dashboard:
          listen: 127.0.0.1:8080   # 9

        """,
        "cameras:\n- name: door\n  source: rtsp://10.0.0.7/x\n- source: rtsp://10.0.0.8/y # in 1\n  name: yard",
        "cameras:\r\n  - name: door\r\n    source: rtsp://10.0.0.7/x # in 1\r\n  - name: yard\r\n    source: rtsp://10.0.0.8/y\r\n# 2\r\n",
        "cameras:\n  - { name: door, source: rtsp://10.0.0.7/x }   # in 1\n  - { name: yard, source: 'rtsp://10.0.0.8/y' }\n",
        "cameras: [{ name: door, source: rtsp://10.0.0.7/x }, { name: yard, source: rtsp://10.0.0.8/y }] # 1\ngallery: { path: x.db }\n",
        "{ cameras: [ { name: door, source: rtsp://10.0.0.7/x }, {name: yard,source: rtsp://10.0.0.8/y} ] }\n",
        "cameras: [\n  # 1\n  { name: door, source: rtsp://10.0.0.7/x },  # in 2\n  { name: yard, source: rtsp://10.0.0.8/y },  # in 3\n  # 4\n]\n# 5\n",
        "cameras: [\n  { name: door, source: rtsp://10.0.0.7/x },  # in 2\n  { name: yard, source: rtsp://10.0.0.8/y }  # in 3\n]\n# 5\n",
        "cameras: [{ name: door, source: rtsp://10.0.0.7/x },  # in 1\n          { name: yard, source: rtsp://10.0.0.8/y },]  # 2\n",
        "cameras: [\n    { name: door, source: rtsp://10.0.0.7/x }\n  , { name: yard,\n      source: rtsp://10.0.0.8/y }\n]\n# 1\n",
        "# 🚪 1\ncameras:\n  - name: door\n    source: rtsp://10.0.0.7/x   # in 🚪🚪\n  # 🚪 3\n  - name: yard\n    source: rtsp://10.0.0.8/y\n# ü 4\n",
        "cameras:\n  - name: door\n    source: rtsp://10.0.0.7/x\n  - name: yard\n    source:\n      rtsp://10.0.0.8/y # in 1\n\n\n# 2",
        "cameras:\n  -   name: door\n      max_fps:\n      source: >-\n        rtsp://10.0.0.7/x\n  - name: yard\n    source: \"rtsp:\\x2f\\x2f10.0.0.8/y\"\n",
    ];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void One_is_added_behind_the_others(string layout) => Changes(layout, text => text.Add(Shed), "door", "yard", "shed");

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_first_the_last_and_every_one_are_removed(string layout)
    {
        Changes(layout, text => text.Remove(text.Find("door")!), "yard");
        Changes(layout, text => text.Remove(text.Find("yard")!), "door");
        Changes(layout, text => RemoveFirst(RemoveFirst(text)));
        Changes(layout, text => RemoveFirst(RemoveFirst(text)).Add(Shed), "shed");
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Values_are_changed_and_added_and_the_rest_stays(string layout)
    {
        foreach (var name in (string[])["door", "yard"])
        {
            var after = Changes(layout, text => text.Change(text.Find(name)!, [new("name", "gate"), new("source", "rtsp://u:p'w@10.0.0.9/z"), new("max_fps", "2.5"), new("enabled", "false")]),
                [.. ((string[])["door", "yard"]).Select(other => other == name ? "gate" : other)]);

            var gate = Read(after).First(camera => camera.Name == "gate");
            Assert.Equal(("rtsp://u:p'w@10.0.0.9/z", 2.5, false), (gate.Source, gate.MaxFps, gate.Enabled));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet")]
    [InlineData("dashboard: { listen: '127.0.0.1:0' }")]
    [InlineData("cameras:\ngallery: { path: x.db }\n")]
    [InlineData("cameras:   # none\n\ngallery: { path: x.db }\n")]
    [InlineData("cameras: []   # none\n")]
    [InlineData("cameras: null")]
    [InlineData("cameras: ~ # none\ngallery: { path: x.db }\n")]
    public void The_first_one_finds_its_place(string text) => Changes(text, before => before.Add(Shed), "shed");

    [Fact]
    public void What_is_written_looks_like_its_neighbours()
    {
        const string Before = "cameras:\n    - name: door\n      source: rtsp://10.0.0.7/x   # the front\n    # spare\n\ngallery: {}\n";

        var after = CamerasText.Read(Before, "x.yaml").Add([new("name", "shed"), new("source", "rtsp://10.0.0.9/a b")]);

        Assert.Equal(
            "cameras:\n    - name: door\n      source: rtsp://10.0.0.7/x   # the front\n    - name: shed\n      source: 'rtsp://10.0.0.9/a b'\n    # spare\n\ngallery: {}\n",
            after.Text);
        Assert.Equal("@@ -3,0 +4,2 @@\n+    - name: shed\n+      source: 'rtsp://10.0.0.9/a b'\n", LineDiff.Between(CamerasText.Read(Before, "x.yaml"), after));
    }

    [Theory]
    [InlineData("cameras:\n  - name: door\n    source: rtsp://admin:hunter2@10.0.0.7/x\n")]
    [InlineData("cameras:\n  - name: door\n    source: \"rtsp:\\x2f\\x2fadmin:hunter2@10.0.0.7/x\"\n")]
    [InlineData("cameras:\n  - name: door\n    source: \"rtsp://adm\\\n      in:hunter2@10.0.0.7/x\"\n")]
    [InlineData("cameras:\n  - { name: door, source: rtsp://admin:hunter2@10.0.0.7/x } # was rtsp://admin:hunter2@10.0.0.6/x\n")]
    public void A_diff_shows_no_password(string text)
    {
        var before = CamerasText.Read(text, "x.yaml");
        foreach (var after in (CamerasText[])[
            before.Change(before.Find("door")!, [new("source", "rtsp://admin:hunter2changed@10.0.0.7/x")]),
            before.Change(before.Find("door")!, [new("name", "gate")]), before.Remove(before.Find("door")!)])
        {
            var diff = LineDiff.Between(before, after);

            Assert.DoesNotContain("hunter", diff, StringComparison.Ordinal);
        }

        Assert.Contains("***", LineDiff.Between(before, before.Remove(before.Find("door")!)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData("rtsp://10.0.0.7:554/a", "rtsp://10.0.0.7:554/a")]
    [InlineData("rtsp://10.0.0.7/a#b", "'rtsp://10.0.0.7/a#b'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("null", "'null'")]
    [InlineData("", "''")]
    [InlineData("a:", "'a:'")]
    [InlineData("- x", "'- x'")]
    public void A_value_is_quoted_where_it_could_be_taken_for_something_else(string text, string written) =>
        Assert.Equal(written, new Setting("key", text).Value);

    /// <summary>Does the change, and asserts that its result means the cameras, in order, and kept every comment and every other section.</summary>
    private static string Changes(string layout, Func<CamerasText, CamerasText> change, params string[] names)
    {
        var before = layout.ReplaceLineEndings(layout.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n");

        var after = change(CamerasText.Read(before, "x.yaml")).Text;

        Assert.Equal(names, Read(after).Select(camera => camera.Name));
        // Comments between the lines of a camera go with it; those around it stay.
        foreach (var comment in Comments(before).Where(comment => names.Length > 1 || !comment.StartsWith("in", StringComparison.Ordinal)))
            Assert.Contains($"# {comment}", after, StringComparison.Ordinal);
        Assert.Equal(before.Contains('\r', StringComparison.Ordinal), after.Contains('\r', StringComparison.Ordinal));
        Assert.Equal(after.Count(c => c == '\r'), before.Contains('\r', StringComparison.Ordinal) ? after.Count(c => c == '\n') : 0);
        return after;
    }

    private static IEnumerable<string> Comments(string text) =>
        text.Split('\n').Where(line => line.Contains("# ", StringComparison.Ordinal)).Select(line => line[(line.IndexOf("# ", StringComparison.Ordinal) + 2)..].TrimEnd('\r'));

    private static CamerasText RemoveFirst(CamerasText text) => text.Remove(text.Cameras[0]);

    private static IReadOnlyList<CameraOptions> Read(string text) => ConfigurationFile.Read(text, "x.yaml", "/", new Dictionary<string, string>()).Cameras;
}
