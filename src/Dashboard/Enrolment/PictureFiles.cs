using FaceStream.Dashboard.Output;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Enrolment;

/// <summary>Pictures as an operator names them: files, and folders of files.</summary>
internal static class PictureFiles
{
    // Those that cannot be read are here too: a folder of HEIC deserves a word about each rather than silence.
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".heic", ".heif", ".avif", ".gif", ".tif", ".tiff"];

    /// <summary>Every picture, in the order given; those of a folder by name.</summary>
    /// <exception cref="CommandFailure">A path is not there, or a folder has no pictures.</exception>
    public static IReadOnlyList<OfferedPicture> At(IEnumerable<string> paths) => [.. paths.SelectMany(At).Select(path => Offered(path, path))];

    /// <summary>Whether a file has the name of a picture.</summary>
    public static bool IsPicture(string file) => Endings.Contains(Path.GetExtension(file).ToLowerInvariant());

    /// <summary>A file that is read when it is its turn.</summary>
    public static OfferedPicture Offered(string path, string shown) => new(shown, () =>
    {
        // The head of what is too large says what it is; the decoder refuses the rest.
        using var stream = File.OpenRead(path);
        var bytes = new byte[Math.Min(stream.Length, StillPicture.MaxBytes + 1)];
        return bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    });

    /// <summary>A person for each folder inside, by name.</summary>
    /// <exception cref="CommandFailure">There is no such folder, or no folder inside.</exception>
    public static IReadOnlyList<OfferedPerson> ByPerson(string folder)
    {
        if (File.Exists(folder))
            throw new CommandFailure(ExitCode.Usage, $"{folder} is neither a folder nor a file that ends in .zip or .csv.", $"For one picture: facestream enroll NAME {folder}");
        if (!Directory.Exists(folder))
            throw new CommandFailure(ExitCode.NotFound, $"There is no {folder}.");
        return PeopleIn(folder) is { Count: > 0 } people
            ? people
            : throw new CommandFailure(ExitCode.Usage, $"{folder} has no folders inside; --from wants one for each person, named as the person.",
                $"For one person: facestream enroll NAME {folder}");
    }

    /// <summary>A person for each folder inside, by name; nobody where there is none.</summary>
    /// <param name="folder">It is there.</param>
    public static IReadOnlyList<OfferedPerson> PeopleIn(string folder) =>
    [
        .. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where(inside => !Hidden(inside))
            .Select(inside => new OfferedPerson(Path.GetFileName(inside), [.. Inside(inside).Select(path => Offered(path, path))])),
    ];

    private static IEnumerable<string> At(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new CommandFailure(ExitCode.NotFound, $"There is no picture {path}.");
        return Inside(path) is { Count: > 0 } pictures ? pictures : throw new CommandFailure(ExitCode.NotFound, $"There are no pictures in {path}.");
    }

    private static List<string> Inside(string folder) =>
        [.. Directory.GetFiles(folder).Where(file => !Hidden(file) && IsPicture(file)).Order(StringComparer.Ordinal)];

    private static bool Hidden(string path) => Path.GetFileName(path).StartsWith('.');
}
