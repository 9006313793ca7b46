using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources.Child;

/// <summary>Finds libav's error code in the words of <c>ffmpeg</c>, so that both backends give the same reason.</summary>
internal static class FfmpegErrors
{
    // av_strerror's texts, and what the program says by itself.
    private static readonly (string Text, int Code)[] Texts =
    [
        ("matches no streams", AvError.StreamNotFound),
        ("401 Unauthorized", AvError.Unauthorized),
        ("403 Forbidden", AvError.Forbidden),
        ("404 Not Found", AvError.NotFound),
        ("Connection refused", AvError.ConnectionRefused),
        ("No route to host", AvError.HostUnreachable),
        ("Host is down", AvError.HostDown),
        ("Network is unreachable", AvError.NetworkUnreachable),
        ("Protocol not supported", AvError.ProtocolNotSupported),
        ("Protocol not found", AvError.ProtocolNotFound),
        ("Connection timed out", AvError.TimedOut),
        ("Connection reset by peer", AvError.ConnectionReset),
        ("Broken pipe", AvError.BrokenPipe),
        ("End of file", AvError.End),
        ("Decoder not found", AvError.DecoderNotFound),
        ("Invalid data found when processing input", AvError.InvalidData),
        ("Invalid argument", AvError.Invalid),
        ("No such file or directory", AvError.Missing),
    ];

    /// <summary>The code that a line speaks of; <see langword="null"/> when it is none of these.</summary>
    public static int? Code(string line)
    {
        foreach (var (text, code) in Texts)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return code;
        }

        return line.StartsWith("Decoder (codec ", StringComparison.Ordinal) ? AvError.DecoderNotFound : null;
    }
}
