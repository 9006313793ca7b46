using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Enrolment;

/// <summary>Pictures as an operator names them: files, and folders of files.</summary>
internal static class PictureFiles
{
    // Those that cannot be read are here too: a folder of HEIC deserves a word about each rather than silence.
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".heic", ".heif", ".avif", ".gif", ".tif", ".tiff"];

    /// <summary>Every picture, in the order given; those of a folder by name.</summary>
    /// <exception cref="CommandFailure">A path is not there, or a folder has no pictures.</exception>
    public static IReadOnlyList<string> At(IEnumerable<string> paths) => [.. paths.SelectMany(At)];

    /// <summary>A person for each folder inside, by name.</summary>
    /// <exception cref="CommandFailure">There is no such folder, or no folder inside.</exception>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Pictures)> ByPerson(string folder)
    {
        if (!Directory.Exists(folder))
            throw new CommandFailure(ExitCode.NotFound, $"There is no folder {folder}.");
        var people = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where(inside => !Hidden(inside)).ToList();
        return people.Count > 0
            ? [.. people.Select(inside => (Path.GetFileName(inside), (IReadOnlyList<string>)[.. Inside(inside)]))]
            : throw new CommandFailure(ExitCode.Usage, $"{folder} has no folders inside; --from wants one for each person, named as the person.",
                $"For one person: facestream enroll NAME {folder}");
    }

    private static IEnumerable<string> At(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new CommandFailure(ExitCode.NotFound, $"There is no picture {path}.");
        return Inside(path) is { Count: > 0 } pictures ? pictures : throw new CommandFailure(ExitCode.NotFound, $"There are no pictures in {path}.");
    }

    private static List<string> Inside(string folder) =>
        [.. Directory.GetFiles(folder).Where(file => !Hidden(file) && Endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)];

    private static bool Hidden(string path) => Path.GetFileName(path).StartsWith('.');
}
