using System.ComponentModel.DataAnnotations;

namespace FaceStream.Gallery.Sightings;

/// <summary>What is remembered of those who were seen, and for how long.</summary>
public sealed class SightingOptions
{
    /// <summary>Whether anything is. When false, nothing of a face outlives its track.</summary>
    public bool Keep { get; init; } = true;

    /// <summary>The database file; made when it is not there. Default: <c>gallery.sightings.db</c> beside <c>gallery.db</c>.</summary>
    public string? Path { get; init; }

    /// <summary>How long sightings of enrolled people are kept, in days. Longer: a longer history, more disk.</summary>
    [Range(1, 3650)]
    public int KnownDays { get; init; } = 30;

    /// <summary>How long sightings of everybody else are kept, in days. Longer: strangers can be named later, and are watched for longer.</summary>
    [Range(1, 3650)]
    public int UnknownDays { get; init; } = 7;

    /// <summary>The most looks kept of a track, each a crop and a vector, about 8 KB. More: better pictures to enrol from.</summary>
    [Range(1, 20)]
    public int Looks { get; init; } = 3;
}
