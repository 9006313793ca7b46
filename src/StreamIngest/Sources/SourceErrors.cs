using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Turns libav's error codes into words for an operator.</summary>
internal static class SourceErrors
{
    /// <summary>Opening failed with <paramref name="code"/>.</summary>
    public static SourceException Open(SourceAddress address, int code) => Open(address, code, $" ({Av.Release})", () => AvError.Text(code));

    /// <summary>The same without libav.</summary>
    /// <param name="address">What was opened.</param>
    /// <param name="code">An <see cref="AvError"/>.</param>
    /// <param name="release">FFmpeg's, in brackets, or nothing.</param>
    /// <param name="text">Words for a code that has none here.</param>
    public static SourceException Open(SourceAddress address, int code, string release, Func<string> text)
    {
        var name = address.Masked;
        if (address.Kind == SourceKind.File && code is AvError.InvalidData or AvError.DemuxerNotFound or AvError.Invalid)
            return FileDiagnosis.After(address.Text);

        return code switch
        {
            AvError.StreamNotFound => new(SourceFault.NoVideo, $"{name}: has no video track"),
            AvError.DecoderNotFound => new(SourceFault.Unsupported, $"{name}: its video codec is not one that this machine's FFmpeg{release} can decode"),
            AvError.Unauthorized or AvError.Forbidden => new(
                SourceFault.Unauthorized, $"{name}: the camera refused the user name or password; give them in the address as rtsp://user:password@…"),
            AvError.NotFound => new(SourceFault.Missing, $"{name}: the camera answers, but has no stream at that path; see its manual for the right one"),
            AvError.ConnectionRefused => new(SourceFault.Unreachable, $"{name}: nothing listens at that address and port; is the camera on, and its stream enabled in its settings?"),
            AvError.HostUnreachable or AvError.NetworkUnreachable or AvError.HostDown => new(
                SourceFault.Unreachable, $"{name}: no route to the camera; is it on, and in this machine's network?"),
            AvError.ProtocolNotSupported => new(SourceFault.Unsupported, $"{name}: the camera does not send that way; set its transport to the other of tcp and udp"),
            AvError.TimedOut => new(SourceFault.Timeout, $"{name}: no answer in time"),
            AvError.ConnectionReset or AvError.BrokenPipe or AvError.End => new(SourceFault.Lost, $"{name}: the camera closed the connection while it was being opened"),
            AvError.InvalidData or AvError.Invalid or AvError.DemuxerNotFound => new(
                SourceFault.NotVideo, $"{name}: what is sent is not a video that FaceStream reads"),
            AvError.ProtocolNotFound => new(SourceFault.BadAddress, $"{name}: leads to a kind of address that FaceStream does not follow"),
            _ => new(SourceFault.Unreachable, $"{name}: cannot be opened: {text()}"),
        };
    }

    /// <summary>No answer while it was being opened.</summary>
    public static SourceException OpenTimeout(SourceAddress address, TimeSpan limit) =>
        new(SourceFault.Timeout, $"{address.Masked}: no picture within {limit.TotalSeconds:0.#} s of connecting");

    /// <summary>Silent for too long.</summary>
    public static SourceException Stalled(SourceAddress address, TimeSpan limit) =>
        new(SourceFault.Stalled, $"{address.Masked}: nothing arrived for {limit.TotalSeconds:0.#} s");

    /// <summary>It is there, and there is nothing in it to see.</summary>
    public static SourceException NoPicture(SourceAddress address, string codec) =>
        new(SourceFault.NotVideo, $"{address.Masked}: has a video track ({codec}), but no picture in it can be decoded");

    /// <summary>A live stream ended.</summary>
    public static SourceException Lost(SourceAddress address, int code) => new(
        SourceFault.Lost,
        code == AvError.End
            ? $"{address.Masked}: the camera closed the connection"
            : $"{address.Masked}: the connection broke: {AvError.Text(code)}");
}
