using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Showing;

namespace FaceStream.Dashboard.Tests.Configuration.Showing;

public class ConfigurationViewTests
{
    private static readonly Dictionary<string, string> Environment = new() { ["DOOR_PASSWORD"] = "s3cret" };

    [Fact]
    public void What_is_in_force_is_shown_setting_by_setting_without_secrets_and_says_what_somebody_has_set()
    {
        var options = ConfigurationFile.Read(
            "cameras: [{ name: door, source: 'rtsp://viewer:${DOOR_PASSWORD}@10.0.0.7/x', timeout: 2s }]\nidentification: { false_alarm_rate: 0.01 }\n", "facestream.yaml", "/", Environment);

        var view = EffectiveConfiguration.Of("facestream.yaml", options, options.Cameras);

        var door = Section(view, "cameras[0] door");
        Assert.Equal("rtsp://***@10.0.0.7/x", Setting(door, "source").Value);
        Assert.Equal(new SettingView("timeout", "2s", IsDefault: false), Setting(door, "timeout"));
        Assert.True(Setting(door, "max_fps").IsDefault);
        Assert.Equal(new SettingView("false_alarm_rate", "0.01", IsDefault: false), Setting(Section(view, "identification"), "false_alarm_rate"));
        Assert.Equal(new SettingView("listen", "127.0.0.1:8080", IsDefault: true), Setting(Section(view, "dashboard"), "listen"));
        Assert.DoesNotContain(view.Sections.SelectMany(section => section.Settings), setting => setting.Value.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_wrong_has_its_place_and_the_lines_around_it_without_secrets()
    {
        const string Text = "cameras:\n  - name: door\n    source: rtsp://admin:hunter2@10.0.0.8/y\n    fpss: 3\n";
        var wrong = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(Text, "facestream.yaml", "/", Environment));

        var problem = Assert.Single(BrokenConfiguration.Of("facestream.yaml", Text, wrong.Problems).Problems);

        Assert.Equal((4, 5, 2), (problem.Line, problem.Column, problem.FirstLine));
        Assert.StartsWith("unknown key 'cameras[0].fpss'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(("unknown-key", "cameras[0].fpss"), (problem.Code, problem.Values["path"]));
        Assert.Equal(["  - name: door", "    source: rtsp://***@10.0.0.8/y", "    fpss: 3", ""], problem.Lines);
    }

    [Fact]
    public void A_problem_that_is_in_no_line_is_shown_as_it_is()
    {
        var problem = Assert.Single(BrokenConfiguration.Of("facestream.yaml", "", [new("FACESTREAM__X", ConfigurationFault.OverrideName, "a part of the name is empty.", [])]).Problems);

        Assert.Equal((0, "FACESTREAM__X: a part of the name is empty."), (problem.Line, problem.Message));
    }

    private static ConfigurationSectionView Section(ConfigurationView view, string name) => view.Sections.Single(section => section.Name == name);

    private static SettingView Setting(ConfigurationSectionView section, string key) => section.Settings.Single(setting => setting.Key == key);
}
