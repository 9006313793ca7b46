namespace FaceStream.StreamIngest;

/// <summary>What is known of a frame besides its pixels.</summary>
/// <param name="Camera">The camera's configured name.</param>
/// <param name="Epoch">0, 1, 2… how often the camera was opened again before this frame; times do not compare across epochs.</param>
/// <param name="Sequence">0, 1, 2… as decoded, over all epochs; gaps mean dropped frames.</param>
/// <param name="Time">Media time since the start of the epoch's stream. Drives trackers.</param>
/// <param name="Arrived">When decoding finished, as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>. Drives latencies.</param>
/// <param name="CapturedAt">Wall-clock time of arrival.</param>
/// <param name="Width">Columns, in pixels.</param>
/// <param name="Height">Rows, in pixels.</param>
/// <param name="Colour">How the planes turn into red, green and blue.</param>
public readonly record struct FrameHeader(
    string Camera, int Epoch, long Sequence, TimeSpan Time, long Arrived, DateTimeOffset CapturedAt,
    int Width, int Height, YuvColour Colour)
{
    /// <summary>
    /// The time of the packet that shows this very picture, in the stream's own unit; <see langword="null"/> where no packet does, as when the
    /// picture was turned upright. See <see cref="Packets.VideoPacket"/>.
    /// </summary>
    public long? Stamp { get; init; }

    /// <summary>
    /// A newer picture would have taken its place, had recognition been slower: of a camera, not of a file that is read once. Only of such pictures
    /// may the result depend on how busy the machine is.
    /// </summary>
    public bool Live { get; init; }

    /// <summary>Columns of a chroma plane: half the width, rounded up.</summary>
    public int ChromaWidth => (Width + 1) / 2;

    /// <summary>Rows of a chroma plane: half the height, rounded up.</summary>
    public int ChromaHeight => (Height + 1) / 2;

    /// <summary>Bytes of the Y plane.</summary>
    public int LumaBytes => checked(Width * Height);

    /// <summary>Bytes of the U plane, and of the V plane.</summary>
    public int ChromaBytes => ChromaWidth * ChromaHeight;

    /// <summary>Bytes of all three planes.</summary>
    public int ByteCount => LumaBytes + 2 * ChromaBytes;
}

/// <summary>The matrix and range of a YUV picture.</summary>
/// <param name="Matrix">Which standard's luma weights.</param>
/// <param name="FullRange">Y, U and V span 0–255, as in JPEG; else 16–235 and 16–240, as in most video.</param>
public readonly record struct YuvColour(YuvMatrix Matrix, bool FullRange);

/// <summary>The luma weights of a YUV picture.</summary>
public enum YuvMatrix
{
    /// <summary>ITU-R BT.601: standard definition and JPEG.</summary>
    Bt601,

    /// <summary>ITU-R BT.709: high definition.</summary>
    Bt709,

    /// <summary>ITU-R BT.2020, non-constant luminance.</summary>
    Bt2020,
}
