namespace FaceStream.Gallery;

/// <summary>What a store holds, in memory: changed together with it, and brought up to it when others changed it.</summary>
internal sealed class GalleryMirror : IDisposable
{
    private readonly IGalleryStore _store;
    private readonly GalleryMetrics _metrics;
    private readonly Lock _changing = new();
    private volatile GalleryState _state;
    private volatile GalleryException? _fault;
    private bool _behind;               // the store may hold what memory does not: a commit failed, perhaps after it took effect
    private bool _unscrubbed = true;    // journals may hold what was removed; at the start, by a process that was killed
    private bool _closed;

    /// <summary>Reads the store, and owns it from then on.</summary>
    public GalleryMirror(IGalleryStore store, GalleryMetrics metrics)
    {
        (_store, _metrics) = (store, metrics);
        _state = GalleryLoader.Load(store, new GalleryState(People.None, [], metrics), metrics);
        Publish(_state);
    }

    /// <summary>Everything, as it is now.</summary>
    public GalleryState State => _state;

    /// <summary>Why the last look at the store failed, or null when it did not.</summary>
    public GalleryException? Fault => _fault;

    /// <summary>Nothing that was removed is left in a journal.</summary>
    public bool Scrubbed => !Volatile.Read(ref _unscrubbed);

    /// <summary>Changes the store, then what readers see: as <paramref name="apply"/> says, and with what others changed.</summary>
    /// <param name="change">One transaction.</param>
    /// <param name="apply">The same in memory.</param>
    /// <param name="erases">Something is removed, so that journals must not keep it.</param>
    public T Change<T>(Func<IGalleryStore, T> change, Func<GalleryState, T, GalleryState> apply, bool erases = false)
    {
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(GalleryService));
            var done = Stored(change);
            _unscrubbed |= erases;

            // It is done: whatever fails from here on is mended at the next look, and is no failure of the change.
            if (!Quietly(CatchUp))
                Publish(apply(_state, done));
            Quietly(Scrub);
            return done;
        }
    }

    /// <summary>Changes much at once: what readers see is read anew from the store, and only what is new in it.</summary>
    public T ChangeMuch<T>(Func<IGalleryStore, T> change)
    {
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(GalleryService));
            var done = Stored(change);
            _behind = true;
            Quietly(CatchUp);
            Quietly(Scrub);
            return done;
        }
    }

    /// <summary>Looks for changes by another process; true when there were any.</summary>
    public bool Refresh()
    {
        lock (_changing)
        {
            if (_closed)
                return false;
            var changed = CatchUp();
            _fault = null;
            Quietly(Scrub);
            return changed;
        }
    }

    /// <summary>As <see cref="Refresh"/>, but a failure is a <see cref="Fault"/>, and a change in progress is not waited for.</summary>
    public bool TryRefresh()
    {
        if (!_changing.TryEnter())
            return false;
        try
        {
            return Quietly(Refresh);
        }
        finally
        {
            _changing.Exit();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_changing)
        {
            if (!_closed)
                _store.Dispose();
            _closed = true;
        }
    }

    private T Stored<T>(Func<IGalleryStore, T> change)
    {
        try
        {
            return change(_store);
        }
        catch (GalleryException)
        {
            _behind = true;
            throw;
        }
    }

    /// <summary>Reads what differs, if anything may.</summary>
    private bool CatchUp()
    {
        if (!_behind && !_store.ChangedElsewhere())
            return false;
        _behind = true;
        Publish(GalleryLoader.Load(_store, _state, _metrics));
        _behind = false;
        _unscrubbed = true;     // the other one may have removed something, and be gone
        return true;
    }

    private bool Scrub()
    {
        if (_unscrubbed && _store.Scrub())
            _unscrubbed = false;
        return !_unscrubbed;
    }

    private bool Quietly(Func<bool> work)
    {
        try
        {
            return work();
        }
        catch (GalleryException e)
        {
            (_behind, _fault) = (true, e);
            return false;
        }
    }

    private void Publish(GalleryState state)
    {
        _state = state;
        _metrics.Holds(state.People.Count, [.. state.Models.Select(model => (model.Model, model.Set.Templates.Count))]);
    }
}
