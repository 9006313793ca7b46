using FaceStream.Dashboard.Configuration;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Zones;
using FaceStream.Tests;
using Microsoft.Extensions.Logging;

namespace FaceStream.Dashboard.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_whole_file_becomes_typed_options_with_paths_relative_to_it()
    {
        var options = Load("""
            # the front of the house
            cameras:
              - name: door
                source: rtsp://admin:${DOOR_PASSWORD}@10.0.0.7/main
                max_fps: 12.5
                transport: udp
                timeout: 1500ms
                min_face: 60
              - { name: hall, source: clips/hall.mp4, loop: true }
            gallery:
              path: people.db
            dashboard:
              listen: "[::1]:9000"
            logging: { level: warning }
            """, ("DOOR_PASSWORD", "p@ss"));

        var (door, hall) = (options.Cameras[0], options.Cameras[1]);
        Assert.Equal("rtsp://admin:p@ss@10.0.0.7/main", door.Source);
        Assert.Equal((12.5, RtspTransport.Udp, TimeSpan.FromSeconds(1.5), 60), (door.MaxFps, door.Transport, door.Timeout, door.MinFace));
        Assert.Equal((_folder["clips", "hall.mp4"], true, RtspTransport.Tcp), (hall.Source, hall.Loop, hall.Transport));
        Assert.Equal(_folder["people.db"], options.Gallery.Path);
        Assert.Equal("[::1]:9000", options.Dashboard.Listen);
        Assert.Equal(LogLevel.Warning, options.Logging.Level);
    }

    [Fact]
    public void Every_mistake_is_told_at_once_with_its_line_and_column()
    {
        var problems = Problems("""
            cameras:
              - name: door
                source: a.mp4
                max_fpss: 10
              - name: door
                source: b.mp4
                max_fps: fast
              - source: c.mp4
                min_face: 5
                loop: maybe
                transport: pigeon
                timeout: 9h
            dashbord:
              listen: 127.0.0.1:8080
            gallery: people.db
            logging:
              level: [debug]
            dashboard:
              listen: everywhere
            """);

        Assert.Equal(
        [
            "facestream.yaml:4:5: unknown key 'cameras[0].max_fpss'. Did you mean 'max_fps'?",
            "facestream.yaml:5:11: a camera is called 'door' already, at facestream.yaml:2:11; names tell them apart in metrics and addresses.",
            "facestream.yaml:7:14: cameras[1].max_fps must be a number, and is 'fast'.",
            "facestream.yaml:8:5: cameras[2].name is missing.",
            "facestream.yaml:9:15: cameras[2].min_face must be between 20 and 1000, and is '5'.",
            "facestream.yaml:10:11: cameras[2].loop must be true or false, and is 'maybe'.",
            "facestream.yaml:11:16: cameras[2].transport must be one of tcp, udp, and is 'pigeon'.",
            "facestream.yaml:12:14: cameras[2].timeout must be between 500ms and 5m, and is '9h'.",
            "facestream.yaml:13:1: unknown key 'dashbord'. Did you mean 'dashboard'?",
            "facestream.yaml:15:10: gallery must be a section of 'key: value' lines, and is 'people.db'.",
            "facestream.yaml:17:10: logging.level must be one of trace, debug, information, warning, error, critical, none, and is a list.",
            "facestream.yaml:19:11: dashboard.listen must be an address and a port, such as 127.0.0.1:8080 or [::1]:8080, and is 'everywhere'.",
        ], problems);
    }

    [Fact]
    public void Zones_are_shapes_with_or_without_a_name_and_can_be_moved_from_outside()
    {
        var camera = Load("""
            cameras:
              - name: hall
                source: a.mp4
                zones:
                  - points: [0 0, 0.5 0, 0.5 1]
                  - { name: the television, kind: exclude, points: ["0.2 0.2", 0.4 0.2, 0.3  0.4] }
            """, ("FACESTREAM__CAMERAS__0__ZONES__0__POINTS__1", "0.7 0.1")).Cameras[0];

        Assert.Equal((null, ZoneKind.Include), (camera.Zones[0].Name, camera.Zones[0].Kind));
        Assert.Equal([new(0, 0), new(0.7, 0.1), new(0.5, 1)], camera.Zones[0].Points);
        Assert.Equal(("the television", ZoneKind.Exclude, new(0.3, 0.4)), (camera.Zones[1].Name, camera.Zones[1].Kind, camera.Zones[1].Points[2]));
        Assert.True(camera.Area.Holds(new(0.5, 0.3)));
    }

    [Fact]
    public void What_is_wrong_with_a_zone_is_told_with_camera_zone_and_value()
    {
        var problems = Problems("""
            cameras:
              - name: hall
                source: a.mp4
                zones:
                  - { name: door, points: [0 0, 1 0] }
                  - { points: [0 0, 1.5 0, 1 1] }
                  - { name: bow, points: [0 0, 1 1, 1 0, 0 1] }
                  - { name: Door, kind: forbid, points: [0 0, 0.5 0.5, 1 1] }
                  - { name: "a\tb", points: [0 0, 1, north 0.5] }
                  - { name: none }
            """);

        Assert.Equal(
        [
            "facestream.yaml:5:31: camera 'hall', zone 'door': an outline has 3 to 64 points, and this one has 2.",
            "facestream.yaml:6:19: camera 'hall', zone 2: the point 1.5 0 lies outside the picture, which reaches from 0 0, its upper left corner, to 1 1, its lower right one.",
            "facestream.yaml:7:30: camera 'hall', zone 'bow': the line that begins at 0 0 crosses the one that begins at 1 0; name the corners in their order along the outline.",
            "facestream.yaml:8:29: cameras[0].zones[3].kind must be one of include, exclude, and is 'forbid'.",
            "facestream.yaml:8:17: camera 'hall', zone 'Door': another zone of this camera has that name already.",
            "facestream.yaml:8:45: camera 'hall', zone 'Door': the outline 0 0, 0.5 0.5, 1 1 encloses nothing.",
            "facestream.yaml:9:17: cameras[0].zones[4].name must be 1 to 64 characters, and is 'a\tb'.",
            "facestream.yaml:9:39: cameras[0].zones[4].points[1] must be a point, such as 0.25 0.5: how far across and how far down the picture, and is '1'.",
            "facestream.yaml:9:42: cameras[0].zones[4].points[2] must be a point, such as 0.25 0.5: how far across and how far down the picture, and is 'north 0.5'.",
            "facestream.yaml:10:9: cameras[0].zones[5].points is missing.",
        ], problems);
    }

    [Fact]
    public void A_key_that_resembles_none_is_answered_with_those_there_are()
    {
        var problem = Assert.Single(Problems("volume: 11"));

        Assert.Contains("unknown key 'volume'", problem, StringComparison.Ordinal);
        Assert.Contains("Known here: cameras, dashboard, ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_is_not_set_is_named_and_one_that_is_never_shows_its_value()
    {
        var problems = Problems("""
            cameras:
              - name: ${SECRET}
                source: rtsp://u:${MISSING}@h/
                max_fps: ${SECRET}
            """, ("SECRET", "hun ter2"));

        Assert.Contains("facestream.yaml:3:13: cameras[0].source: the environment variable MISSING is not set.", problems);
        Assert.Contains("facestream.yaml:4:14: cameras[0].max_fps must be a number, and is '${SECRET}'.", problems);
        Assert.DoesNotContain(problems, problem => problem.Contains("hun ter2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_in_a_source_is_masked_in_the_message_about_it()
    {
        var problem = Assert.Single(Problems("""
            gallery: rtsp://admin:hunter2@10.0.0.7/x
            """));

        Assert.Contains("10.0.0.7", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_dollars_write_a_plain_placeholder()
    {
        var options = Load("cameras: [{ name: a, source: 'rtsp://h/$${x}$y' }]");

        Assert.Equal("rtsp://h/${x}$y", options.Cameras[0].Source);
    }

    [Fact]
    public void The_environment_replaces_single_values_and_adds_cameras()
    {
        var options = Load("""
            cameras: [{ name: a, source: a.mp4, max_fps: 5 }]
            """,
            ("FACESTREAM__CAMERAS__0__MAX_FPS", "7"), ("FACESTREAM__CAMERAS__1__NAME", "b"),
            ("FACESTREAM__CAMERAS__1__SOURCE", "rtsp://b/"), ("FACESTREAM__DASHBOARD__LISTEN", "127.0.0.1:0"));

        Assert.Equal([("a", 7.0), ("b", 0.0)], options.Cameras.Select(camera => (camera.Name, camera.MaxFps)));
        Assert.Equal("127.0.0.1:0", options.Dashboard.Listen);
    }

    [Fact]
    public void A_wrong_variable_is_named_as_the_place_of_the_mistake()
    {
        var problems = Problems("", ("FACESTREAM__DASHBORD__LISTEN", "x"), ("FACESTREAM__CAMERAS__3__NAME", "x"));

        Assert.Contains("FACESTREAM__DASHBORD__LISTEN: unknown key 'dashbord'. Did you mean 'dashboard'?", problems);
        Assert.Contains("FACESTREAM__CAMERAS__3__NAME: '3' is not a place in this list; it has 0 entries, counted from 0.", problems);
    }

    [Fact]
    public void A_command_that_opens_no_camera_needs_none_of_their_secrets()
    {
        var file = _folder.Write("facestream.yaml", "cameras: [{ name: a, source: 'rtsp://${NOT_SET}@h/' }]");

        Assert.Empty(ConfigurationFile.Load(file, Environment([]), cameras: false).Cameras);
        Assert.Throws<ConfigurationException>(() => ConfigurationFile.Load(file, Environment([])));
    }

    [Fact]
    public void A_second_stream_is_on_the_network_and_so_is_the_first()
    {
        var problems = Assert.Throws<ConfigurationException>(() => Load("""
            cameras:
              - { name: a, source: 'rtsp://h/main', detect_source: 'small.mp4' }
              - { name: b, source: main.mp4, detect_source: 'rtsp://h/small' }
              - { name: c, source: 'rtsp://h/main', detect_source: 'exec:ls' }
            """)).Lines;

        Assert.Equal(3, problems.Count);
        Assert.Contains("detect_source is for a camera with two streams on the network", problems[0], StringComparison.Ordinal);
        Assert.Contains("detect_source is for a camera with two streams on the network", problems[1], StringComparison.Ordinal);
        Assert.Contains("exec", problems[2], StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_means_the_defaults()
    {
        var options = ConfigurationFile.Load(null, Environment([]));

        Assert.Empty(options.Cameras);
        Assert.Equal("127.0.0.1:8080", options.Dashboard.Listen);
    }

    public void Dispose() => _folder.Dispose();

    private FaceStreamOptions Load(string yaml, params (string Name, string Value)[] environment) =>
        ConfigurationFile.Load(_folder.Write("facestream.yaml", yaml), Environment(environment));

    private IReadOnlyList<string> Problems(string yaml, params (string Name, string Value)[] environment) =>
        Assert.Throws<ConfigurationException>(() => Load(yaml, environment)).Lines;

    private static Dictionary<string, string> Environment((string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value);
}
