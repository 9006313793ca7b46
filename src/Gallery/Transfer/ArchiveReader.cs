using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using FaceStream.Gallery.Coverage;

namespace FaceStream.Gallery.Transfer;

/// <summary>Reads what <see cref="ArchiveWriter"/> wrote, or somebody who means harm: nothing is unpacked to a disk, and no file is read beyond its limit.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private const int MostManifestBytes = 256 << 20;      // half a million looks
    private const int MostPictureBytes = 4 << 20;         // a crop of 1024 columns has a tenth of that
    private const int MostVectorBytes = sizeof(float) * EmbeddingRules.LargestDimension;

    private readonly ZipArchive _zip;
    private readonly ArchiveManifest _manifest;
    private readonly string _model;

    /// <summary>Opens an archive.</summary>
    /// <param name="stream">Can seek; stays open.</param>
    /// <param name="model">The embedder in use: a look of another one needs its picture.</param>
    /// <exception cref="GalleryRefusedException">It is none, or of a newer version.</exception>
    public ArchiveReader(Stream stream, string model)
    {
        _model = model;
        try
        {
            _zip = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            _manifest = JsonSerializer.Deserialize(Bytes(ArchiveManifest.File, MostManifestBytes), ArchiveJson.Default.ArchiveManifest)!;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            _zip?.Dispose();
            throw Refusal($"The file is no archive of people that FaceStream exported, or it is damaged: {e.Message}");
        }

        if (_manifest is not { Format: ArchiveManifest.Kind, Version: >= 1 and <= ArchiveManifest.Newest })
        {
            _zip.Dispose();
            throw Refusal($"The archive is '{_manifest?.Format}' version {_manifest?.Version}; this FaceStream reads '{ArchiveManifest.Kind}' up to version {ArchiveManifest.Newest}.");
        }

        if (_manifest.People.Any(person => person?.Looks.Contains(null!) != false))
        {
            _zip.Dispose();
            throw Refusal("The file is no archive of people that FaceStream exported, or it is damaged: a person or a look is null");
        }
    }

    /// <summary>Whether a file is what <see cref="ArchiveWriter"/> writes, before anything is made for it; what is in it is for <see cref="People"/> to see.</summary>
    /// <exception cref="GalleryRefusedException">It is not.</exception>
    public static void Expect(Stream archive)
    {
        new ArchiveReader(archive, "").Dispose();
        archive.Position = 0;
    }

    /// <summary>Everybody, each read when it is their turn.</summary>
    public IEnumerable<PersonCopy> People()
    {
        foreach (var person in _manifest.People)
        {
            var (looks, refused) = (new List<LookCopy>(), new List<RefusedLook>());
            var named = PersonName.TryParse(person.Name, out var name, out var fault);
            foreach (var look in person.Looks)
            {
                if ((named ? Read(look, out fault) : null) is { } copy)
                    looks.Add(copy);
                else
                    refused.Add(new(TemplateRules.SourceName(look.Source), fault!));
            }

            yield return new(name ?? person.Name, person.Created, looks) { Hidden = person.Hidden, Refused = refused };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private LookCopy? Read(ArchivedLook look, out string? fault)
    {
        try
        {
            var vector = MemoryMarshal.Cast<byte, float>(Checked(look.Vector, MostVectorBytes)).ToArray();
            var picture = look.Picture is { } file ? Checked(file, MostPictureBytes) : [];
            fault = !(look.Quality is >= 0 and <= 1) ? $"has quality {look.Quality}, which is not between 0 and 1"
                : picture.Length > 0 && !picture.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "has a picture that is no JPEG"
                : look.Model != _model && picture.Length == 0 ? $"was embedded by '{look.Model}', which is not in use here ('{_model}'), and has no picture to embed again"
                : null;
            return fault is null ? new(TemplateRules.Accept(new(new(look.Model, vector), look.Quality, look.Source, picture)
            {
                Pose = PoseOf(look), Restored = look.Restored, Digest = DigestOf(look), Forced = look.Forced is { } word ? TemplateRules.SourceName(word) : null,
            }), look.Created) : null;
        }
        catch (Exception e) when (e is InvalidDataException or GalleryRefusedException)
        {
            fault = e.Message;
            return null;
        }
    }

    /// <summary>Angles that no head has are as good as none.</summary>
    private static Pose? PoseOf(ArchivedLook look) => look is { Yaw: >= -180 and <= 180 and var yaw, Pitch: >= -180 and <= 180 and var pitch } ? new(yaw, pitch) : null;

    /// <summary>What is no SHA-256 is as good as none.</summary>
    private static byte[] DigestOf(ArchivedLook look) =>
        look.Digest is { Length: 2 * SHA256.HashSizeInBytes } text && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : [];

    private byte[] Checked(ArchivedFile file, int most)
    {
        var bytes = Bytes(file.Name, most);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)).Equals(file.Sha256, StringComparison.OrdinalIgnoreCase)
            ? bytes
            : throw new InvalidDataException($"'{file.Name}' is damaged: its checksum is another");
    }

    private byte[] Bytes(string name, int most)
    {
        var entry = _zip.GetEntry(name) ?? throw new InvalidDataException($"there is no '{name}' in it");
        using var file = entry.Open();
        using var kept = new MemoryStream();
        var part = new byte[64 << 10];
        while (file.Read(part) is var read and > 0)
        {
            // What the directory says of the length may be a lie; what was unpacked is not.
            if (kept.Length + read > most)
                throw new InvalidDataException($"'{name}' has more than {most} bytes");
            kept.Write(part, 0, read);
        }

        return kept.ToArray();
    }

    private static GalleryRefusedException Refusal(string why) => new(GalleryRefusal.BadArchive, why);
}
