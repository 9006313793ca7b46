using System.Threading.Channels;

namespace FaceStream.Gallery.Sightings;

/// <summary>Between the pipeline, which never waits, and a disk that may be slow, full or locked: what it holds is tried again until it is stored.</summary>
internal sealed class SightingQueue : IAsyncDisposable
{
    // At five looks a sighting, 100 MB; at ten tracks a second, a disk may be full for two minutes.
    private const int MostWaiting = 1024;
    private const int MostTogether = 64;

    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(5);

    private readonly Func<IReadOnlyList<NewSighting>, IReadOnlyList<long>> _store;
    private readonly Action<long> _stored;
    private readonly SightingMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Channel<NewSighting> _waiting = Channel.CreateBounded<NewSighting>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _writing;
    private volatile GalleryException? _fault;
    private int _taken;     // and neither stored nor lost yet

    /// <summary>Starts to store.</summary>
    /// <param name="store">Stores a batch, all of it or nothing, and returns the ids. A <see cref="GalleryException"/> means: try again.</param>
    /// <param name="stored">Told of each id. What it fails with is its own affair: the sighting is stored.</param>
    /// <param name="metrics">Told what is stored and lost.</param>
    /// <param name="time">The clock.</param>
    public SightingQueue(Func<IReadOnlyList<NewSighting>, IReadOnlyList<long>> store, Action<long> stored, SightingMetrics metrics, TimeProvider time)
    {
        (_store, _stored, _metrics, _time) = (store, stored, metrics, time);
        _metrics.Waits(() => Count);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>How many are neither stored nor lost yet.</summary>
    public int Count => Volatile.Read(ref _taken);

    /// <summary>Why the last batch could not be stored, or null when it could.</summary>
    public GalleryException? Fault => _fault;

    /// <summary>Takes one; it is lost and counted when there are too many.</summary>
    public void Add(NewSighting sighting)
    {
        Interlocked.Increment(ref _taken);
        if (!_waiting.Writer.TryWrite(sighting))
            Lose();
    }

    /// <summary>Takes no more, and stores what waits if that is possible soon.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
            return;
        _closing.CancelAfter(LastChance);
        await _writing.ConfigureAwait(false);
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
            var ids = _store(batch);
            _fault = null;
            _metrics.Stored(ids.Count);
            foreach (var id in ids)
                Tell(id);
            return true;
        }
        catch (GalleryException e)
        {
            _fault = e;
            return false;
        }
    }

    private void Tell(long id)
    {
        try
        {
            _stored(id);
        }
        catch (Exception)
        {
            // To try again here would store the sighting twice, and to end here would lose all that come after it.
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
}
