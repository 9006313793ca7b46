namespace FaceStream.Gallery.Sightings;

/// <summary>Where sightings are kept. Failures are <see cref="GalleryException"/>.</summary>
/// <remarks>All members may be called from any thread.</remarks>
public interface ISightingStore : IDisposable
{
    /// <summary>Where it is, as messages name it: a file's full path.</summary>
    string Location { get; }

    /// <summary>Adds sightings in one transaction: all, or none.</summary>
    /// <returns>Their ids, in the same order.</returns>
    IReadOnlyList<long> Add(IReadOnlyList<NewSighting> sightings);

    /// <summary>The newest sightings that pass the filter, after <paramref name="after"/>.</summary>
    SightingPage List(SightingFilter filter, int limit, SightingCursor? after);

    /// <summary>One sighting, or null when it is not kept (any more).</summary>
    Sighting? Show(long id);

    /// <summary>A sighting's looks, best first; empty when it is not kept.</summary>
    IReadOnlyList<SeenLook> Looks(long id);

    /// <summary>The ids of every sighting that passes the filter.</summary>
    IReadOnlySet<long> Ids(SightingFilter filter);

    /// <summary>The vectors of looks after one, the oldest first.</summary>
    /// <param name="after">A look's id; 0 for the first.</param>
    /// <param name="most">As many as are read at once.</param>
    IReadOnlyList<LookVector> Vectors(long after, int most);

    /// <summary>How much is kept, and since when.</summary>
    SightingExtent Extent();

    /// <summary>The id of every look.</summary>
    IReadOnlySet<long> LookIds();

    /// <summary>A look's crop as JPEG, or null.</summary>
    ReadOnlyMemory<byte>? Picture(long look);

    /// <summary>Why a sighting was called what it was called, or null when it is not known.</summary>
    ReadOnlyMemory<byte>? Explanation(long id);

    /// <summary>Tracks without a name that began since a time, by camera and hour.</summary>
    IReadOnlyList<StrangerCount> Strangers(DateTimeOffset since);

    /// <summary>Names given since a time, by camera.</summary>
    IReadOnlyList<NameTally> Names(DateTimeOffset since);

    /// <summary>How often each person was named since a time, by camera.</summary>
    IReadOnlyList<PersonCount> Named(DateTimeOffset since);

    /// <summary>
    /// Looks of a sighting are taken up by the gallery next, because of a word on it. Until <see cref="Name"/> or <see cref="Taught"/> keeps the word, <see cref="Unfinished"/> tells of it.
    /// </summary>
    /// <param name="id">The sighting's.</param>
    /// <param name="at">No later than the gallery dates them.</param>
    void Begin(long id, DateTimeOffset at);

    /// <summary>Takes a sighting for a person from now on, or for nobody. False when it is not kept. What follows in the gallery is unfinished until <see cref="Finished"/>.</summary>
    /// <param name="id">The sighting's.</param>
    /// <param name="decision">Whom, since when, and what was enrolled for it.</param>
    /// <param name="former">What held before; null when this takes the last word back.</param>
    bool Name(long id, SightingDecision decision, FormerDecision? former);

    /// <summary>Adds to what was enrolled by the last word on a sighting.</summary>
    void Taught(long id, IReadOnlyList<long> templates);

    /// <summary>All that follows from the last word on a sighting is done.</summary>
    void Finished(long id);

    /// <summary>Words that a process was killed over, or failed over by half.</summary>
    IReadOnlyList<UnfinishedWord> Unfinished();

    /// <summary>What was enrolled from a sighting, and what its last naming can be taken back to.</summary>
    SightingHistory History(long id);

    /// <summary>Removes one sighting with its looks, and every trace of it in the file and its journal. False when it is not kept.</summary>
    bool Remove(long id);

    /// <summary>Everybody whom a kept sighting is taken for, was named as, or is explained by.</summary>
    IReadOnlyList<long> People();

    /// <summary>One person turns out to be another.</summary>
    void Reassign(long from, long into);

    /// <summary>
    /// Removes everything that was taken for a person, the name where it was given to somebody else, the explanations that speak of the
    /// person, and every trace of it all in the file and its journal.
    /// </summary>
    /// <returns>What that was.</returns>
    ForgottenPerson Forget(long person);

    /// <summary>
    /// Removes what ended before a time: sightings with a person before <paramref name="known"/>, others before <paramref name="unknown"/>. Some at a time:
    /// where it fails, what was removed until then is gone.
    /// </summary>
    /// <param name="known">For sightings of enrolled people.</param>
    /// <param name="unknown">For all others.</param>
    /// <param name="dryRun">Only counts.</param>
    /// <returns>How many of each.</returns>
    Purged Purge(DateTimeOffset known, DateTimeOffset unknown, bool dryRun);
}

/// <summary>A look as it is searched.</summary>
/// <param name="Look">Its id; later ones have larger.</param>
/// <param name="Sighting">Whose it is.</param>
/// <param name="Embedding">The vector and its model.</param>
public readonly record struct LookVector(long Look, long Sighting, Embedding Embedding);

/// <summary>How much is kept.</summary>
/// <param name="Sightings">Tracks that ended.</param>
/// <param name="Looks">Of all of them, each with a crop.</param>
/// <param name="Oldest">When the first of them began; null when there is none.</param>
public sealed record SightingExtent(long Sightings, long Looks, DateTimeOffset? Oldest);

/// <summary>How many sightings a purge removed.</summary>
public sealed record Purged(int Known, int Unknown);
