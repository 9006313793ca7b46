using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace FaceStream.Gallery.Transfer;

/// <summary>Writes people into a ZIP file, one at a time, and the manifest at its end.</summary>
internal sealed class ArchiveWriter(Stream stream) : IDisposable
{
    private readonly ZipArchive _zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<ArchivedPerson> _people = [];
    private int _looks;

    /// <summary>Adds a person.</summary>
    public void Add(PersonCopy person) =>
        _people.Add(new(person.Name, person.Created, [.. person.Looks.Select(Add)], person.Hidden));

    /// <summary>Writes the manifest; without it the file is no archive.</summary>
    /// <returns>How many people and looks it has.</returns>
    public (int People, int Looks) Finish(DateTimeOffset now)
    {
        using var manifest = _zip.CreateEntry(ArchiveManifest.File).Open();
        JsonSerializer.Serialize(manifest, new(ArchiveManifest.Kind, ArchiveManifest.Newest, now, _people), ArchiveJson.Default.ArchiveManifest);
        return (_people.Count, _looks);
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private ArchivedLook Add(LookCopy copy)
    {
        var (look, number) = (copy.Look, ++_looks);
        return new(
            look.Embedding.Model, look.Quality, look.Source, copy.Created,
            Add($"looks/{number:000000}.f32", MemoryMarshal.AsBytes(look.Embedding.Vector.Span)),
            look.Picture.IsEmpty ? null : Add($"looks/{number:000000}.jpg", look.Picture.Span),
            look.Pose?.Yaw, look.Pose?.Pitch, look.Restored, look.Digest.IsEmpty ? null : Convert.ToHexStringLower(look.Digest.Span), look.Forced);
    }

    private ArchivedFile Add(string name, ReadOnlySpan<byte> bytes)
    {
        // Neither vectors nor JPEGs get smaller.
        using var file = _zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        file.Write(bytes);
        return new(name, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
