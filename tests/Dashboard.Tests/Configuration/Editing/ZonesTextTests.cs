using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Editing;

namespace FaceStream.Dashboard.Tests.Configuration.Editing;

/// <summary>Zones in the text of a configuration: what is not changed stays as it was written.</summary>
public class ZonesTextTests
{
    private const string Two = """
        cameras:
          - name: hall
            source: rtsp://10.0.0.7/x
            zones:    # 1
              # 2
              - name: door   # 3
                points: [0 0, 0.5 0, 0.5 1]   # 4
              # 5
              - name: clock
                kind: exclude   # 6
                points:
                  - 0.1 0.1
                  - 0.2 0.1
                  - 0.2 0.2
            max_fps: 5   # 7
          - name: yard
            source: rtsp://10.0.0.8/y

        """;

    private static readonly ZoneView Door = new("door", "include", [[0, 0], [0.5, 0], [0.5, 1]]),
        Clock = new("clock", "exclude", [[0.1, 0.1], [0.2, 0.1], [0.2, 0.2]]), Shelf = new("the shelf", "exclude", [[0.6, 0], [1, 0], [1, 0.123456]]);

    public static TheoryData<string> Layouts =>
    [
        Two,
        Two.Replace("\n", "\r\n", StringComparison.Ordinal),
        "cameras:\n  - name: hall\n    source: rtsp://10.0.0.7/x\n    zones: [{ name: door, points: [0 0, 0.5 0, 0.5 1] }, { name: clock, kind: exclude, points: [0.1 0.1, 0.2 0.1, 0.2 0.2] }] # 1\n",
        "cameras:\n  - name: hall\n    source: rtsp://10.0.0.7/x\n    zones:\n    - { name: door, points: [0 0, 0.5 0, 0.5 1] } # 1\n    - { name: clock, kind: exclude, points: [0.1 0.1, 0.2 0.1, 0.2 0.2] } # 2\n",
        "cameras: [{ name: hall, source: rtsp://10.0.0.7/x, zones: [{ name: door, points: [0 0, 0.5 0, 0.5 1] }, { name: clock, kind: exclude, points: [0.1 0.1, 0.2 0.1, 0.2 0.2] }] }] # 1\n",
        "cameras:\n  - zones:\n      - points: [0 0, 0.5 0, 0.5 1]\n        name: door\n      - points: [0.1 0.1, 0.2 0.1, 0.2 0.2]\n        kind: exclude\n        name: clock\n    name: hall\n    source: rtsp://10.0.0.7/x",
        "cameras:\n  - name: hall # 1\n    source: rtsp://10.0.0.7/x # 2\n",
        "cameras:\n  - name: hall\n    zones: # 1\n    source: rtsp://10.0.0.7/x\n",
        "cameras:\n  - name: hall\n    zones: []   # 1\n    source: rtsp://10.0.0.7/x\n",
    ];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Whatever_was_drawn_is_what_the_file_then_says(string layout)
    {
        foreach (var zones in (ZoneView[][])[
            [], [Door], [Clock], [Shelf], [Door, Clock], [Clock, Door], [Door, Clock, Shelf], [Shelf, Door, Clock], [Door, Shelf, Clock], [Shelf, Clock],
            [Door with { Points = Shelf.Points }, Clock with { Kind = "include" }], [Door with { Kind = "exclude" }, Clock], [Door with { Name = "gate" }, Clock],
            [Door with { Name = null }, Clock with { Name = null }], [Shelf with { Name = null }, Door, Clock, Shelf with { Kind = null }]])
        {
            var after = Draw(layout, zones);

            var read = ConfigurationFile.Read(after, "x.yaml", "/", new Dictionary<string, string>()).Cameras;
            Assert.Equal(zones.Select(zone => ZoneView.Of(Rounded(zone))).Select(Words), read[0].Zones.Select(zone => Words(ZoneView.Of(zone))));
            Assert.Equal(("hall", "rtsp://10.0.0.7/x"), (read[0].Name, read[0].Source));
            Assert.Equal(layout.Contains("yard", StringComparison.Ordinal) ? ["hall", "yard"] : ["hall"], read.Select(camera => camera.Name));
            Assert.Equal(after.Count(c => c == '\r'), layout.Contains('\r', StringComparison.Ordinal) ? after.Count(c => c == '\n') : 0);
        }
    }

    [Fact]
    public void A_zone_that_is_moved_changes_its_own_line_and_every_comment_stays()
    {
        var after = Draw(Two, [Door with { Points = [[0, 0], [0.4, 0], [0.5, 1]] }, Clock, Shelf]);

        Assert.Equal(
            Two.Replace("[0 0, 0.5 0, 0.5 1]", "[0 0, 0.4 0, 0.5 1]", StringComparison.Ordinal)
                .Replace("          - 0.2 0.2\n", "          - 0.2 0.2\n      - name: 'the shelf'\n        kind: exclude\n        points: [0.6 0, 1 0, 1 0.1235]\n", StringComparison.Ordinal),
            after);
    }

    [Fact]
    public void A_zone_that_goes_leaves_the_others_and_the_last_takes_the_key_along()
    {
        Assert.Equal(
            Two.Replace("      - name: door   # 3\n        points: [0 0, 0.5 0, 0.5 1]   # 4\n", "", StringComparison.Ordinal), Draw(Two, [Clock]));
        Assert.DoesNotContain("zones", Draw(Two, []), StringComparison.Ordinal);
        Assert.Contains("    max_fps: 5   # 7\n", Draw(Two, []), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_zone_of_a_camera_is_written_behind_its_other_lines() => Assert.Equal(
        Two + "    zones:\n      - name: door\n        kind: include\n        points: [0 0, 0.5 0, 0.5 1]\n",
        Draw(Two, [Door], camera: "yard"));

    private static string Draw(string text, ZoneView[] zones, string camera = "hall")
    {
        var before = CamerasText.Read(text, "x.yaml");
        return before.Change(before.Find(camera)!, new CameraRequest(Zones: zones).Settings).Text;
    }

    private static StreamIngest.Zones.Zone Rounded(ZoneView zone) => new()
    {
        Name = zone.Name, Kind = zone.Kind == "exclude" ? StreamIngest.Zones.ZoneKind.Exclude : StreamIngest.Zones.ZoneKind.Include,
        Points = [.. zone.Points!.Select(point => new StreamIngest.Zones.ZonePoint(Math.Round(point[0], 4), Math.Round(point[1], 4)))],
    };

    private static string Words(ZoneView zone) => $"{zone.Name} {zone.Kind} {string.Join(", ", zone.Points!.Select(point => FormattableString.Invariant($"{point[0]} {point[1]}")))}";
}
