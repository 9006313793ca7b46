using System.Diagnostics;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>What came of opening a camera once to see whether it gives pictures.</summary>
/// <param name="Info">Codec, size and length.</param>
/// <param name="Fps">Pictures a second: as the file says, or as they came.</param>
/// <param name="FirstPicture">From the first packet to the first decoded picture.</param>
/// <param name="Errors">Packets that the decoder refused.</param>
/// <param name="Jpeg">The first picture.</param>
public sealed record CameraTrial(SourceInfo Info, double Fps, TimeSpan FirstPicture, long Errors, byte[] Jpeg)
{
    // Two seconds of pictures tell a rate that the container does not.
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(2);

    /// <summary>Opens the camera, takes a picture, measures for a moment and lets go. Blocks.</summary>
    /// <exception cref="SourceException">It gives none; the message says why.</exception>
    public static CameraTrial Run(CameraOptions camera, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        using var source = FrameSources.Create(SourceAddress.Parse(camera.Source), camera);
        var info = source.Open(cancel);
        var first = Stopwatch.GetElapsedTime(started);
        var jpeg = source.TryRead(out var picture) ? Encode(source, picture) : [];
        var fps = info.Live || info.Fps == 0 ? Measure(source, cancel) : info.Fps;
        return new(info, Math.Round(fps, 2), first, source.Errors, jpeg);
    }

    private static byte[] Encode(IFrameSource source, Picture picture)
    {
        using var frame = new FramePool(1).TryRent(new FrameHeader("trial", 0, 0, picture.Time, 0, default, picture.Width, picture.Height, picture.Colour))!;
        source.CopyTo(frame.Writable);
        using var encoder = new JpegEncoder();
        return encoder.Encode(frame).ToArray();
    }

    /// <summary>From the first picture, which is at time zero, to the last within the window.</summary>
    private static double Measure(IFrameSource source, CancellationToken cancel)
    {
        var (started, more, last) = (Stopwatch.GetTimestamp(), 0, TimeSpan.Zero);
        while (Stopwatch.GetElapsedTime(started) < RateWindow && source.TryRead(out var picture))
        {
            cancel.ThrowIfCancellationRequested();
            more++;
            last = picture.Time;
        }

        return last > TimeSpan.Zero ? more / last.TotalSeconds : 0;
    }
}
