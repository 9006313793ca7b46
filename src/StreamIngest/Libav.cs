using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest;

/// <summary>FFmpeg's libraries on this machine: there, known, and laid out in memory as expected.</summary>
public static class Libav
{
    private const string Name = "FFmpeg (libav)";

    private static readonly Lazy<bool> Checked = new(() =>
    {
        CheckVersion();
        Av.SetLogLevel(Av.LogQuiet);
        _ = Av.NetworkInit();
        AbiSelfTest.Run();
        return true;
    });

    /// <summary>Looks without using: for <c>facestream doctor</c>.</summary>
    public static NativeCheck Check()
    {
        try
        {
            Require();
            return new(true, Name, Av.Release, "", "");
        }
        catch (MissingLibraryException e)
        {
            return new(false, Name, "", e.Message, NativeLibraries.FfmpegRemedy);
        }
    }

    /// <summary>Loads and checks the libraries once.</summary>
    /// <exception cref="MissingLibraryException">They cannot be used; the message says why and what to install.</exception>
    internal static void Require() => _ = Checked.Value;

    /// <summary>A file name and its content may differ, and then every struct would be read at the wrong place.</summary>
    private static void CheckVersion()
    {
        var layout = NativeLibraries.Layout;
        var (format, util) = (Av.FormatVersion() >> 16, Av.UtilVersion() >> 16);
        if (format != layout.Format || util != layout.Util)
        {
            throw new MissingLibraryException(
                $"libavformat says it is version {format} and libavutil {util}, but their file names say {layout.Format} and {layout.Util}. Reinstall: {NativeLibraries.FfmpegRemedy}");
        }
    }
}
