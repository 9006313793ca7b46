namespace FaceStream.Dashboard.Output;

/// <summary>Files that a command is asked to write.</summary>
internal static class OutputFiles
{
    /// <summary>Refuses a file that cannot be written, or whose writing would destroy what is read, before anything is opened or loaded.</summary>
    /// <param name="option">That names the file, such as <c>--out</c>.</param>
    /// <param name="path">Of the file.</param>
    /// <param name="sources">What is read: files, folders, or addresses, which are passed by.</param>
    /// <exception cref="CommandFailure">It is one of the sources, or lies in no folder.</exception>
    public static void Expect(string option, string path, params IEnumerable<string> sources)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new CommandFailure(ExitCode.NotFound, $"{option} {path}: there is no such folder to write into.", $"mkdir -p {folder}");

        // What is not there yet is nobody's recording.
        if (File.Exists(path) && sources.FirstOrDefault(source => IsSame(source, path)) is { } read)
            throw new CommandFailure(ExitCode.Usage, $"{option} {path} would overwrite what is read{(read == path ? "" : $", {read}")}.", "Name another file.");
    }

    private static bool IsSame(string source, string path) => File.Exists(source)
        ? Real(source) == Real(path)
        // Whatever lies in a folder may be one of its videos, but for the records of an earlier run.
        : Directory.Exists(source) && Real(source) == Path.GetDirectoryName(Real(path)) && !path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path without links, in whichever folder of it they are.</summary>
    private static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } folder)
            return full;
        var here = Path.Combine(Real(folder), Path.GetFileName(full));
        return File.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? Real(target.FullName) : here;
    }
}
