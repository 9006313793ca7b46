using System.Threading.Channels;
using FaceStream.Gallery.Storage;

namespace FaceStream.Gallery.Sightings;

/// <summary>
/// Everybody who was seen, for as long as the policy allows. Taking a sighting never waits for the disk: a queue is between.
/// </summary>
/// <remarks>All members may be called from any thread.</remarks>
public sealed class SightingService : IAsyncDisposable
{
    // At five looks a sighting, 100 MB; at ten tracks a second, a disk may be full for two minutes.
    private const int MostWaiting = 1024;
    private const int MostTogether = 64;

    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(5);

    private readonly ISightingStore _store;
    private readonly SightingMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Channel<NewSighting> _waiting = Channel.CreateBounded<NewSighting>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly SightingIndex _index;
    private readonly Retention _retention;
    private readonly Task _writing;
    // Held while something is stored, and while it is said who is gone or somebody else: so nothing is stored between the two as it was before.
    private readonly Lock _turn = new();
    private readonly Departures _departures = new();
    private volatile GalleryException? _fault;
    private int _taken;     // and neither stored nor lost yet

    internal SightingService(ISightingStore store, SightingOptions options, SightingMetrics metrics, TimeProvider time)
    {
        (_store, _metrics, _time) = (store, metrics, time);
        _index = new(store, time);
        _retention = new(store, options, time, _index.Prune);
        _metrics.Waits(() => Waiting);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Sightings were stored, named or removed.</summary>
    public event Action? Changed;

    /// <summary>A sighting is safe, and has this id. Raised by the thread that stores: be quick.</summary>
    public event Action<long>? Stored;

    /// <summary>Where they are kept.</summary>
    public string Location => _store.Location;

    /// <summary>Why the last ones could not be stored, or null when they could.</summary>
    public GalleryException? Fault => _fault;

    /// <summary>Tracks that ended and are not stored yet.</summary>
    public int Waiting => Volatile.Read(ref _taken);

    /// <summary>Opens the record, and creates it when there is no file.</summary>
    /// <exception cref="GalleryException">It cannot be used; cause, path and remedy are in the message.</exception>
    public static SightingService Open(string path, SightingOptions options, SightingMetrics metrics, TimeProvider time) =>
        new(new SqliteSightingStore(path, GalleryService.LockWait), options, metrics, time);

    /// <summary>Remembers a track that is over. When the store cannot keep up, it is lost and counted.</summary>
    public void Add(NewSighting sighting)
    {
        Interlocked.Increment(ref _taken);
        if (!_waiting.Writer.TryWrite(sighting))
            Lose();
    }

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
    public bool Name(long id, SightingDecision decision, FormerDecision? former) => Told(_store.Name(id, decision, former));

    /// <inheritdoc cref="ISightingStore.Taught"/>
    public void Taught(long id, IReadOnlyList<long> templates) => _store.Taught(id, templates);

    /// <inheritdoc cref="ISightingStore.History"/>
    public SightingHistory History(long id) => _store.History(id);

    /// <inheritdoc cref="ISightingStore.Remove"/>
    public bool Remove(long id)
    {
        var removed = _store.Remove(id);
        _index.Forget(id);
        return Told(removed);
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

        Told(true);
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

        Forgot(forgotten.Sightings);
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
            Forgot(gone.Values.Sum(one => one.Sightings));
        return gone;
    }

    /// <summary>Removes what is older than the policy allows, or only counts it.</summary>
    public Purged Purge(bool dryRun) => _retention.Purge(dryRun);

    /// <summary>Stores what waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
            return;
        _closing.CancelAfter(LastChance);
        await _writing.ConfigureAwait(false);
        _retention.Dispose();
        _index.Dispose();
        _store.Dispose();
        _closing.Dispose();
    }

    private async Task WriteAsync()
    {
        List<NewSighting> batch = [];
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < MostTogether && _waiting.Reader.TryRead(out var sighting))
                batch.Add(sighting);
            while (!TryStore(batch))
            {
                if (!await WaitAsync().ConfigureAwait(false))
                {
                    batch.ForEach(_ => Lose());
                    while (_waiting.Reader.TryRead(out _))
                        Lose();
                    return;
                }
            }

            Interlocked.Add(ref _taken, -batch.Count);
            batch.Clear();
        }
    }

    private void Lose()
    {
        Interlocked.Decrement(ref _taken);
        _metrics.Lost();
    }

    private bool TryStore(List<NewSighting> batch)
    {
        try
        {
            IReadOnlyList<long> ids = [];
            lock (_turn)
            {
                var kept = batch.Select(_departures.Apply).OfType<NewSighting>().ToList();
                if (kept.Count > 0)
                    ids = _store.Add(kept);
            }

            _fault = null;
            _metrics.Stored(ids.Count);
            foreach (var id in ids)
                Stored?.Invoke(id);
            return Told(true);
        }
        catch (GalleryException e)
        {
            _fault = e;
            return false;
        }
    }

    /// <summary>A moment before the next try; false when there is no time for one.</summary>
    private async Task<bool> WaitAsync()
    {
        try
        {
            await Task.Delay(RetryPeriod, _time, _closing.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Forgot(int removed)
    {
        _index.Prune();
        Told(removed > 0);
    }

    private bool Told(bool changed)
    {
        if (changed)
            Changed?.Invoke();
        return changed;
    }
}
