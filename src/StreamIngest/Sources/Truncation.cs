using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Tells whether a file ended before its own index says it does.</summary>
internal static class Truncation
{
    // Index and last picture may differ by rounding and by reordered pictures at the end.
    private const double Tolerance = 0.5;

    // Where only the container's length is known, sound may go on after the pictures.
    private const double SoundTolerance = 3;

    /// <summary>What is missing, in words; <see langword="null"/> when nothing is.</summary>
    /// <param name="demuxer">At its end.</param>
    /// <param name="readError">What ended it.</param>
    /// <param name="errors">Packets that could not be decoded.</param>
    /// <param name="last">Time of the last picture.</param>
    public static string? Find(Demuxer demuxer, int readError, long errors, TimeSpan last)
    {
        var end = last.TotalSeconds + (demuxer.FrameRate > 0 ? 1 / demuxer.FrameRate : 0.04);
        var (expected, tolerance) = demuxer.TrackSeconds is { } track
            ? (track, Tolerance)
            : (demuxer.ContainerSeconds ?? 0, demuxer.Streams == 1 ? Tolerance : SoundTolerance);

        if (end < expected - tolerance)
            return $"ends at {end:0.0} s of {expected:0.0} s; was it cut off?";
        if (readError != AvError.End)
            return $"could not be read beyond {end:0.0} s: {AvError.Text(readError)}";
        return errors > 0 ? $"{errors} damaged packet{(errors == 1 ? "" : "s")} could not be decoded" : null;
    }
}
