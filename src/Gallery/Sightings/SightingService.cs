using FaceStream.Gallery.Storage;

namespace FaceStream.Gallery.Sightings;

/// <summary>
/// Everybody who was seen, for as long as the policy allows. Taking a sighting never waits for the disk: a queue is between.
/// </summary>
/// <remarks>All members may be called from any thread.</remarks>
public sealed class SightingService : IAsyncDisposable
{
    private readonly ISightingStore _store;
    private readonly SightingIndex _index;
    private readonly Retention _retention;
    private readonly SightingQueue _queue;

    // Held while something is stored, and while it is said who is gone or somebody else: so nothing is stored between the two as it was before.
    private readonly Lock _turn = new();
    private readonly Departures _departures = new();

    internal SightingService(ISightingStore store, SightingOptions options, SightingMetrics metrics, TimeProvider time)
    {
        _store = store;
        _index = new(store, time);
        _retention = new(store, options, time, _index.Prune);
        _queue = new(Store, id => Stored?.Invoke(id), metrics, time);
    }

    /// <summary>A sighting is safe, and has this id. Raised by the thread that stores: be quick.</summary>
    public event Action<long>? Stored;

    /// <summary>Where they are kept.</summary>
    public string Location => _store.Location;

    /// <summary>Why the last ones could not be stored, or null when they could.</summary>
    public GalleryException? Fault => _queue.Fault;

    /// <summary>Tracks that ended and are not stored yet.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Opens the record, and creates it when there is no file.</summary>
    /// <exception cref="GalleryException">It cannot be used; cause, path and remedy are in the message.</exception>
    public static SightingService Open(string path, SightingOptions options, SightingMetrics metrics, TimeProvider time) =>
        new(new SqliteSightingStore(path, GalleryService.LockWait), options, metrics, time);

    /// <summary>Remembers a track that is over. When the store cannot keep up, it is lost and counted.</summary>
    public void Add(NewSighting sighting) => _queue.Add(sighting);

    /// <inheritdoc cref="ISightingStore.List"/>
    public SightingPage List(SightingFilter filter, int limit, SightingCursor? after = null) => _store.List(filter, limit, after);

    /// <inheritdoc cref="ISightingStore.Show"/>
    public Sighting? Show(long id) => _store.Show(id);

    /// <inheritdoc cref="ISightingStore.Looks"/>
    public IReadOnlyList<SeenLook> Looks(long id) => _store.Looks(id);

    /// <inheritdoc cref="SightingIndex.Search"/>
    public SightingMatches Search(SightingQuestion question, CancellationToken cancel) => _index.Search(question, cancel);

    /// <inheritdoc cref="ISightingStore.Picture"/>
    public ReadOnlyMemory<byte>? Picture(long look) => _store.Picture(look);

    /// <inheritdoc cref="ISightingStore.Explanation"/>
    public ReadOnlyMemory<byte>? Explanation(long id) => _store.Explanation(id);

    /// <inheritdoc cref="ISightingStore.Extent"/>
    public SightingExtent Extent() => _store.Extent();

    /// <inheritdoc cref="ISightingStore.Strangers"/>
    public IReadOnlyList<StrangerCount> Strangers(DateTimeOffset since) => _store.Strangers(since);

    /// <inheritdoc cref="ISightingStore.Names"/>
    public IReadOnlyList<NameTally> Names(DateTimeOffset since) => _store.Names(since);

    /// <inheritdoc cref="ISightingStore.Named"/>
    public IReadOnlyList<PersonCount> Named(DateTimeOffset since) => _store.Named(since);

    /// <inheritdoc cref="ISightingStore.Name"/>
    public bool Name(long id, SightingDecision decision, FormerDecision? former) => _store.Name(id, decision, former);

    /// <inheritdoc cref="ISightingStore.Taught"/>
    public void Taught(long id, IReadOnlyList<long> templates) => _store.Taught(id, templates);

    /// <inheritdoc cref="ISightingStore.Begin"/>
    public void Begin(long id, DateTimeOffset at) => _store.Begin(id, at);

    /// <inheritdoc cref="ISightingStore.Finished"/>
    public void Finished(long id) => _store.Finished(id);

    /// <inheritdoc cref="ISightingStore.Unfinished"/>
    public IReadOnlyList<UnfinishedWord> Unfinished() => _store.Unfinished();

    /// <inheritdoc cref="ISightingStore.History"/>
    public SightingHistory History(long id) => _store.History(id);

    /// <inheritdoc cref="ISightingStore.Remove"/>
    public bool Remove(long id)
    {
        var removed = _store.Remove(id);
        _index.Forget(id);
        return removed;
    }

    /// <summary>
    /// One person turns out to be another, and leaves the gallery next: what was seen of the one, and what is not stored yet or still in view, is the other's.
    /// </summary>
    public void Reassign(long from, long into)
    {
        lock (_turn)
        {
            _store.Reassign(from, into);
            _departures.Joins(from, into);
        }
    }

    /// <summary>The two stay two: what is seen of the one from now on is not the other's.</summary>
    public void KeepApart(long from)
    {
        lock (_turn)
            _departures.Stays(from);
    }

    /// <inheritdoc cref="ISightingStore.Forget"/>
    /// <remarks>What waits to be stored is forgotten, too.</remarks>
    public ForgottenPerson Forget(long person)
    {
        ForgottenPerson forgotten;
        lock (_turn)
        {
            _departures.Goes(person);
            forgotten = _store.Forget(person);
        }

        _index.Prune();
        return forgotten;
    }

    /// <summary>Removes everything of people who are not in the gallery any more, stored or waiting for it.</summary>
    /// <returns>Who that was, and what it was.</returns>
    public IReadOnlyDictionary<long, ForgottenPerson> ForgetAllBut(IReadOnlySet<long> enrolled)
    {
        Dictionary<long, ForgottenPerson> gone = [];
        lock (_turn)
        {
            _departures.Enrolled(enrolled);
            foreach (var person in _store.People().Where(person => !enrolled.Contains(person)))
            {
                // Stored between the moment when two were said to be one and the moment when they were.
                if (_departures.Now(person) is var other && other != person)
                    _store.Reassign(person, other);
                gone[person] = _store.Forget(person);
            }
        }

        if (gone.Count > 0)
            _index.Prune();
        return gone;
    }

    /// <summary>Removes what is older than the policy allows, or only counts it.</summary>
    public Purged Purge(bool dryRun) => _retention.Purge(dryRun);

    /// <summary>Stores what waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        _retention.Dispose();
        _index.Dispose();
        _store.Dispose();
    }

    /// <summary>Stores a batch, without those who have left since, and for those whom they joined.</summary>
    private IReadOnlyList<long> Store(IReadOnlyList<NewSighting> batch)
    {
        lock (_turn)
        {
            var kept = batch.Select(_departures.Apply).OfType<NewSighting>().ToList();
            return kept.Count > 0 ? _store.Add(kept) : [];
        }
    }
}
