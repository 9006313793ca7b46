namespace FaceStream.Dashboard.Live;

/// <summary>One camera's way to a browser.</summary>
internal sealed class Lane
{
    /// <summary>One on its way, one behind it: the line stays busy and nothing piles up.</summary>
    private const int MayBeUnderway = 2;

    private readonly Queue<long> _underway = new();
    private LivePicture? _waiting;
    private long _next = long.MinValue;

    /// <summary>The camera's own packets.</summary>
    public PacketLane Packets { get; } = new();

    /// <summary>It stands in the line of those that have something to send.</summary>
    public bool InLine { get; set; }

    /// <summary>When something was sent last.</summary>
    public long SentAt { get; private set; }

    /// <summary>Something waits, whether or not it may be sent now.</summary>
    public bool HasMore => _waiting is not null || Packets.HasMore;

    /// <summary>Something was sent and not acknowledged.</summary>
    public bool IsUnderway => _underway.Count > 0 || Packets.IsUnderway;

    /// <summary>The rate that is wanted allows another JPEG.</summary>
    public bool IsDue(long now) => now >= _next;

    /// <summary>Another rate is wanted, from the next picture on.</summary>
    public void Begin() => _next = long.MinValue;

    /// <summary>Keeps a picture to be sent as JPEG; the newest wins.</summary>
    public void Keep(LivePicture picture, long now, long interval)
    {
        picture.Hold();
        _waiting?.Release();
        _waiting = picture;
        // On a grid, so that 25 a second thinned to 15 are 15 and not 12.5; a pause starts a new grid.
        _next = _next != long.MinValue && now - _next < interval ? _next + interval : now + interval;
    }

    /// <summary>The message to send now; null while there is none or the browser has not caught up.</summary>
    /// <param name="now">A timestamp.</param>
    /// <param name="width">Of a JPEG, in pixels.</param>
    public Task<byte[]>? Take(long now, int width)
    {
        if (Packets.Take() is { } message)
        {
            SentAt = now;
            return Task.FromResult(message);
        }

        if (_waiting is not { } picture || _underway.Count >= MayBeUnderway)
            return null;
        _waiting = null;
        _underway.Enqueue(picture.Header.Sequence);
        SentAt = now;
        var jpeg = picture.MessageAsync(width);
        picture.Release();
        return jpeg;
    }

    /// <summary>The browser has that JPEG, and so all before it.</summary>
    public void Acknowledge(long sequence)
    {
        if (!_underway.Contains(sequence))
            return;
        while (_underway.Dequeue() != sequence)
        {
            // An earlier one, acknowledged by this.
        }
    }

    /// <summary>Lets go of what waits.</summary>
    public void Clear()
    {
        Packets.Stop();
        _waiting?.Release();
        _waiting = null;
    }
}
