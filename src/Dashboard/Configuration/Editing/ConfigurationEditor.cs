using FaceStream.Dashboard.Configuration.Showing;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.Dashboard.Service;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>Lets the text of the configuration be changed as a whole. What it refuses is a <see cref="ProblemException"/>.</summary>
internal interface IConfigurationEditor
{
    /// <summary>As it stands in the file, without secrets.</summary>
    ConfigurationTextView Read();

    /// <summary>What is wrong with a text, and what would change.</summary>
    ConfigurationCheckView Check(string text);

    /// <summary>Writes a text in which nothing is wrong, and has it read.</summary>
    Task<ConfigurationCheckView> WriteAsync(string text, string version);
}

/// <summary>Edits a file.</summary>
/// <param name="path">The file.</param>
/// <param name="environment">For its variables.</param>
/// <param name="insecure">It may listen where other machines reach it.</param>
/// <param name="started">What the service was started with; null where none runs yet.</param>
/// <param name="reload">Reads the file again.</param>
/// <param name="home">Where the models are that it may name.</param>
internal sealed class ConfigurationEditor(
    string path, IReadOnlyDictionary<string, string> environment, bool insecure, FaceStreamOptions? started, Func<Task<bool>> reload, Home home) : IConfigurationEditor
{
    private readonly string _file = Path.GetFileName(path);
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    public ConfigurationTextView Read()
    {
        var text = MaskedText.Of(Text());
        return new(_file, text.Shown, TextVersion.Of(text.Text));
    }

    public ConfigurationCheckView Check(string text) => Plan(text).View;

    public async Task<ConfigurationCheckView> WriteAsync(string text, string version)
    {
        var (before, after, view) = Plan(text);
        if (version != view.Version)
            throw new ProblemException(StatusCodes.Status409Conflict, "configuration-changed", $"{_file} is not what it was when you began to change it; look at it again.");
        if (view.Problems is [var wrong, ..])
        {
            var words = wrong.Line > 0 ? $"Line {wrong.Line}, column {wrong.Column}: {wrong.Message}" : wrong.Message;
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "configuration-wrong", words, ("words", wrong.Message)) { Faults = [new("", wrong.Code, wrong.Values)] };
        }

        GuardedWrite.Apply(path, before, after);
        return view with { Applied = await reload(), Version = TextVersion.Of(after) };
    }

    private (string Before, string After, ConfigurationCheckView View) Plan(string text)
    {
        var before = MaskedText.Of(Text());
        var problems = new Problems();
        var restored = before.Restore(text, _file, problems);
        var options = problems.Found.Count == 0 ? Understand(restored.Text, problems) : null;
        var found = BrokenConfiguration.Of(_file, text, problems.Found).Problems.Select(problem => problem with { Column = restored.Column(problem.Line, problem.Column) });
        return (before.Text, restored.Text, new(
            [.. found], LineDiff.Between(before, MaskedText.Of(restored.Text)), started is null || options is null ? [] : SectionChanges.Between(started, options),
            Applied: false, TextVersion.Of(before.Text)));
    }

    private FaceStreamOptions? Understand(string text, Problems problems)
    {
        try
        {
            var options = ConfigurationFile.Read(text, _file, _folder, environment, home: home);
            // Whoever is far away would lock themselves out with the next start.
            if (!insecure && ListenAddress.TryParse(options.Dashboard.Listen, out var address) && !address.IsLoopback)
            {
                var listen = (YamlReader.Read(text, _file, new Problems())["dashboard"] as YamlMap)?["listen"];
                problems.Add(
                    listen?.Place ?? _file, ConfigurationFault.ListenOpen,
                    $"other machines reach {options.Dashboard.Listen}, and nobody has to sign in, so FaceStream would not start again. Listen on 127.0.0.1 behind a proxy that asks who they are, or start it with --insecure.",
                    ("listen", options.Dashboard.Listen));
            }

            return options;
        }
        catch (ConfigurationException wrong)
        {
            problems.Add(wrong.Problems);
            return null;
        }
    }

    private string Text()
    {
        try
        {
            return ConfigurationFile.Text(path);
        }
        catch (ConfigurationException unreadable)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "configuration-unreadable", unreadable.Message);
        }
    }
}

/// <summary>Where there is no file, as in the demo.</summary>
internal sealed class NoConfigurationFile : IConfigurationEditor
{
    public ConfigurationTextView Read() => throw None();

    public ConfigurationCheckView Check(string text) => throw None();

    public Task<ConfigurationCheckView> WriteAsync(string text, string version) => throw None();

    private static ProblemException None() => new(
        StatusCodes.Status409Conflict, "no-configuration", "This is the demo: there is no facestream.yaml that could be changed. Write one with your own cameras, as README.md shows, and start: facestream run");
}
