using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FaceStream.StreamIngest.Native;

/// <summary>A libjpeg-turbo compressor. Not thread-safe: one per encoder.</summary>
internal sealed class TurboJpegHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => TurboJpeg.Destroy(handle) == 0;
}

/// <summary>The few TurboJPEG 2.1 functions that are used, with their C names and C meaning.</summary>
internal static unsafe partial class TurboJpeg
{
    static TurboJpeg() => NativeLibraries.Install();

    public const int Chroma420 = 2;
    public const int NoRealloc = 1024;
    public const int FastDct = 2048;

    [LibraryImport(NativeLibraries.Jpeg, EntryPoint = "tjInitCompress")]
    public static partial TurboJpegHandle InitCompress();

    [LibraryImport(NativeLibraries.Jpeg, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(NativeLibraries.Jpeg, EntryPoint = "tjBufSize")]
    public static partial CULong BufferSize(int width, int height, int chroma);

    [LibraryImport(NativeLibraries.Jpeg, EntryPoint = "tjCompressFromYUVPlanes")]
    public static partial int CompressFromYuvPlanes(
        TurboJpegHandle handle, byte** planes, int width, int* strides, int height, int chroma,
        byte** jpeg, CULong* jpegSize, int quality, int flags);

    [LibraryImport(NativeLibraries.Jpeg, EntryPoint = "tjGetErrorStr2")]
    private static partial byte* ErrorText(TurboJpegHandle handle);

    public static string Error(TurboJpegHandle handle) => Marshal.PtrToStringUTF8((nint)ErrorText(handle)) ?? "no reason given";
}
