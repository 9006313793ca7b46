using System.Diagnostics;

namespace FaceStream.StreamIngest.Cameras.Sharp;

/// <summary>The latest pictures of a camera's sharp stream, one thread adding and another one taking.</summary>
/// <param name="pool">Where their pixels are.</param>
internal sealed class SharpRing(FramePool pool)
{
    /// <summary>The most pictures that wait: half a second at 25 a second, by which the detection stream may be behind.</summary>
    public const int MostFrames = 12;

    /// <summary>The most memory of a camera's sharp pictures that live, in the ring and beyond it: ten of 3840 × 2160.</summary>
    public const long MostBytes = 128L << 20;

    // Further apart in time, and somebody who walks is not where the box is.
    private static readonly TimeSpan Same = TimeSpan.FromMilliseconds(40);

    private readonly object _gate = new();
    private readonly LinkedList<(PictureMoment At, Frame Frame)> _frames = [];
    private bool _open;
    private bool _tired;        // waited in vain, and will not again before it has caught up

    /// <summary>Makes room for a picture: the oldest go, until frames and memory suffice.</summary>
    /// <returns>Null while too many are held by others.</returns>
    public Frame? Rent(in FrameHeader header)
    {
        lock (_gate)
        {
            while (_frames.Count > 0 && (_frames.Count >= MostFrames || !Fits(header)))
                DropOldest();
        }

        return Fits(header) ? pool.TryRent(header) : null;
    }

    /// <summary>Adds the newest picture, which then belongs to the ring.</summary>
    public void Add(in PictureMoment at, Frame frame)
    {
        lock (_gate)
        {
            _open = true;
            _frames.AddLast((at, frame));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The stream is over: what it left is of no use to the next one.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            (_open, _tired) = (false, false);
            while (_frames.Count > 0)
                DropOldest();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The picture of the same instant, which the caller disposes; waits a moment for one that is about to come.</summary>
    /// <param name="at">When the other stream's picture was taken.</param>
    /// <param name="patience">How long.</param>
    public SharpMatch Find(in PictureMoment at, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            for (_tired &= !HasNearest(at); _open && !_tired && !HasNearest(at);)
            {
                var left = patience - Stopwatch.GetElapsedTime(started);
                _tired = left <= TimeSpan.Zero || !Monitor.Wait(_gate, left);
            }

            return Nearest(at);
        }
    }

    /// <summary>The next picture would be further away than the newest one is.</summary>
    private bool HasNearest(in PictureMoment at) => _frames.Last is { } newest
        && newest.Value.At.Since(at) >= (newest.Previous is { } before ? before.Value.At.Since(newest.Value.At) / 2 : TimeSpan.Zero);

    private SharpMatch Nearest(in PictureMoment at)
    {
        var (best, skew) = (default(Frame), TimeSpan.MaxValue);
        foreach (var (when, frame) in _frames)
        {
            var apart = when.Since(at);
            if (apart.Duration() < skew.Duration())
                (best, skew) = (frame, apart);
        }

        return best is null ? default : new(skew.Duration() <= Same ? best.Share() : null, skew);
    }

    private bool Fits(in FrameHeader header) => pool.Rented == 0 || (pool.Rented + 1L) * header.ByteCount <= MostBytes;

    private void DropOldest()
    {
        _frames.First!.Value.Frame.Dispose();
        _frames.RemoveFirst();
    }
}

/// <summary>What the sharp stream has of an instant.</summary>
/// <param name="Frame">The picture; null when there is none near enough.</param>
/// <param name="Skew">How much later than asked for the nearest one is; null when there is none at all.</param>
internal readonly record struct SharpMatch(Frame? Frame, TimeSpan? Skew);
