using System.Runtime.InteropServices;

namespace FaceStream.StreamIngest.Native;

/// <summary>The error codes of libav that mean something of their own here.</summary>
internal static class AvError
{
    public const int Again = -11;
    public const int Missing = -2;
    public const int Invalid = -22;
    public const int ProtocolNotSupported = -93;
    public const int ConnectionReset = -104;
    public const int TimedOut = -110;
    public const int ConnectionRefused = -111;
    public const int HostDown = -112;
    public const int HostUnreachable = -113;
    public const int NetworkUnreachable = -101;
    public const int BrokenPipe = -32;

    public const int End = -541478725;
    public const int InvalidData = -1094995529;
    public const int Exit = -1414092869;
    public const int StreamNotFound = -1381258232;
    public const int DecoderNotFound = -1128613112;
    public const int DemuxerNotFound = -1296385272;
    public const int ProtocolNotFound = -1330794744;
    public const int Unauthorized = -825242872;
    public const int Forbidden = -858797304;
    public const int NotFound = -875574520;

    /// <summary>The library's own words for a code.</summary>
    public static unsafe string Text(int code)
    {
        var buffer = stackalloc byte[128];
        return Av.ErrorText(code, buffer, 128) == 0 ? Marshal.PtrToStringUTF8((nint)buffer)! : $"error {code}";
    }
}
