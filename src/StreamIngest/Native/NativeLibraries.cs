using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.StreamIngest.Native;

/// <summary>Finds the native libraries behind the short names that <see cref="Av"/> and <see cref="TurboJpeg"/> use.</summary>
internal static class NativeLibraries
{
    public const string AvUtil = "avutil";
    public const string AvCodec = "avcodec";
    public const string AvFormat = "avformat";
    public const string SwScale = "swscale";
    public const string Jpeg = "turbojpeg";

    public const string FfmpegRemedy = "apt-get install ffmpeg";
    public const string JpegRemedy = "apt-get install libturbojpeg0";

    private static readonly Lazy<(AvLayout Layout, Dictionary<string, nint> Handles)> Ffmpeg = new(LoadFfmpeg);
    private static readonly Lazy<nint> TurboJpeg = new(LoadJpeg);
    private static bool _installed;

    /// <summary>The struct layout of the FFmpeg that was found.</summary>
    /// <exception cref="MissingLibraryException">None of the known releases is installed.</exception>
    public static AvLayout Layout => Ffmpeg.Value.Layout;

    /// <summary>Makes the short names work; called before the first native call, harmless when called again.</summary>
    [MethodImpl(MethodImplOptions.Synchronized)]
    public static void Install()
    {
        if (_installed)
            return;
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
        _installed = true;
    }

    /// <summary>A function that only some releases have; 0 where it is missing.</summary>
    public static nint Find(string library, string function) =>
        NativeLibrary.TryGetExport(Ffmpeg.Value.Handles[library], function, out var address) ? address : 0;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        AvUtil or AvCodec or AvFormat or SwScale => Ffmpeg.Value.Handles[name],
        Jpeg => TurboJpeg.Value,
        _ => 0,
    };

    /// <summary>
    /// Loads the four libraries of one FFmpeg release. Two releases may be installed side by side,
    /// and a mixture of them would corrupt memory, so all four come from one row.
    /// </summary>
    private static (AvLayout, Dictionary<string, nint>) LoadFfmpeg()
    {
        foreach (var layout in AvLayout.Known)
        {
            Dictionary<string, nint> handles = [];
            foreach (var (name, soname) in layout.Libraries)
            {
                if (NativeLibrary.TryLoad(soname, out var handle))
                    handles[name] = handle;
            }

            if (handles.Count == layout.Libraries.Count)
                return (layout, handles);
        }

        throw new MissingLibraryException(
            $"FFmpeg's shared libraries were not found (releases 5 to 8 fit; looked for {string.Join(", ", AvLayout.Known.Select(row => row.Libraries[AvUtil]))}). Install them: {FfmpegRemedy}");
    }

    private static nint LoadJpeg() =>
        NativeLibrary.TryLoad("libturbojpeg.so.0", out var handle)
            ? handle
            : throw new MissingLibraryException($"The library libturbojpeg.so.0 was not found. Install it: {JpegRemedy}");
}
