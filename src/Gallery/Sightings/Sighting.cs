namespace FaceStream.Gallery.Sightings;

/// <summary>How sure it was who a track showed, when it ended.</summary>
public enum SightingState
{
    /// <summary>Nobody enrolled, or not enough seen.</summary>
    Unknown,

    /// <summary>Somebody led, but not by enough for a name.</summary>
    Tentative,

    /// <summary>A name was given.</summary>
    Confirmed,

    /// <summary>Two people were both likely.</summary>
    Contested,
}

/// <summary>A track that is over, as it is to be remembered.</summary>
/// <param name="Camera">Where.</param>
/// <param name="First">Wall-clock time of its first frame.</param>
/// <param name="Last">Wall-clock time of its last frame.</param>
/// <param name="Frames">Frames with its face.</param>
/// <param name="State">How sure it was.</param>
/// <param name="Person">Whom it was taken for: the confirmed person's id, else null.</param>
/// <param name="Said">The name that was shown, as it was then; null when none was.</param>
/// <param name="Similarity">The best look's cosine to the leading person; 0 without one.</param>
/// <param name="Confidence">Posterior probability of the statement, 0–1.</param>
/// <param name="Looks">Its best looks, best first.</param>
/// <param name="Explanation">Why it was called that; null where it is not known.</param>
/// <param name="Decision">What an operator said of it while it lasted; null when nobody did.</param>
public sealed record NewSighting(
    string Camera, DateTimeOffset First, DateTimeOffset Last, int Frames, SightingState State, long? Person, string? Said,
    float Similarity, double Confidence, IReadOnlyList<SeenLook> Looks, SightingExplanation? Explanation = null, SightingDecision? Decision = null);

/// <summary>Why a sighting was called what it was called, in the words of whoever wrote it.</summary>
/// <param name="Content">Kept as it is.</param>
/// <param name="People">Everybody of whom it speaks: when one of them is forgotten, so is the explanation.</param>
public sealed record SightingExplanation(ReadOnlyMemory<byte> Content, IReadOnlyList<long> People);

/// <summary>An operator's word on who somebody was.</summary>
/// <param name="Person">Whom; null for nobody known.</param>
/// <param name="At">When it was said; null when it is still to be decided.</param>
/// <param name="Templates">What was enrolled from the looks, and is in the gallery.</param>
public sealed record SightingDecision(long? Person, DateTimeOffset? At, IReadOnlyList<long> Templates);

/// <summary>How a sighting came to be taken for whom it is: what can be undone.</summary>
/// <param name="Templates">What was enrolled from its looks, and is in the gallery.</param>
/// <param name="Former">What held before the last word; null when there is nothing to undo.</param>
public sealed record SightingHistory(IReadOnlyList<long> Templates, FormerDecision? Former);

/// <summary>What was held of a sighting before.</summary>
/// <param name="Person">Who it was taken for.</param>
/// <param name="At">When that was decided; null when nobody had.</param>
/// <param name="Enrolled">Its looks were enrolled under that person.</param>
public sealed record FormerDecision(long? Person, DateTimeOffset? At, bool Enrolled);

/// <summary>A word on a sighting whose change of the gallery may be there by half.</summary>
/// <param name="Sighting">Which.</param>
/// <param name="Since">What the gallery took up of its looks from then on has no word; null when the word is kept.</param>
/// <param name="Templates">What leaves the gallery because of the word.</param>
/// <param name="Former">Who the sighting was taken for before.</param>
public sealed record UnfinishedWord(long Sighting, DateTimeOffset? Since, IReadOnlyList<long> Templates, long? Former);

/// <summary>A face of a sighting.</summary>
/// <param name="At">Wall-clock time of its frame.</param>
/// <param name="Embedding">The vector and its model.</param>
/// <param name="Quality">0–1.</param>
/// <param name="Picture">The crop as JPEG.</param>
public sealed record SeenLook(DateTimeOffset At, Embedding Embedding, float Quality, ReadOnlyMemory<byte> Picture);

/// <summary>A sighting in a list. What was said then stays; <paramref name="Person"/> is who it is taken for now.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Camera">Where.</param>
/// <param name="First">Wall-clock time of its first frame.</param>
/// <param name="Last">Wall-clock time of its last frame.</param>
/// <param name="Frames">Frames with its face.</param>
/// <param name="State">How sure it was.</param>
/// <param name="Person">Who it is taken for: by the pipeline, or named later by an operator; null for nobody.</param>
/// <param name="Said">The name that was shown then, or null.</param>
/// <param name="Similarity">The best look's cosine to the leading person.</param>
/// <param name="Confidence">Posterior probability of the statement, 0–1.</param>
/// <param name="Decided">When an operator said who it was; null when nobody has.</param>
/// <param name="Looks">The kept looks' ids, best first.</param>
public sealed record Sighting(
    long Id, string Camera, DateTimeOffset First, DateTimeOffset Last, int Frames, SightingState State, long? Person, string? Said,
    float Similarity, double Confidence, DateTimeOffset? Decided, IReadOnlyList<long> Looks)
{
    /// <summary>Whose name <see cref="Said"/> is; null where none was shown.</summary>
    public long? Given { get; init; }
}
