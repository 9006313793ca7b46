using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.Dashboard.Tests.Web;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Configuration;

/// <summary>Every way in which a configuration can be wrong, each broken once.</summary>
public sealed class ConfigurationFaultTests : IDisposable
{
    private static readonly ConfigurationFault[] All = Enum.GetValues<ConfigurationFault>();

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_rule_can_be_broken_and_says_so_in_a_sentence() =>
        Assert.All(All, fault =>
        {
            var problem = Assert.Single(Break(fault), problem => problem.Fault == fault);

            Assert.InRange(problem.Words.Length, 15, 1000);
            // Pages join sentences to others; `by-hand` is a part of one, and what the system says ends as it likes.
            Assert.True(fault is ConfigurationFault.ByHand or ConfigurationFault.Unreadable || problem.Words[^1] is '.' or '?', problem.Words);
        });

    [Fact]
    public async Task Every_rule_has_German_words_that_name_what_the_English_ones_name()
    {
        var problems = All.Select(fault => Break(fault).First(problem => problem.Fault == fault)).ToList();

        var (codes, said) = await GermanWords.OfAsync("configurationFaults", problems.Select(problem => (problem.Code, problem.Values)));

        Assert.Equal(All.Select(ConfigurationProblem.CodeOf).Order(StringComparer.Ordinal), codes.Order(StringComparer.Ordinal));
        Assert.All(said.Zip(problems), pair =>
        {
            var (german, problem) = pair;
            Assert.NotNull(german);
            Assert.InRange(german.Length, 10, 1000);
            Assert.DoesNotContain("undefined", german, StringComparison.Ordinal);
            // A key, a name or an address helps nobody who is not told it.
            Assert.All(problem.Named.Where(value => value.Name is "path" or "key" or "address" or "variable" or "camera" or "listen" && value.Value.Length > 0 && problem.Fault != ConfigurationFault.Tag),
                value => Assert.Contains(value.Value, german, StringComparison.Ordinal));
        });
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<ConfigurationProblem> Break(ConfigurationFault fault) => fault switch
    {
        ConfigurationFault.NoFile => Wrong(() => ConfigurationFile.Text(_folder["none.yaml"])),
        ConfigurationFault.Unreadable => Wrong(() => ConfigurationFile.Text(Directory.CreateDirectory(_folder["a-folder"]).FullName)),
        ConfigurationFault.ByHand => Wrong(() => CamerasText.Read("{ dashboard: {} }\n", "facestream.yaml").Add([new("name", "b")])),
        ConfigurationFault.ListenOpen => Edited("cameras: []\n", "dashboard: { listen: 0.0.0.0:8080 }\n"),
        ConfigurationFault.EmbedderUnknown => Edited("", $"models: {{ folder: '{TestModels.Store.Folder}', embedder: mobilefacenet-193 }}\n"),
        ConfigurationFault.Masked => Edited("cameras: [{ name: a, source: 'rtsp://u:p@host/' }]\n", "cameras: [{ name: a, source: 'rtsp://***@other/' }]\n"),
        ConfigurationFault.OverrideName => Load("", ("FACESTREAM__DASHBOARD____LISTEN", "x")),
        ConfigurationFault.OverrideIndex => Load("", ("FACESTREAM__CAMERAS__3__NAME", "x")),
        _ => Load(Text(fault)),
    };

    private static string Text(ConfigurationFault fault) => fault switch
    {
        ConfigurationFault.TooLong => new('#', YamlReader.MaxLength + 1),
        ConfigurationFault.Tab => "dashboard:\n\tlisten: x\n",
        ConfigurationFault.NotYaml => "dashboard: [\n",
        ConfigurationFault.SecondDocument => "a: 1\n---\nb: 2\n",
        ConfigurationFault.TooDeep => "a: " + new string('[', YamlReader.MaxDepth + 1),
        ConfigurationFault.Tag => "a: !x 1\n",
        ConfigurationFault.Anchor => "a: &x 1\n",
        ConfigurationFault.BadKey => "? [a, b]\n: 1\n",
        ConfigurationFault.NoKeys => "- a\n- b\n",
        ConfigurationFault.DuplicateKey => "dashboard: {}\ndashboard: {}\n",
        ConfigurationFault.UnknownKey => "dashbord: {}\n",
        ConfigurationFault.Missing => "cameras: [{ name: a }]\n",
        ConfigurationFault.NotText => "gallery: { path: [a] }\n",
        ConfigurationFault.NotBoolean => Camera("source: a.mp4, loop: maybe"),
        ConfigurationFault.NotWholeNumber => Camera("source: a.mp4, min_face: 1.5"),
        ConfigurationFault.NotNumber => Camera("source: a.mp4, max_fps: fast"),
        ConfigurationFault.NotTime => Camera("source: a.mp4, timeout: soon"),
        ConfigurationFault.NotPoint => Zone("points: [0 0, 1 0, north]"),
        ConfigurationFault.NotChoice => Camera("source: a.mp4, transport: pigeon"),
        ConfigurationFault.NotSection => "gallery: people.db\n",
        ConfigurationFault.NotList => "cameras: { name: a }\n",
        ConfigurationFault.OutOfRange => Camera("source: a.mp4, max_fps: 999"),
        ConfigurationFault.Empty => Camera("source: ' '"),
        ConfigurationFault.CameraName => "cameras: [{ name: the door, source: a.mp4 }]\n",
        ConfigurationFault.ZoneName => Zone("name: \"a\\tb\", points: [0 0, 1 0, 1 1]"),
        ConfigurationFault.VariableOpen => Camera("source: 'rtsp://${A'"),
        ConfigurationFault.VariableUnset => Camera("source: 'rtsp://${NOT_SET}@h/'"),
        ConfigurationFault.CameraNameTaken => "cameras:\n  - { name: a, source: a.mp4 }\n  - { name: A, source: b.mp4 }\n",
        ConfigurationFault.AddressEmpty => Camera("source: 'rtsp://h/', detect_source: ' '"),
        ConfigurationFault.AddressZero => Camera("source: \"a\\0b\""),
        ConfigurationFault.AddressKind => Camera("source: 'exec:ls'"),
        ConfigurationFault.AddressLength => Camera($"source: 'rtsp://h/{new string('a', 3000)}'"),
        ConfigurationFault.AddressSpace => Camera("source: 'rtsp://h/a b'"),
        ConfigurationFault.AddressSlashes => Camera("source: 'rtsp:h/a'"),
        ConfigurationFault.AddressHost => Camera("source: 'rtsp://u:p/q@/a'"),
        ConfigurationFault.AddressOwn => Camera("source: 'http://169.254.169.254/latest'"),
        ConfigurationFault.DetectSource => Camera("source: a.mp4, detect_source: 'rtsp://h/'"),
        ConfigurationFault.ZonePoints => Zone("points: [0 0, 1 0]"),
        ConfigurationFault.ZoneOutside => Zone("points: [0 0, 1 0, 1 1.5]"),
        ConfigurationFault.ZoneCrossing => Zone("points: [0 0, 1 1, 1 0, 0 1]"),
        ConfigurationFault.ZoneFlat => Zone("points: [0 0, 0.5 0.5, 1 1]"),
        ConfigurationFault.ZoneNameEmpty => Zone("name: ' ', points: [0 0, 1 0, 1 1]"),
        ConfigurationFault.ZoneNameTaken => Zone("name: a, points: [0 0, 1 0, 1 1] }, { name: A, points: [0 0, 1 0, 1 1]"),
        ConfigurationFault.Listen => "dashboard: { listen: everywhere }\n",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Nobody knows how to break this rule."),
    };

    private static string Camera(string settings) => $"cameras: [{{ name: a, {settings} }}]\n";

    private static string Zone(string settings) => Camera($"source: a.mp4, zones: [{{ {settings} }}]");

    private IReadOnlyList<ConfigurationProblem> Load(string yaml, params (string Name, string Value)[] environment) =>
        Wrong(() => ConfigurationFile.Load(_folder.Write("facestream.yaml", yaml), environment.ToDictionary(variable => variable.Name, variable => variable.Value)));

    /// <summary>What the editor finds; in the form that it shows, as the pages get it.</summary>
    private IReadOnlyList<ConfigurationProblem> Edited(string before, string after)
    {
        var editor = new ConfigurationEditor(_folder.Write("facestream.yaml", before), new Dictionary<string, string>(), insecure: false, started: null, () => Task.FromResult(true), new(_folder.Path));
        return [.. editor.Check(after).Problems.Select(view => new ConfigurationProblem("", All.Single(fault => ConfigurationProblem.CodeOf(fault) == view.Code), view.Message, [.. view.Values.Select(value => (value.Key, value.Value))]))];
    }

    private static IReadOnlyList<ConfigurationProblem> Wrong(Action act) => Assert.Throws<ConfigurationException>(act).Problems;
}
