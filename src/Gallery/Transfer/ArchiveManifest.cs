using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceStream.Gallery.Transfer;

/// <summary><c>manifest.json</c> of an archive: who, with which looks, and the files that hold them.</summary>
/// <param name="Format"><see cref="Kind"/>.</param>
/// <param name="Version">Of this layout.</param>
/// <param name="Created">When it was written.</param>
/// <param name="People">Everybody.</param>
internal sealed record ArchiveManifest(string Format, int Version, DateTimeOffset Created, IReadOnlyList<ArchivedPerson> People)
{
    /// <summary>Its name in the archive.</summary>
    public const string File = "manifest.json";

    /// <summary>What the archive is.</summary>
    public const string Kind = "facestream-people";

    /// <summary>The newest layout, and the only one so far.</summary>
    public const int Newest = 1;
}

/// <summary>A person of an archive.</summary>
/// <param name="Name">As it was kept.</param>
/// <param name="Created">When first enrolled.</param>
/// <param name="Looks">Oldest first.</param>
/// <param name="Hidden">Left out of lists and suggestions.</param>
internal sealed record ArchivedPerson(string Name, DateTimeOffset Created, IReadOnlyList<ArchivedLook> Looks, bool Hidden = false);

/// <summary>A look of an archive.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="Quality">0–1.</param>
/// <param name="Source">The picture's name, as it was enrolled.</param>
/// <param name="Created">When.</param>
/// <param name="Vector">Little-endian floats.</param>
/// <param name="Picture">A JPEG, or null when none was kept.</param>
/// <param name="Yaw">Degrees; missing where the pose was not measured.</param>
/// <param name="Pitch">Likewise.</param>
/// <param name="Restored">An operator wants it searched, whatever covers it. What is set aside follows from the other looks, there as here.</param>
/// <param name="Digest">SHA-256 of the picture's file, in hexadecimal, by which it is known again; missing where there was none.</param>
/// <param name="Forced">Why it would have been refused, had nobody forced it; missing where nothing was overruled.</param>
internal sealed record ArchivedLook(
    string Model, float Quality, string Source, DateTimeOffset Created, ArchivedFile Vector, ArchivedFile? Picture, float? Yaw = null, float? Pitch = null, bool Restored = false,
    string? Digest = null, string? Forced = null);

/// <summary>A file of an archive.</summary>
/// <param name="Name">In the archive; never a path outside it.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
internal sealed record ArchivedFile(string Name, string Sha256);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
