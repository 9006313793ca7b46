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
        var end = End(last, demuxer.FrameRate);
        var (expected, tolerance) = demuxer.TrackSeconds is { } track
            ? (track, Tolerance)
            : (demuxer.ContainerSeconds ?? 0, demuxer.Streams == 1 ? Tolerance : SoundTolerance);

        if (Cut(end, expected, tolerance) is { } cut)
            return cut;
        if (readError != AvError.End)
            return $"could not be read beyond {end:0.0} s: {AvError.Text(readError)}";
        return Errors(errors);
    }

    /// <summary>The same where only the container's length is known.</summary>
    /// <param name="length">Seconds, as the container says.</param>
    /// <param name="tracks">All of them, with sound.</param>
    /// <param name="fps">Pictures a second, 0 when not known.</param>
    /// <param name="errors">Packets that could not be decoded.</param>
    /// <param name="last">Time of the last picture.</param>
    public static string? Find(TimeSpan length, int tracks, double fps, long errors, TimeSpan last) =>
        Cut(End(last, fps), length.TotalSeconds, tracks == 1 ? Tolerance : SoundTolerance) ?? Errors(errors);

    private static double End(TimeSpan last, double fps) => last.TotalSeconds + (fps > 0 ? 1 / fps : 0.04);

    private static string? Cut(double end, double expected, double tolerance) =>
        end < expected - tolerance ? $"ends at {end:0.0} s of {expected:0.0} s; was it cut off?" : null;

    private static string? Errors(long errors) =>
        errors > 0 ? $"{errors} damaged packet{(errors == 1 ? "" : "s")} could not be decoded" : null;
}
