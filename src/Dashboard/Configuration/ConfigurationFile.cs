using System.Collections;
using FaceStream.Dashboard.Configuration.Yaml;

namespace FaceStream.Dashboard.Configuration;

/// <summary>Reads <c>facestream.yaml</c> and the environment into checked options.</summary>
internal static class ConfigurationFile
{
    /// <summary>Looked for where the command runs, then in the home folder.</summary>
    public const string Name = "facestream.yaml";

    /// <summary>This process's environment.</summary>
    public static IReadOnlyDictionary<string, string> Environment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);

    /// <summary>The file that applies when none is named, or <see langword="null"/>.</summary>
    public static string? Find(Home home) =>
        new[] { Path.GetFullPath(Name), Path.Combine(home.Folder, Name) }.FirstOrDefault(File.Exists);

    /// <summary>Reads, overrides, binds and checks.</summary>
    /// <param name="path">The file; <see langword="null"/> is an empty one.</param>
    /// <param name="environment">For overrides and <c>${VARIABLE}</c>.</param>
    /// <param name="cameras">
    /// Without them, the section is left alone: a command that opens no camera does not need their passwords.
    /// </param>
    /// <param name="home">Where the models are, when it is to be checked that those are there that are named.</param>
    /// <exception cref="ConfigurationException">All that is wrong.</exception>
    public static FaceStreamOptions Load(string? path, IReadOnlyDictionary<string, string> environment, bool cameras = true, Home? home = null)
    {
        var folder = path is null ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Read(path is null ? "" : Text(path), path is null ? "the environment" : Path.GetFileName(path), folder, environment, cameras, home);
    }

    /// <summary>The same of a text that is not in its file yet.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="shown">The file's name, for messages.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    /// <param name="environment">For overrides and <c>${VARIABLE}</c>.</param>
    /// <param name="cameras">Whether they are wanted.</param>
    /// <param name="home">Where the models are, when it is to be checked that those are there that are named.</param>
    /// <exception cref="ConfigurationException">All that is wrong.</exception>
    public static FaceStreamOptions Read(string text, string shown, string folder, IReadOnlyDictionary<string, string> environment, bool cameras = true, Home? home = null)
    {
        var problems = new Problems();
        var root = YamlReader.Read(text, shown, problems);
        // Half-read YAML would only add follow-up errors to the one that matters.
        problems.ThrowIfAny(shown);

        root = EnvironmentOverrides.Apply(root, environment, problems);
        if (!cameras)
            root = root with { Entries = [.. root.Entries.Where(entry => entry.Key != "cameras")] };
        var options = new OptionsBinder(environment, folder, problems).Bind<FaceStreamOptions>(root);
        ConfigurationChecks.Apply(options, root, problems);
        if (home is not null)
            ModelChecks.Apply(options, root, home, problems);
        problems.ThrowIfAny(shown);
        return options;
    }

    /// <summary>What stands in the file.</summary>
    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(path, [unreadable is FileNotFoundException or DirectoryNotFoundException
                ? new ConfigurationProblem("", ConfigurationFault.NoFile, "there is no such file. README.md shows a first one; 'facestream demo' needs none.", [])
                : Unreadable(Directory.Exists(path) ? "it is a folder. Name the file in it, such as facestream.yaml." : unreadable.Message)]);
        }
    }

    private static ConfigurationProblem Unreadable(string why) => new("", ConfigurationFault.Unreadable, why, [("words", why)]);
}
