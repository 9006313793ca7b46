using FaceStream.Gallery;

namespace FaceStream.Dashboard.People;

/// <summary>People who are enrolled and not recognised, because another embedder is in use than the one that embedded their pictures.</summary>
internal static class UnembeddedPeople
{
    /// <summary>What mends it.</summary>
    public const string Remedy = "facestream people re-embed";

    /// <summary>How many, and what to do; null when there are none.</summary>
    public static string? Words(GalleryService gallery, string embedder) => gallery.Unembedded(embedder) is not { Count: > 0 and var count } ? null
        : FormattableString.Invariant($"{count} of {gallery.People.Count} people cannot be recognised: {embedder} (models.embedder) has embedded no picture of theirs, another embedder has. '{Remedy}' embeds the pictures that were kept.");
}
