using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.Dashboard.Web;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Cameras;

/// <summary>What a request makes of a camera, checked by the rules of the configuration and by some that hold for requests alone.</summary>
internal static class CameraProposal
{
    // A problem's place, where a file would have line and column.
    private const string Place = "camera";

    /// <summary>A camera that nothing is known of but the request; without a name, it is called <c>test</c>.</summary>
    public static CameraOptions Alone(CameraRequest request) =>
        Bind(null, Asked(request with { Name = request.Name ?? "test" }, null), new Dictionary<string, string>(), "/");

    /// <summary>The settings that the request changes.</summary>
    /// <exception cref="ProblemException">The address is not one that a request may give.</exception>
    public static IReadOnlyList<Setting> Asked(CameraRequest request, YamlMap? known)
    {
        if (request.Zones?.Any(zone => zone is null) == true)
            throw Bad("rule", "A zone is null; leave it out, or say where it is.");
        var changes = request with { Source = New(request.Source, known?["source"]), DetectSource = New(request.DetectSource, known?["detect_source"]) };
        // A variable's value would be shown with what it was written into.
        if (changes.Settings.SelectMany(setting => setting.Words).Any(word => word.Contains("${", StringComparison.Ordinal)))
            throw Bad("variable", "Variables such as ${DOOR_PASSWORD} are for the configuration file; write them there by hand.");
        if (changes.Source is { } source)
            CheckSource(source);
        if (changes.DetectSource is { Length: > 0 } detection)
            CheckSource(detection);
        return changes.DetectSource is "" && known?["detect_source"] is null ? (changes with { DetectSource = null }).Settings : changes.Settings;
    }

    /// <summary>The address, unless it is what is written, as that is shown.</summary>
    private static string? New(string? asked, YamlNode? known) => known is YamlScalar { Text: var old } && SourceAddress.Mask(old) == asked ? null : asked;

    /// <summary>The camera with the settings.</summary>
    /// <param name="known">As it is written; null for a new one.</param>
    /// <param name="changes">What is to be different.</param>
    /// <param name="environment">For the variables in what is written.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    /// <exception cref="ProblemException">A rule is broken.</exception>
    public static CameraOptions Bind(YamlMap? known, IReadOnlyList<Setting> changes, IReadOnlyDictionary<string, string> environment, string folder)
    {
        var problems = new Problems();
        var entries = (known?.Entries ?? []).Where(entry => changes.All(change => change.Key != entry.Key))
            .Concat(changes.Select(change => new YamlEntry(change.Key, Place, change.Node(Place))));
        var map = new YamlMap(Place, [.. entries]);
        var camera = new OptionsBinder(environment, folder, problems).Bind<CameraOptions>(map);
        ZoneChecks.Apply([camera], new YamlList(Place, [map]), problems);
        return problems.Found.Count == 0 ? camera : throw Bad("rule", string.Join(" ", problems.Found.Select(problem => problem.Words)), [.. problems.Found.Select(problem => new ProblemFault("", problem.Code, problem.Values))]);
    }

    /// <summary>
    /// A request may come from far: it names cameras on the network only. What lies on this machine, and the variables
    /// of this process, are for whoever may write the file.
    /// </summary>
    private static void CheckSource(string source)
    {
        try
        {
            if (SourceAddress.Parse(source).Kind is not (SourceKind.Rtsp or SourceKind.Http))
                throw Bad("kind", "The address begins with rtsp://, rtsps://, http:// or https://. Files and devices of this machine are added in the configuration file, by hand.");
        }
        catch (BadAddressException wrong)
        {
            var problem = ConfigurationChecks.About(wrong, Place);
            throw Bad("rule", problem.Words, new ProblemFault("", problem.Code, problem.Values));
        }

        if (source.Contains("***", StringComparison.Ordinal))
            throw Bad("masked", "The *** stands for what is not shown; for another address, give user name and password again.");
    }

    private static ProblemException Bad(string reason, string words, params IReadOnlyList<ProblemFault> faults) =>
        new(StatusCodes.Status422UnprocessableEntity, "bad-camera", words, ("reason", reason), ("words", words)) { Faults = faults };
}
