using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Packets;

namespace FaceStream.Dashboard.Live;

/// <summary>
/// A camera's packets and results on their way to one browser, in order. None may be left out, so a browser that does not follow
/// loses all that wait and begins again with the next key frame; until then it gets JPEG.
/// </summary>
internal sealed class PacketLane
{
    /// <summary>Packets and results that wait: about two seconds.</summary>
    private const int MostWaiting = 128;

    private const int MostBytes = 8 << 20;

    /// <summary>Sent and not decoded: more than the network and a decoder hold.</summary>
    private const int MostUnderway = 48;

    private readonly Queue<(byte[] Message, long? Packet)> _waiting = new();
    private readonly Queue<long> _underway = new();
    private VideoPacket? _last;
    private long _from;
    private long _bytes;

    /// <summary>Something has been sent that was not acknowledged.</summary>
    public bool IsUnderway => _underway.Count > 0;

    /// <summary>Something waits.</summary>
    public bool HasMore => _waiting.Count > 0;

    /// <summary>Whether the browser has, or is about to get, the packet that shows this frame.</summary>
    public bool Shows(in FrameHeader frame) => _last is not null && frame.Epoch == _last.Epoch && frame.Stamp >= _from;

    /// <summary>Takes a packet that continues those before it, or begins with a key frame.</summary>
    /// <param name="packet">The camera's next one.</param>
    /// <param name="message">What is sent of it.</param>
    public void Add(VideoPacket packet, byte[] message)
    {
        if (_last is not null && (packet.Number != _last.Number + 1 || packet.Epoch != _last.Epoch || !HasRoom))
            Stop();
        if (_last is null && packet.Format is null)
            return;
        // Times may begin anew within a stream; at a key frame that is noticed.
        if (packet.Format is not null && (_last is null || packet.Stamp < _from))
            _from = packet.Stamp;
        _last = packet;
        Enqueue(message, packet.Number);
    }

    /// <summary>Takes the result of a frame that <see cref="Shows"/>.</summary>
    public void Add(byte[] result) => Enqueue(result, null);

    /// <summary>Nothing more goes out before the next key frame.</summary>
    public void Stop()
    {
        _last = null;
        _waiting.Clear();
        _bytes = 0;
    }

    /// <summary>The message to send now; null while there is none or the browser has not caught up.</summary>
    public byte[]? Take()
    {
        if (!_waiting.TryPeek(out var next) || next.Packet is not null && _underway.Count >= MostUnderway)
            return null;
        _waiting.Dequeue();
        _bytes -= next.Message.Length;
        if (next.Packet is { } number)
            _underway.Enqueue(number);
        return next.Message;
    }

    /// <summary>The browser has decoded that packet, and so all before it.</summary>
    public void Acknowledge(long packet)
    {
        while (_underway.TryPeek(out var oldest) && oldest <= packet)
            _underway.Dequeue();
    }

    private bool HasRoom => _waiting.Count < MostWaiting && _bytes < MostBytes;

    private void Enqueue(byte[] message, long? packet)
    {
        _waiting.Enqueue((message, packet));
        _bytes += message.Length;
    }
}
