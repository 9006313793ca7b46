using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Configuration;

/// <summary>The folder that everything else lies in, unless it is told otherwise.</summary>
/// <param name="Folder">Absolute.</param>
internal sealed record Home(string Folder)
{
    /// <summary>
    /// <c>FACESTREAM_HOME</c>, which the launcher sets; else the nearest folder above the program that holds
    /// <c>FaceStream.sln</c>; else the program's own.
    /// </summary>
    public static Home Find()
    {
        if (Environment.GetEnvironmentVariable("FACESTREAM_HOME") is { Length: > 0 } told)
            return new(Path.GetFullPath(told));

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FaceStream.sln")))
                return new(folder.FullName);
        }

        return new(AppContext.BaseDirectory);
    }

    /// <summary>Converted models, a folder each.</summary>
    public string Models => Path.Combine(Folder, "models");

    /// <summary>What FaceStream itself writes and keeps.</summary>
    public string State => Path.Combine(Folder, "state");

    /// <summary>The people.</summary>
    public string Gallery => Path.Combine(State, "gallery.db");

    /// <summary>Recipes, truth and people of the sample footage.</summary>
    public string Samples => Path.Combine(Folder, "sample-videos");

    /// <summary>The models of a configuration; those that FaceStream brings are made from npm packages in the home folder.</summary>
    public ModelStore OpenModels(FaceStreamOptions options) => new(options.Models.Folder ?? Models, Path.Combine(Folder, "node_modules"));
}
