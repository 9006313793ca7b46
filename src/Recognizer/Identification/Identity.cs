using FaceStream.Gallery;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Identification;

/// <summary>How sure it is who a track is.</summary>
public enum IdentityState
{
    /// <summary>Nobody enrolled, or not enough seen yet.</summary>
    Unknown,

    /// <summary>Somebody leads, but the evidence is not enough for a name.</summary>
    Tentative,

    /// <summary>The evidence for one person is past the bar that the asked-for false-alarm rate sets.</summary>
    Confirmed,

    /// <summary>Two people are both likely, or the named one has been contradicted.</summary>
    Contested,
}

/// <summary>Who a track is, as far as the looks so far tell.</summary>
/// <param name="State">How sure it is.</param>
/// <param name="PersonId">The leading person while tentative, confirmed or contested.</param>
/// <param name="Person">That person's name.</param>
/// <param name="Similarity">The best look's cosine to that person; 0 without one.</param>
/// <param name="Confidence">Posterior probability of the statement that is made, 0–1: of the person, or of nobody enrolled.</param>
public sealed record Identity(IdentityState State, long? PersonId, string? Person, float Similarity, double Confidence)
{
    /// <summary>Before any evidence.</summary>
    public static Identity Nobody { get; } = new(IdentityState.Unknown, null, null, 0, 0);
}

/// <summary>A face with its track and identity, as published.</summary>
/// <param name="Track">Unique within its camera.</param>
/// <param name="Face">Box, landmarks and score in this frame.</param>
/// <param name="Quality">Of this look, 0–1.</param>
/// <param name="Identity">Of the track, up to this frame.</param>
/// <param name="Embedding">Of this look; null where it was not worth the time.</param>
public sealed record RecognisedFace(int Track, Face Face, float Quality, Identity Identity, Embedding? Embedding = null);

/// <summary>What is known of one frame.</summary>
public sealed record FrameResult(FrameHeader Frame, IReadOnlyList<RecognisedFace> Faces);

/// <summary>A track that is over.</summary>
/// <param name="Camera">Where.</param>
/// <param name="Track">Unique within its camera.</param>
/// <param name="First">Media time of its first frame.</param>
/// <param name="Last">Media time of its last frame.</param>
/// <param name="Frames">Frames with its face.</param>
/// <param name="Identity">What was concluded.</param>
/// <param name="Looks">Embedded looks.</param>
/// <param name="NamedAt">Media time when the identity was first confirmed.</param>
/// <param name="Closest">The looks' weighted mean cosine to the likeliest person, named or not; null when nobody was compared.</param>
public sealed record TrackSummary(
    string Camera, int Track, TimeSpan First, TimeSpan Last, int Frames, Identity Identity, int Looks, TimeSpan? NamedAt, double? Closest = null);
