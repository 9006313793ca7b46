using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.Dashboard.Web;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Service;

/// <summary>Changes cameras in the configuration file and then, by reading it again, in the service.</summary>
/// <param name="path">The file.</param>
/// <param name="environment">For its variables.</param>
/// <param name="running">The cameras that run.</param>
/// <param name="reload">Reads the file again.</param>
internal sealed class ConfiguredCameras(
    string path, IReadOnlyDictionary<string, string> environment, Func<IEnumerable<CameraOptions>> running, Func<Task<bool>> reload) : ICameraKeeper, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _file = Path.GetFileName(path);
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    public CameraSettingsView Show(string name)
    {
        var text = Guarded(() => CamerasText.Read(ConfigurationFile.Text(path), _file));
        return View(Known(text, name), []);
    }

    public Task<CameraChangeView> AddAsync(CameraRequest camera, ChangeQuery how, CancellationToken cancel) =>
        AddAsync(CameraProposal.Asked(camera, null), how, cancel);

    /// <summary>Adds one whose address no request has given: it may be a file of this machine.</summary>
    public Task<CameraChangeView> AddAsync(IReadOnlyList<Setting> settings, ChangeQuery how, CancellationToken cancel) => EditAsync(how, (text, before) =>
    {
        var added = CameraProposal.Bind(null, settings, environment, _folder);
        ThrowIfTaken(before, added.Name);
        return new(text.Add(settings), [.. before, added], View(null, settings));
    }, cancel);

    public Task<CameraChangeView> ChangeAsync(string name, CameraRequest camera, ChangeQuery how, CancellationToken cancel) => EditAsync(how, (text, before) =>
    {
        var known = Known(text, name);
        var settings = CameraProposal.Asked(camera, known);
        var changed = CameraProposal.Bind(known, settings, environment, _folder);
        ThrowIfTaken(before.Where(other => other.Name != name), changed.Name);
        return new(text.Change(known, settings), [.. before.Select(other => other.Name == name ? changed : other)], View(known, settings));
    }, cancel);

    public Task<CameraChangeView> RemoveAsync(string name, ChangeQuery how, CancellationToken cancel) => EditAsync(how, (text, before) =>
        new(text.Remove(Known(text, name)), [.. before.Where(other => other.Name != name)], null), cancel);

    public CameraOptions Proposed(CameraRequest camera)
    {
        if (camera.Name is not { } name || Guarded(() => CamerasText.Read(ConfigurationFile.Text(path), _file)).Find(name) is not { } known)
            return CameraProposal.Alone(camera);
        return CameraProposal.Bind(known, CameraProposal.Asked(camera, known), environment, _folder);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<CameraChangeView> EditAsync(ChangeQuery how, Func<CamerasText, IReadOnlyList<CameraOptions>, Edit> plan, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            // 1. The file as it is must be what runs. 2. The edit must say what was asked, and nothing else. 3. Written. 4. In force.
            var before = Guarded(() => CamerasText.Read(ConfigurationFile.Text(path), _file));
            var options = Guarded(() => Read(before.Text));
            if (how.Version is { } version && version != before.Version)
                throw Conflict("configuration-changed", $"{_file} is not what it was when the change was shown; look at it again.");
            if (!options.Cameras.SequenceEqual(running()))
                throw Conflict("configuration-changed", $"The cameras in {_file} were changed and are not in force yet: have it read again first (systemctl reload facestream).", ("reason", "not-in-force"));

            var edit = Guarded(() => plan(before, options.Cameras));
            Check(edit, options);
            var diff = LineDiff.Between(before, edit.Text);
            if (how.DryRun)
                return new(edit.Camera, Applied: false, diff, before.Version);
            GuardedWrite.Apply(path, before.Text, edit.Text.Text);
            return new(edit.Camera, Applied: await reload(), diff, edit.Text.Version);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Check(Edit edit, FaceStreamOptions before)
    {
        var after = Guarded(() => Read(edit.Text.Text));
        if (!after.Cameras.SequenceEqual(edit.Cameras) || SectionChanges.Between(before, after).Count > 0)
            throw Conflict("configuration-unusual", edit.Text.ByHand("is written in a way, or has values from environment variables, so that this change would say something else").Lines[0] + ".");
    }

    private FaceStreamOptions Read(string text) => ConfigurationFile.Read(text, _file, _folder, environment);

    private CameraSettingsView View(YamlMap? known, IReadOnlyList<Setting> settings)
    {
        var camera = CameraProposal.Bind(known, settings, environment, _folder);
        return CameraSettingsView.Of(camera, Shown("source", camera.Source), Shown("detect_source", camera.DetectSource));

        string Shown(string key, string bound) =>
            SourceAddress.Mask(settings.FirstOrDefault(setting => setting.Key == key)?.Text ?? (known?[key] as YamlScalar)?.Text ?? bound);
    }

    private static YamlMap Known(CamerasText text, string name) =>
        text.Find(name) ?? throw new ProblemException(StatusCodes.Status404NotFound, "no-such-camera", $"There is no camera '{name}'.", ("camera", name));

    private static void ThrowIfTaken(IEnumerable<CameraOptions> others, string name)
    {
        // As the configuration's own rule is: names that differ in case only are the same in some file names.
        if (others.FirstOrDefault(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } taken)
            throw Conflict("name-taken", $"There is a camera '{taken.Name}' already.", ("camera", taken.Name));
    }

    private static T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (ConfigurationException wrong)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "configuration-wrong", wrong.Message, ("words", wrong.Message)) { Faults = [.. wrong.Problems.Select(problem => new ProblemFault(problem.Place, problem.Code, problem.Values))] };
        }
    }

    private static ProblemException Conflict(string code, string words, params IReadOnlyList<(string Name, string Value)> values) =>
        new(StatusCodes.Status409Conflict, code, words, values);

    /// <summary>A new text, and what it must mean.</summary>
    private sealed record Edit(CamerasText Text, IReadOnlyList<CameraOptions> Cameras, CameraSettingsView? Camera);
}
