using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>
/// What became of a camera's pictures, exactly: at rest, those decoded are those handed on plus those dropped.
/// </summary>
public sealed class CameraCounters(string camera, IngestMetrics metrics)
{
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private long _decoded;
    private long _errors;
    private long _reconnects;

    /// <summary>Pictures that left the decoder.</summary>
    public long Decoded => Interlocked.Read(ref _decoded);

    /// <summary>Pictures that were decoded and not handed on, for any reason.</summary>
    public long DroppedInAll => Enum.GetValues<DropReason>().Sum(Dropped);

    /// <summary>Packets that the decoder refused.</summary>
    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>Times the camera was opened again after a failure.</summary>
    public long Reconnects => Interlocked.Read(ref _reconnects);

    /// <summary>Pictures that were decoded and not handed on, for that reason.</summary>
    public long Dropped(DropReason reason) => Interlocked.Read(ref _dropped[(int)reason]);

    internal long CountDecoded()
    {
        metrics.FrameDecoded(camera);
        return Interlocked.Increment(ref _decoded);
    }

    internal void CountDropped(DropReason reason)
    {
        Interlocked.Increment(ref _dropped[(int)reason]);
        metrics.FrameDropped(camera, reason);
    }

    internal void CountErrors(long more)
    {
        Interlocked.Add(ref _errors, more);
        for (; more > 0; more--)
            metrics.DecodeFailed(camera);
    }

    internal void CountRepair(TimeRepair repair)
    {
        if (repair != TimeRepair.None)
            metrics.TimeRepaired(camera, repair);
    }

    internal void CountReconnect(string reason)
    {
        Interlocked.Increment(ref _reconnects);
        metrics.Reconnected(camera, reason);
    }
}
