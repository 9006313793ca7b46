namespace FaceStream.Gallery.Sightings;

/// <summary>Removes sightings when their time is over.</summary>
internal sealed class Retention : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    // Not at once: a start has enough to do, and the clock of a machine that has just booted may be wrong. Soon, for who is restarted each hour.
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);

    // A clock that is set by more than this between two looks is not trusted until the next one.
    private static readonly TimeSpan Plausible = TimeSpan.FromMinutes(10);

    private readonly ISightingStore _store;
    private readonly SightingOptions _options;
    private readonly TimeProvider _time;
    private readonly Action _removed;
    private readonly ITimer _timer;
    private (DateTimeOffset Wall, long Ticks) _last;

    /// <summary>Looks every hour, the first time in a few minutes.</summary>
    /// <param name="store">What is kept.</param>
    /// <param name="options">For how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="removed">Told when something was removed.</param>
    public Retention(ISightingStore store, SightingOptions options, TimeProvider time, Action removed)
    {
        (_store, _options, _time, _removed) = (store, options, time, removed);
        _last = (time.GetUtcNow(), time.GetTimestamp());
        _timer = time.CreateTimer(_ => Look(), null, First, Period);
    }

    /// <summary>Removes what is due, or only counts it.</summary>
    public Purged Purge(bool dryRun)
    {
        var now = _time.GetUtcNow();
        var purged = _store.Purge(now.AddDays(-_options.KnownDays), now.AddDays(-_options.UnknownDays), dryRun);
        if (!dryRun && purged is not { Known: 0, Unknown: 0 })
            _removed();
        return purged;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var (wall, ticks) = _last;
        _last = (_time.GetUtcNow(), _time.GetTimestamp());
        var jump = _last.Wall - wall - _time.GetElapsedTime(ticks, _last.Ticks);
        if (jump.Duration() > Plausible)
            return;
        try
        {
            Purge(dryRun: false);
        }
        catch (GalleryException)
        {
            // What writes meets the same fault and reports it; the next look is in an hour.
        }
    }
}
