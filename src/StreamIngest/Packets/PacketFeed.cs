namespace FaceStream.StreamIngest.Packets;

/// <summary>One camera's packets on their way to the tap, numbered so that whoever misses one knows it.</summary>
/// <remarks>One decode thread.</remarks>
internal sealed class PacketFeed(PacketTap tap, string camera, long number = 0)
{
    /// <summary>A picture's time must not come twice within so many packets: more than a viewer or a decoder holds back.</summary>
    private const int Memory = 256;

    private readonly HashSet<long> _known = [];
    private readonly Queue<long> _order = [];
    private H264Units? _units;
    private int _epoch;

    /// <summary>Of the last packet; goes on from that of the camera's session before.</summary>
    public long Number { get; private set; } = number;

    /// <summary>A new stream begins, if it can be opened.</summary>
    public void Begin(int epoch)
    {
        (_epoch, _units) = (epoch, null);
        Break();
    }

    /// <summary>The stream is H.264 whose decoder is set up by <paramref name="header"/>; without this call nothing is handed on.</summary>
    public void Describe(ReadOnlySpan<byte> header) => _units = H264Units.Of(header);

    /// <summary>A packet is about to be decoded.</summary>
    /// <param name="data">As read; copied if somebody wants it.</param>
    /// <param name="stamp">Its picture's time, in the stream's unit, if it says one.</param>
    public void Offer(ReadOnlySpan<byte> data, long? stamp)
    {
        Number++;
        if (_units is null || !tap.IsWanted(camera))
            return;
        if (stamp is not { } time || !IsNew(time))
        {
            // Which picture a result speaks of could not be told.
            Break();
            return;
        }

        var (format, bytes) = _units.Read(data);
        tap.Offer(new(camera, _epoch, Number, time, format, bytes));
    }

    private void Break()
    {
        Number++;
        _known.Clear();
        _order.Clear();
    }

    private bool IsNew(long time)
    {
        if (!_known.Add(time))
            return false;
        _order.Enqueue(time);
        if (_order.Count > Memory)
            _known.Remove(_order.Dequeue());
        return true;
    }
}
