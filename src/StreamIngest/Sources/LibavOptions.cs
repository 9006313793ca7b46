using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources;

/// <summary>How libavformat is told to open an address, in this process or in an <c>ffmpeg</c> of its own.</summary>
internal static class LibavOptions
{
    // Containers and raw streams. No playlists, which name other files; no text, subtitles or picture sequences.
    private const string FileFormats =
        "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,av1,obu,ivf,flv,live_flv,asf,ogg,mjpeg,mpjpeg,mxf,nut,yuv4mpegpipe,dv,rm,wtv";

    private const string HttpFormats = FileFormats + ",hls";

    /// <summary>Options for <c>avformat_open_input</c>. The caller disposes them.</summary>
    public static AvOptions For(SourceAddress address, RtspTransport transport) =>
        Named(address, transport).Aggregate(new AvOptions(), (options, option) => options.Set(option.Name, option.Value));

    /// <summary>The same as names and values, which the command line of <c>ffmpeg</c> takes too.</summary>
    public static (string Name, string Value)[] Named(SourceAddress address, RtspTransport transport) => address.Kind switch
    {
        SourceKind.Rtsp =>
        [
            ("protocol_whitelist", "rtsp,rtsps,rtp,srtp,udp,tcp,tls,crypto,http,https"),
            ("format_whitelist", "rtsp,sdp,rtp"),
            ("rtsp_transport", transport == RtspTransport.Udp ? "udp" : "tcp"),
            ("allowed_media_types", "video"),
            // Half a second is enough to learn about one video track; the first picture comes twice as soon as by default.
            ("analyzeduration", "500000"),
            ("probesize", "500000"),
        ],
        SourceKind.Http =>
        [
            ("protocol_whitelist", "http,https,httpproxy,tcp,tls,crypto"),
            ("format_whitelist", HttpFormats),
            ("analyzeduration", "500000"),
        ],
        SourceKind.Device =>
        [
            ("protocol_whitelist", "file"),
            ("format_whitelist", "video4linux2,v4l2"),
        ],
        _ =>
        [
            ("protocol_whitelist", "file"),
            ("format_whitelist", FileFormats),
        ],
    };

    /// <summary>The address as libav wants it. A file's path gets a prefix, lest a name with a colon be taken for a protocol.</summary>
    public static string Url(SourceAddress address) =>
        address.Kind == SourceKind.File ? "file:" + Path.GetFullPath(address.Text) : address.Text;
}
