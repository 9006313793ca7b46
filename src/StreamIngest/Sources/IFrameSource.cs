namespace FaceStream.StreamIngest.Sources;

/// <summary>
/// Reads a video once, from its start to its end, on one thread. It fails honestly and knows nothing of retries.
/// </summary>
public interface IFrameSource : IDisposable
{
    /// <summary>Opens the video and decodes until the first picture is there.</summary>
    /// <param name="cancel">Ends this call and those that follow, within a fraction of a second.</param>
    /// <exception cref="SourceException">It cannot be read; the message is for an operator.</exception>
    SourceInfo Open(CancellationToken cancel);

    /// <summary>Decodes the next picture; <see langword="false"/> at the end.</summary>
    /// <exception cref="SourceException">The stream was lost.</exception>
    bool TryRead(out Picture picture);

    /// <summary>Writes the picture last read as planes Y, U, V without padding.</summary>
    /// <param name="planes">As many bytes as the picture's <see cref="FrameHeader.ByteCount"/>.</param>
    void CopyTo(Span<byte> planes);

    /// <summary>Packets that the decoder refused so far.</summary>
    long Errors { get; }

    /// <summary>After the end: what was missing or broken, in words; <see langword="null"/> when all was well.</summary>
    string? Damage { get; }
}

/// <summary>A picture that a source has decoded.</summary>
/// <param name="Time">Since the first picture; never goes back.</param>
/// <param name="Width">Columns, in pixels, as the picture is to be looked at.</param>
/// <param name="Height">Rows, in pixels.</param>
/// <param name="Colour">How the planes turn into colours.</param>
public readonly record struct Picture(TimeSpan Time, int Width, int Height, YuvColour Colour)
{
    /// <summary>As <see cref="FrameHeader.Stamp"/>.</summary>
    public long? Stamp { get; init; }

    /// <summary>When it was taken by the camera's clock, since 1970, where the camera tells it (RTCP sender reports).</summary>
    public TimeSpan? Sent { get; init; }

    /// <summary>Why <see cref="Time"/> is not the one that the stream gave.</summary>
    public TimeRepair Repair { get; init; }

    /// <summary>When its data had been read, on the clock of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public TimeSpan Read { get; init; }
}

/// <summary>What is known of a video once it is open.</summary>
/// <param name="Codec">Such as <c>h264</c>.</param>
/// <param name="Width">Columns of the first picture.</param>
/// <param name="Height">Rows of the first picture.</param>
/// <param name="Fps">Pictures a second as the container says, 0 when it does not.</param>
/// <param name="Duration">Length of a file, where the container says it.</param>
/// <param name="Frames">Pictures in a file, where the container says it.</param>
/// <param name="Live">It has no end; what is not taken in time is lost.</param>
public sealed record SourceInfo(string Codec, int Width, int Height, double Fps, TimeSpan? Duration, long? Frames, bool Live)
{
    /// <summary>It has an end all the same, and comes as fast as it is read: a video on a server.</summary>
    public bool Recorded { get; init; }

    /// <summary>What the decoding is done by: software, nvdec or vaapi.</summary>
    public string Decoder { get; init; } = DecoderChoice.Software.Label;

    /// <summary>Why that is not what was asked for, in words; <see langword="null"/> when it is.</summary>
    public string? Notice { get; init; }
}
