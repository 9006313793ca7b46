using System.IO.Compression;
using FaceStream.Dashboard.Output;
using FaceStream.Gallery;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Enrolment;

/// <summary>Pictures in a ZIP file, in a folder for each person. Nothing is unpacked to a disk, and nothing beyond what a picture may have.</summary>
internal sealed class PictureZip : IDisposable
{
    private const int MostFiles = 100_000;

    // A picture is compressed already: flat bitmaps reach a few hundred. Deflate's own limit, and so a bomb's ratio, is 1032.
    private const int MostRatio = 400;
    private const int SuspiciousFrom = 1 << 20;

    private readonly string _file;
    private readonly ZipArchive _zip;

    /// <summary>Opens the archive.</summary>
    /// <exception cref="CommandFailure">It is none, or has too many files.</exception>
    public PictureZip(string file)
    {
        _file = file;
        try
        {
            _zip = ZipFile.Open(file, ZipArchiveMode.Read, ZipNames.Encoding);
            if (_zip.Entries.Count > MostFiles)
                throw new CommandFailure(ExitCode.Refused, $"{file} has {_zip.Entries.Count} files; {MostFiles} is the most.", "Split it.");
        }
        catch (InvalidDataException e)
        {
            throw new CommandFailure(ExitCode.Refused, $"{file} is no ZIP file, or it is damaged: {e.Message}", cause: e);
        }
    }

    /// <summary>A person for each folder with pictures, wherever it stands; folders whose names are twins are one person.</summary>
    /// <exception cref="CommandFailure">There are no pictures in it.</exception>
    public IReadOnlyList<OfferedPerson> People()
    {
        OfferedPerson[] people =
        [
            .. _zip.Entries.Select(Offered).OfType<(string Name, OfferedPicture Picture)>()
                .GroupBy(one => PersonName.Key(one.Name), StringComparer.Ordinal)
                .Select(person => new OfferedPerson(person.First().Name, [.. person.Select(one => one.Picture)])),
        ];
        return people.Length > 0 ? people : throw new CommandFailure(ExitCode.NotFound, $"There are no pictures in {_file}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private (string, OfferedPicture)? Offered(ZipArchiveEntry entry)
    {
        var parts = entry.FullName.Split('/', '\\');
        var file = parts[^1];
        if (file.Length == 0 || parts.Any(part => part == "__MACOSX" || (part.StartsWith('.') && part is not ("." or ".."))))
            return null;
        if (!PictureFiles.IsPicture(file) && !file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return null;

        var fault = parts.Contains("..") || parts[0].Length == 0 || parts[0].EndsWith(':') ? "its path leads out of the archive"
            : IsLink(entry) ? "it is a link to another file"
            : !PictureFiles.IsPicture(file) ? "it is an archive within the archive; unpack it first"
            : parts.Length == 1 ? "it stands in no folder, and the folder is the person's name"
            : null;
        return (parts.Length > 1 ? parts[^2] : "", fault is null ? new(entry.FullName, () => Read(entry)) : OfferedPicture.Refused(entry.FullName, fault));
    }

    /// <summary>As Unix archivers note it: the file's mode in the upper half.</summary>
    private static bool IsLink(ZipArchiveEntry entry) => ((entry.ExternalAttributes >> 16) & 0xF000) == 0xA000;

    private static ReadOnlyMemory<byte> Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var kept = new MemoryStream();
        var part = new byte[64 << 10];
        while (kept.Length <= StillPicture.MaxBytes && stream.Read(part) is var read and > 0)
        {
            kept.Write(part, 0, read);
            if (kept.Length > SuspiciousFrom && kept.Length / MostRatio > entry.CompressedLength)
                throw new InvalidDataException($"it unpacks to more than {MostRatio} times its size, which no picture does");
        }

        return kept.ToArray();
    }
}
