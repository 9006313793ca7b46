using System.Threading.Channels;

namespace FaceStream.Dashboard.Live;

/// <summary>What one browser wants to see.</summary>
/// <param name="Cameras">Their names; null for all.</param>
/// <param name="Width">Of the JPEG, in pixels.</param>
/// <param name="Fps">At most, for each camera.</param>
internal sealed record Wish(IReadOnlySet<string>? Cameras, int Width, double Fps)
{
    /// <summary>Each width is encoded once for all who want it, so there are only a few: multiples of this, rounded up.</summary>
    private const int WidthStep = 160;

    private const int Widest = 2560;

    /// <summary>Nothing yet.</summary>
    public static Wish None { get; } = new(new HashSet<string>(), WidthStep, 1);

    /// <summary>Brings what a browser asked for into the range that is served.</summary>
    public static Wish Of(IEnumerable<string>? cameras, int? width, double? fps) => new(
        cameras?.ToHashSet(StringComparer.Ordinal),
        (Math.Clamp(width ?? 640, 1, Widest) + WidthStep - 1) / WidthStep * WidthStep,
        double.IsFinite(fps ?? 15) ? Math.Clamp(fps ?? 15, 0.1, 60) : 15);
}

/// <summary>
/// One browser's waiting pictures: for each camera the newest one only, sent when at most one is on its way
/// without having been acknowledged.
/// </summary>
internal sealed class Viewer(TimeProvider time) : IViewer
{
    /// <summary>One on its way, one behind it: the line stays busy and nothing piles up.</summary>
    private const int MayBeUnderway = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Queue<Lane> _turns = new();
    private Wish _wish = Wish.None;
    private string? _text;
    private bool _gone;

    /// <summary>Changes what is wanted, from the next picture on.</summary>
    public void Watch(Wish wish)
    {
        lock (_lock)
            _wish = wish;
    }

    /// <inheritdoc/>
    public bool Wants(string camera)
    {
        lock (_lock)
            return !_gone && _wish.Cameras?.Contains(camera) != false && LaneOf(camera).IsDue(time.GetTimestamp());
    }

    /// <inheritdoc/>
    public void Offer(LivePicture picture)
    {
        lock (_lock)
        {
            if (_gone)
                return;

            var lane = LaneOf(picture.Header.Camera);
            picture.Hold();
            if (lane.Waiting is { } older)
                older.Release();
            else
                _turns.Enqueue(lane);
            lane.Waiting = picture;
            lane.Advance(time.GetTimestamp(), (long)(time.TimestampFrequency / _wish.Fps));
        }

        _news.Writer.TryWrite(true);
    }

    /// <summary>Puts a text message before the next picture; a newer one replaces it.</summary>
    public void Tell(string text)
    {
        lock (_lock)
            _text = text;
        _news.Writer.TryWrite(true);
    }

    /// <summary>The browser has that picture, and so all before it.</summary>
    public void Acknowledge(string camera, long sequence)
    {
        lock (_lock)
        {
            if (_lanes.TryGetValue(camera, out var lane) && lane.Underway.Contains(sequence))
            {
                while (lane.Underway.Dequeue() != sequence)
                {
                    // An earlier one, acknowledged by this.
                }
            }
        }

        _news.Writer.TryWrite(true);
    }

    /// <summary>The text to send now, if any.</summary>
    public string? TakeText()
    {
        lock (_lock)
        {
            var text = _text;
            _text = null;
            return text;
        }
    }

    /// <summary>The message to send now, or null while there is none or the browser has not caught up. Cameras take turns.</summary>
    public Task<byte[]>? TakeMessage()
    {
        lock (_lock)
        {
            for (var left = _turns.Count; left > 0; left--)
            {
                var lane = _turns.Dequeue();
                if (lane.Underway.Count >= MayBeUnderway)
                {
                    _turns.Enqueue(lane);
                    continue;
                }

                var picture = lane.Waiting!;
                lane.Waiting = null;
                lane.Underway.Enqueue(picture.Header.Sequence);
                lane.SentAt = time.GetTimestamp();
                var message = picture.MessageAsync(_wish.Width);
                picture.Release();
                return message;
            }

            return null;
        }
    }

    /// <summary>Waits until there may be something to send.</summary>
    public ValueTask<bool> NewsAsync(CancellationToken cancel) => _news.Reader.ReadAsync(cancel);

    /// <summary>Whether a picture has been on its way for longer than that.</summary>
    public bool IsOverdue(TimeSpan patience)
    {
        lock (_lock)
            return _lanes.Values.Any(lane => lane.Underway.Count > 0 && time.GetElapsedTime(lane.SentAt) > patience);
    }

    /// <summary>Lets go of everything; nothing is taken from now on.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _gone = true;
            foreach (var lane in _lanes.Values)
            {
                lane.Waiting?.Release();
                lane.Waiting = null;
            }

            _turns.Clear();
        }
    }

    private Lane LaneOf(string camera)
    {
        if (!_lanes.TryGetValue(camera, out var lane))
            _lanes[camera] = lane = new Lane();
        return lane;
    }

    /// <summary>One camera's way to the browser.</summary>
    private sealed class Lane
    {
        private long _next = long.MinValue;

        /// <summary>The newest picture that has not been sent.</summary>
        public LivePicture? Waiting { get; set; }

        /// <summary>Sent and not acknowledged, oldest first.</summary>
        public Queue<long> Underway { get; } = new();

        /// <summary>When the last one was sent.</summary>
        public long SentAt { get; set; }

        public bool IsDue(long now) => now >= _next;

        /// <summary>Keeps to a grid, so that 25 a second thinned to 15 are 15 and not 12.5; a pause starts a new grid.</summary>
        public void Advance(long now, long interval) =>
            _next = _next != long.MinValue && now - _next < interval ? _next + interval : now + interval;
    }
}
