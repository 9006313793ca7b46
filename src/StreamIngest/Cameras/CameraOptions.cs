using System.ComponentModel.DataAnnotations;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>
/// How one camera is read. Bound from <c>cameras:</c> of the configuration and checked once, before anything starts.
/// Two that say the same are equal, so that a changed configuration restarts only what it changes.
/// </summary>
public sealed record CameraOptions
{
    private readonly SearchArea _area = SearchArea.Everywhere;

    /// <summary>Short name used in logs, metrics and addresses, such as <c>front-door</c>.</summary>
    [Required, RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", ErrorMessage = "1 to 64 letters from A to Z, digits, dots, hyphens and underscores, the first of them a letter or digit")]
    public required string Name { get; init; }

    /// <summary>Where the video is: <c>rtsp://…</c>, <c>rtsps://…</c>, <c>http(s)://…</c>, <c>/dev/video0</c>, or the path of a file or of a folder of them.</summary>
    [Required]
    public required string Source { get; init; }

    /// <summary>
    /// A second, smaller stream of the same camera in which faces are looked for and followed, while those worth it are cut from `source`; left out,
    /// `source` does both. Both are on the network.
    /// </summary>
    public string DetectSource { get; init; } = "";

    /// <summary>Whether it is read at all. One that is not keeps its place and its settings.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Pictures a second to recognise; the rest are skipped. 0 takes all of them.</summary>
    [Range(0, 240)]
    public double MaxFps { get; init; }

    /// <summary>A file starts again when it ends and is played at its own pace, as if it were a camera.</summary>
    public bool Loop { get; init; }

    /// <summary>How RTSP packets travel.</summary>
    public RtspTransport Transport { get; init; } = RtspTransport.Tcp;

    /// <summary>Who decodes: FFmpeg's libraries, or an <c>ffmpeg</c> process for this camera alone. `auto` is the libraries where they can be used.</summary>
    public VideoBackend Backend { get; init; } = VideoBackend.Auto;

    /// <summary>What the decoding is done by: the processor, or a card. `auto` takes an NVIDIA card where one can be used.</summary>
    public DecoderChoice Decoder { get; init; } = DecoderChoice.Auto;

    /// <summary>Silence after which opening or reading counts as failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:05:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The narrowest face to look for, in pixels of the picture (of `detect_source`, where there is one). Half of it costs about four times the detection.
    /// </summary>
    [Range(20, 1000)]
    public int MinFace { get; init; } = 40;

    /// <summary>Parts of the picture in which alone faces are looked for, or in which none are; left out, the whole picture.</summary>
    public IReadOnlyList<Zone> Zones
    {
        get => _area.Zones;
        init => _area = new(value);
    }

    /// <summary>What <see cref="Zones"/> make of the picture.</summary>
    public SearchArea Area => _area;

    /// <summary>The stream in which faces are looked for, as a camera of its own.</summary>
    public CameraOptions Detecting => this with { Source = Watched, DetectSource = "" };

    /// <summary>The stream in which faces are looked for.</summary>
    internal string Watched => DetectSource.Length > 0 ? DetectSource : Source;

    /// <summary>Whether another is read in the same way and differs at most in what is looked for in its pictures: it need not be opened anew.</summary>
    public bool ReadsLike(CameraOptions other) => this == other with { MinFace = MinFace, Zones = Zones };

    /// <summary>The name alone: the sources may hold a password.</summary>
    public override string ToString() => Name;
}

/// <summary>How RTSP packets travel.</summary>
public enum RtspTransport
{
    /// <summary>Inside the RTSP connection: no loss, passes firewalls.</summary>
    Tcp,

    /// <summary>Datagrams: no head-of-line blocking, but loss shows.</summary>
    Udp,
}
