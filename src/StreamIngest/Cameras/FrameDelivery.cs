using System.Diagnostics;
using System.Threading.Channels;
using FaceStream.StreamIngest.Cameras.Sharp;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>The way of a decoded picture into the camera's link, and the only place where one may be dropped.</summary>
/// <param name="options">Name and rate of the camera.</param>
/// <param name="pool">Where the pixels go.</param>
/// <param name="counters">Told of each picture.</param>
/// <param name="losses">Told of each picture that recognition was too slow for.</param>
/// <param name="time">Wall clock.</param>
/// <param name="sharp">Has the same instants in better pictures, if the camera does.</param>
/// <param name="lossless">Wait for room and drop nothing: for files. Else the newest picture wins.</param>
internal sealed class FrameDelivery(
    CameraOptions options, FramePool pool, CameraCounters counters, LossReporter losses, TimeProvider time, SharpStream? sharp, bool lossless)
{
    // A file's decoder may be this many pictures ahead.
    private const int Ahead = 2;

    private readonly FrameGate _gate = new(options.MaxFps);

    private readonly Channel<Frame> _link = lossless
        ? Links.Lossless<Frame>(Ahead)
        : Links.NewestWins<Frame>(depth: 1, _ =>
        {
            counters.CountDropped(DropReason.Overload);
            losses.Count();
        });

    public ChannelReader<Frame> Frames => _link.Reader;

    /// <summary>A new stream begins.</summary>
    public void Restart()
    {
        _gate.Restart();
        sharp?.Restart();
    }

    /// <summary>Counts the picture that <paramref name="source"/> has just decoded, and hands it on or drops it.</summary>
    public void Deliver(IFrameSource source, in Picture picture, int epoch, CancellationToken cancel)
    {
        var sequence = counters.CountDecoded() - 1;
        if (!_gate.Admits(picture.Time))
        {
            counters.CountDropped(DropReason.Rate);
            return;
        }

        var header = new FrameHeader(
            options.Name, epoch, sequence, picture.Time, Stopwatch.GetTimestamp(), time.GetUtcNow(),
            picture.Width, picture.Height, picture.Colour) { Stamp = picture.Stamp, Live = !lossless };
        try
        {
            var frame = lossless ? pool.Rent(header, cancel) : pool.TryRent(header);
            if (frame is null)
            {
                counters.CountDropped(DropReason.Pool);
                losses.Count();
                return;
            }

            frame.Sharp = sharp?.Find(picture);
            Fill(frame, source);
            if (!_link.Writer.TryWrite(frame))
                _link.Writer.GiveAsync(frame, cancel).AsTask().GetAwaiter().GetResult();
        }
        catch
        {
            counters.CountDropped(DropReason.Shutdown);     // cancelled, or the stream cannot go on
            throw;
        }
    }

    /// <summary>No more pictures will come.</summary>
    public void Complete() => _link.Writer.TryComplete();

    /// <summary>Drops what nobody took.</summary>
    public void Drain()
    {
        while (_link.Reader.TryRead(out var frame))
        {
            counters.CountDropped(DropReason.Shutdown);
            frame.Dispose();
        }
    }

    private static void Fill(Frame frame, IFrameSource source)
    {
        try
        {
            source.CopyTo(frame.Writable);
        }
        catch
        {
            frame.Dispose();
            throw;
        }
    }
}
