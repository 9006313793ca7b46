using System.Threading.Channels;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Live;

/// <summary>
/// What waits for one browser. For each camera either its own packets, all of them in order, with the results; or as JPEG the
/// newest picture only, sent when at most one is on its way without having been acknowledged.
/// </summary>
internal sealed class Viewer(TimeProvider time) : IViewer
{
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
        {
            var otherRate = wish.Fps != _wish.Fps;
            _wish = wish;
            foreach (var (camera, lane) in _lanes)
            {
                if (otherRate)
                    lane.Begin();
                if (!WantsPackets(camera))
                    lane.Packets.Stop();
            }
        }
    }

    /// <inheritdoc/>
    public bool Wants(in FrameHeader frame)
    {
        lock (_lock)
        {
            if (_gone || _wish.Cameras?.Contains(frame.Camera) == false)
                return false;
            var lane = LaneOf(frame.Camera);
            return lane.Packets.Shows(frame) || _wish.Jpeg && lane.IsDue(time.GetTimestamp());
        }
    }

    /// <inheritdoc/>
    public void Offer(LivePicture picture)
    {
        lock (_lock)
        {
            if (_gone)
                return;

            var lane = LaneOf(picture.Header.Camera);
            if (lane.Packets.Shows(picture.Header))
                lane.Packets.Add(picture.Result);
            else if (_wish.Jpeg)
                lane.Keep(picture, time.GetTimestamp(), (long)(time.TimestampFrequency / _wish.Fps));
            if (lane.HasMore)
                StandInLine(lane);
        }

        _news.Writer.TryWrite(true);
    }

    /// <inheritdoc/>
    public bool WantsPackets(string camera)
    {
        lock (_lock)
            return !_gone && _wish.Packets.Contains(camera) && _wish.Cameras?.Contains(camera) != false;
    }

    /// <inheritdoc/>
    public void Offer(LivePacket packet)
    {
        lock (_lock)
        {
            if (_gone)
                return;

            var lane = LaneOf(packet.Packet.Camera);
            lane.Packets.Add(packet.Packet, packet.Message);
            if (!lane.HasMore)
                return;     // waits for a key frame
            StandInLine(lane);
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

    /// <summary>The browser has that JPEG, and so all before it.</summary>
    public void Acknowledge(string camera, long sequence) => With(camera, lane => lane.Acknowledge(sequence));

    /// <summary>The browser has decoded that packet, and so all before it.</summary>
    public void AcknowledgePacket(string camera, long packet) => With(camera, lane => lane.Packets.Acknowledge(packet));

    /// <summary>The browser's decoder has lost the thread: it needs a key frame.</summary>
    public void Restart(string camera) => With(camera, lane => lane.Packets.Stop());

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
                lane.InLine = false;
                var message = lane.Take(time.GetTimestamp(), _wish.Width);
                if (lane.HasMore)
                    StandInLine(lane);
                if (message is not null)
                    return message;
            }

            return null;
        }
    }

    /// <summary>Waits until there may be something to send.</summary>
    public ValueTask<bool> NewsAsync(CancellationToken cancel) => _news.Reader.ReadAsync(cancel);

    /// <summary>Whether something has been on its way for longer than that.</summary>
    public bool IsOverdue(TimeSpan patience)
    {
        lock (_lock)
            return _lanes.Values.Any(lane => lane.IsUnderway && time.GetElapsedTime(lane.SentAt) > patience);
    }

    /// <summary>Lets go of everything; nothing is taken from now on.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _gone = true;
            foreach (var lane in _lanes.Values)
                lane.Clear();
            _turns.Clear();
        }
    }

    private void With(string camera, Action<Lane> act)
    {
        lock (_lock)
        {
            if (_lanes.TryGetValue(camera, out var lane))
                act(lane);
        }

        _news.Writer.TryWrite(true);
    }

    private void StandInLine(Lane lane)
    {
        if (lane.InLine)
            return;
        lane.InLine = true;
        _turns.Enqueue(lane);
    }

    private Lane LaneOf(string camera)
    {
        if (!_lanes.TryGetValue(camera, out var lane))
            _lanes[camera] = lane = new Lane();
        return lane;
    }
}
