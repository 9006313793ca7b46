namespace FaceStream.Recognizer.Models;

/// <summary>Where ONNX Runtime's libraries for GPUs are, if anywhere.</summary>
internal static class GpuLibraries
{
    /// <summary>A library's whole path.</summary>
    public static string? Find(string library) => Find(AppContext.BaseDirectory, library);

    /// <summary>As <see cref="Find(string)"/>, for a program in another folder.</summary>
    public static string? Find(string folder, string library) =>
        new[] { folder, Path.Combine(folder, "runtimes", "linux-x64", "native") } // from npm, from NuGet
            .Select(place => Path.Combine(place, library))
            .FirstOrDefault(File.Exists);
}
