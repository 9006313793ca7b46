namespace FaceStream.StreamIngest.Native;

/// <summary>
/// Where the fields of libav's structs lie, in bytes. Only fields are used whose place is the same in FFmpeg 5.1
/// to 7.1, or differs by release in the few ways below; measured with offsetof on each release's headers (LP64).
/// </summary>
/// <param name="Util">Major version of libavutil; its number is in the library's name.</param>
/// <param name="Format">Major version of libavformat and libavcodec.</param>
/// <param name="Scale">Major version of libswscale.</param>
/// <param name="StreamParameters">AVStream.codecpar.</param>
/// <param name="StreamTimeBase">AVStream.time_base; start_time, duration and nb_frames follow it in each release.</param>
/// <param name="ContextInterrupt">AVFormatContext.interrupt_callback.</param>
/// <param name="ContextDuration">AVFormatContext.duration.</param>
internal sealed record AvLayout(
    int Util, int Format, int Scale,
    int StreamParameters, int StreamTimeBase, int ContextInterrupt, int ContextDuration)
{
    /// <summary>Newest first. The row for FFmpeg 8 is derived from 7.1's headers: the self-test decides.</summary>
    public static IReadOnlyList<AvLayout> Known { get; } =
    [
        new(Util: 60, Format: 62, Scale: 9, StreamParameters: 16, StreamTimeBase: 32, ContextInterrupt: 216, ContextDuration: 104),
        new(Util: 59, Format: 61, Scale: 8, StreamParameters: 16, StreamTimeBase: 32, ContextInterrupt: 216, ContextDuration: 104),
        new(Util: 58, Format: 60, Scale: 7, StreamParameters: 16, StreamTimeBase: 32, ContextInterrupt: 200, ContextDuration: 72),
        new(Util: 57, Format: 59, Scale: 6, StreamParameters: 208, StreamTimeBase: 16, ContextInterrupt: 200, ContextDuration: 72),
    ];

    /// <summary>Short name to file name.</summary>
    public IReadOnlyDictionary<string, string> Libraries => new Dictionary<string, string>
    {
        [NativeLibraries.AvUtil] = $"libavutil.so.{Util}",
        [NativeLibraries.AvCodec] = $"libavcodec.so.{Format}",
        [NativeLibraries.AvFormat] = $"libavformat.so.{Format}",
        [NativeLibraries.SwScale] = $"libswscale.so.{Scale}",
    };

    public int StreamDuration => StreamTimeBase + 16;

    public int StreamFrameCount => StreamTimeBase + 24;

    public int StreamDisposition => StreamTimeBase + 32;

    public int StreamDiscard => StreamTimeBase + 36;

    /// <summary>AVStream.avg_frame_rate: disposition, discard, sample_aspect_ratio and metadata lie between.</summary>
    public int StreamFrameRate => StreamTimeBase + 56;

    public const int ContextInputFormat = 8;
    public const int ContextStreamCount = 44;
    public const int ContextStreams = 48;

    public const int ParametersType = 0;
    public const int ParametersCodec = 4;
    public const int ParametersHeader = 16;
    public const int ParametersHeaderSize = 24;

    public const int PacketPts = 8;
    public const int PacketData = 24;
    public const int PacketSize = 32;
    public const int PacketStream = 36;

    public const int FrameData = 0;
    public const int FrameLineSize = 64;
    public const int FrameWidth = 104;
    public const int FrameHeight = 108;
    public const int FrameFormat = 116;
    public const int FramePts = 136;
    public const int FramePacketDts = 144;

    public const int SideDataBytes = 8;

    public const int DescriptorFlags = 16;
}
