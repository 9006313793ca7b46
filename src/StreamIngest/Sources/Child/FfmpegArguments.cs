using System.Globalization;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Sources.Child;

/// <summary>The command line of an <c>ffmpeg</c> (5.1 or newer) that decodes an address to raw pictures on its standard output.</summary>
internal static class FfmpegArguments
{
    /// <summary>A list, which no shell sees. The address stands behind <c>-i</c> and begins with a scheme or a slash, so it is never an option.</summary>
    /// <param name="address">What to read.</param>
    /// <param name="transport">How RTSP packets travel.</param>
    /// <param name="limit">Silence that counts as failed.</param>
    /// <param name="decoder">What is to decode. Pictures come back into ordinary memory by themselves.</param>
    public static string[] For(SourceAddress address, RtspTransport transport, TimeSpan limit, DecoderChoice decoder = DecoderChoice.Software) =>
    [
        // What it says: each line with its level, so that warnings can be told from the description of the input.
        "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info",
        "-threads", "1", "-max_pixels", VideoDecoder.MaxPixels.ToString(CultureInfo.InvariantCulture),
        .. LibavOptions.Named(address, transport).SelectMany(option => (string[])["-" + option.Name, option.Value]),
        .. GivesUp(address, limit),
        .. decoder switch
        {
            DecoderChoice.Nvdec => (string[])["-hwaccel", "cuda"],
            DecoderChoice.Vaapi => ["-hwaccel", "vaapi"],
            _ => [],
        },
        .. address.Kind == SourceKind.Device ? (string[])["-f", "v4l2"] : [],
        "-i", LibavOptions.Url(address),

        // The first video that is not a song's cover; each picture once, at its own time, in units of RTP's clock.
        "-map", "0:V:0", "-an", "-sn", "-dn", "-c:v", "rawvideo", "-pix_fmt", "yuv420p",
        "-fps_mode", "passthrough", "-enc_time_base", "1/90000",

        // Without an index, which would grow in ffmpeg's memory for as long as the camera runs.
        "-flush_packets", "1", "-write_index", "0", "-f", "nut", "pipe:1",
    ];

    /// <summary>An ffmpeg whose parent was killed must not wait for ever for a silent camera; the parent kills it long before.</summary>
    private static string[] GivesUp(SourceAddress address, TimeSpan limit)
    {
        var microseconds = (2 * limit.TotalMicroseconds).ToString("0", CultureInfo.InvariantCulture);
        return address.Kind switch
        {
            SourceKind.Rtsp => ["-timeout", microseconds],
            SourceKind.Http => ["-rw_timeout", microseconds],
            _ => [],
        };
    }
}
