namespace FaceStream.Benchmarks;

/// <summary>Where the benchmarks were built.</summary>
internal static class Checkout
{
    /// <summary>The folder of models that set-up made.</summary>
    public static string Models()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FaceStream.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException($"No FaceStream.sln above {AppContext.BaseDirectory}."), "models");
    }
}
