namespace FaceStream.Dashboard.Events;

/// <summary>Something that happened.</summary>
/// <param name="Number">Counted from 1; each one more than the one before.</param>
/// <param name="Type">Such as <c>sighting</c>.</param>
/// <param name="Camera">Where.</param>
/// <param name="Json">What is told of it, in one line; empty once somebody it speaks of was removed.</param>
/// <param name="People">Of whom it speaks.</param>
internal sealed record OutboxEvent(long Number, string Type, string Camera, string Json, IReadOnlyList<long> People);

/// <summary>
/// The last things that happened, for readers who each go at their own pace. There is no queue for a reader: who is too slow,
/// or was away for too long, is told how many are gone.
/// </summary>
/// <param name="room">Events that are kept.</param>
/// <remarks>All members may be called from any thread; adding never waits for a reader.</remarks>
internal sealed class Outbox(int room)
{
    private readonly Lock _lock = new();
    private readonly OutboxEvent[] _kept = new OutboxEvent[room];
    private TaskCompletionSource _news = NewSource();
    private long _last;

    /// <summary>A mark of this outbox: numbers of another one, as of before a restart, mean nothing here.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The number of the newest event; 0 before the first.</summary>
    public long Last
    {
        get
        {
            lock (_lock)
                return _last;
        }
    }

    /// <summary>Adds an event; the oldest makes room.</summary>
    public void Add(string type, string camera, string json, params IReadOnlyList<long> people)
    {
        TaskCompletionSource told;
        lock (_lock)
        {
            _last++;
            _kept[_last % room] = new(_last, type, camera, json, people);
            (told, _news) = (_news, NewSource());
        }

        told.SetResult();
    }

    /// <summary>Forgets what is told of people who are no longer enrolled. Its numbers stay, so nobody is told of a gap.</summary>
    public void ForgetAllBut(IReadOnlySet<long> enrolled)
    {
        lock (_lock)
        {
            for (var i = 0; i < room; i++)
            {
                if (_kept[i] is { } one && !one.People.All(enrolled.Contains))
                    _kept[i] = one with { Json = "", People = [] };
            }
        }
    }

    /// <summary>Up to <paramref name="most"/> events after a number, how many between are gone, and what ends when there are more.</summary>
    public (IReadOnlyList<OutboxEvent> Events, long Lost, Task More) After(long number, int most)
    {
        lock (_lock)
        {
            var first = Math.Max(number, _last - room) + 1;
            var events = new OutboxEvent[Math.Min(most, _last - first + 1)];
            for (var i = 0; i < events.Length; i++)
                events[i] = _kept[(first + i) % room];
            return (events, first - number - 1, _news.Task);
        }
    }

    // Whoever waits goes on elsewhere, not in the pipeline's loop.
    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
