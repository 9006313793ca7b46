using System.Runtime.InteropServices;

namespace FaceStream.StreamIngest.Native;

/// <summary>The few functions of FFmpeg's libraries that are used, with their C meaning.</summary>
/// <remarks>Structs are plain addresses; <see cref="AvLayout"/> knows where the fields lie.</remarks>
internal static unsafe partial class Av
{
    static Av() => NativeLibraries.Install();

    public const int LogQuiet = -8;

    public const int MediaVideo = 0;
    public const long NoTime = long.MinValue;
    public const long TimeBase = 1_000_000;
    public const int FormatRgb = 1 << 5;
    public const int FrameDisplayMatrix = 6;
    public const int PacketDisplayMatrix = 5;
    public const int PacketReferenceTime = 27;
    public const int DispositionAttachedPicture = 0x400;
    public const int DiscardAll = 48;

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "avutil_version")]
    public static partial uint UtilVersion();

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_version_info")]
    private static partial byte* ReleaseText();

    /// <summary>Such as <c>5.1.9-0+deb12u1</c>.</summary>
    public static string Release => Marshal.PtrToStringUTF8((nint)ReleaseText()) ?? "";

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_log_set_level")]
    public static partial void SetLogLevel(int level);

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_strerror")]
    public static partial int ErrorText(int error, byte* text, nuint size);

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_dict_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DictionarySet(ref nint dictionary, string key, string value, int flags);

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_dict_free")]
    public static partial void DictionaryFree(ref nint dictionary);

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_opt_get_int", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OptionInteger(nint target, string name, int flags, out long value);

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_frame_alloc")]
    public static partial nint FrameAllocate();

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_frame_free")]
    public static partial void FrameFree(ref nint frame);

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_frame_get_side_data")]
    public static partial byte* FrameSideData(nint frame, int type);

    [LibraryImport(NativeLibraries.AvUtil, EntryPoint = "av_pix_fmt_desc_get")]
    public static partial byte* FormatDescriptor(int format);

    [LibraryImport(NativeLibraries.AvFormat, EntryPoint = "avformat_version")]
    public static partial uint FormatVersion();

    [LibraryImport(NativeLibraries.AvFormat, EntryPoint = "avformat_network_init")]
    public static partial int NetworkInit();

    [LibraryImport(NativeLibraries.AvFormat, EntryPoint = "avformat_alloc_context")]
    public static partial nint ContextAllocate();

    [LibraryImport(NativeLibraries.AvFormat, EntryPoint = "avformat_open_input", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenInput(ref nint context, string url, nint format, ref nint options);

    [LibraryImport(NativeLibraries.AvFormat, EntryPoint = "avformat_find_stream_info")]
    public static partial int FindStreamInfo(nint context, nint* options);

    [LibraryImport(NativeLibraries.AvFormat, EntryPoint = "avformat_close_input")]
    public static partial void CloseInput(ref nint context);

    [LibraryImport(NativeLibraries.AvFormat, EntryPoint = "av_find_best_stream")]
    public static partial int FindBestStream(nint context, int type, int wanted, int related, out nint codec, int flags);

    [LibraryImport(NativeLibraries.AvFormat, EntryPoint = "av_read_frame")]
    public static partial int ReadPacket(nint context, nint packet);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "avcodec_get_name")]
    private static partial byte* CodecNameText(int codec);

    /// <summary>Such as <c>h264</c>.</summary>
    public static string CodecName(int codec) => Marshal.PtrToStringUTF8((nint)CodecNameText(codec)) ?? "";

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "avcodec_find_decoder_by_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindDecoder(string name);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "avcodec_alloc_context3")]
    public static partial nint CodecAllocate(nint codec);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "avcodec_parameters_to_context")]
    public static partial int ParametersToContext(nint context, nint parameters);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "avcodec_open2")]
    public static partial int CodecOpen(nint context, nint codec, ref nint options);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "avcodec_send_packet")]
    public static partial int SendPacket(nint context, nint packet);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "avcodec_receive_frame")]
    public static partial int ReceiveFrame(nint context, nint frame);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "avcodec_free_context")]
    public static partial void CodecFree(ref nint context);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "av_packet_alloc")]
    public static partial nint PacketAllocate();

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "av_new_packet")]
    public static partial int PacketReserve(nint packet, int size);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "av_packet_unref")]
    public static partial void PacketUnreference(nint packet);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "av_packet_get_side_data")]
    public static partial byte* PacketSideData(nint packet, int type, nuint* size);

    [LibraryImport(NativeLibraries.AvCodec, EntryPoint = "av_packet_free")]
    public static partial void PacketFree(ref nint packet);

    [LibraryImport(NativeLibraries.SwScale, EntryPoint = "sws_getContext")]
    public static partial nint ScaleContext(
        int fromWidth, int fromHeight, int fromFormat, int toWidth, int toHeight, int toFormat,
        int flags, nint sourceFilter, nint targetFilter, nint parameters);

    [LibraryImport(NativeLibraries.SwScale, EntryPoint = "sws_getCoefficients")]
    public static partial nint ScaleCoefficients(int matrix);

    [LibraryImport(NativeLibraries.SwScale, EntryPoint = "sws_setColorspaceDetails")]
    public static partial int ScaleColours(
        nint context, nint fromTable, int fromFullRange, nint toTable, int toFullRange, int brightness, int contrast, int saturation);

    [LibraryImport(NativeLibraries.SwScale, EntryPoint = "sws_scale")]
    public static partial int Scale(
        nint context, byte** from, int* fromStride, int firstRow, int rows, byte** to, int* toStride);

    [LibraryImport(NativeLibraries.SwScale, EntryPoint = "sws_freeContext")]
    public static partial void ScaleFree(nint context);
}
