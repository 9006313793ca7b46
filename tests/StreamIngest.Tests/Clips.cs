using FaceStream.Tests;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests;

/// <summary>What the test cameras show.</summary>
public static class Clips
{
    private static readonly TemporaryFolder Folder = new();
    private static readonly Lazy<H264Clip> LazySmall = new(() => H264Clip.Make(Folder.Path));
    private static readonly Lazy<H264Clip> LazyLarge = new(() => H264Clip.Make(Folder.Path, size: "640x360"));
    private static readonly Lazy<H264Clip> LazyNoisy = new(() => H264Clip.Make(Folder.Path, source: "testsrc2"));

    private static readonly Lazy<RtspClip> LazyH265 = new(() => H265Clip.Make(Folder.Path));
    private static readonly Lazy<RtspClip> LazyTenBits = new(() => H265Clip.Make(Folder.Path, "yuv420p10le"));
    private static readonly Lazy<RtspClip> LazyJpeg = new(() => JpegClip.Make(Folder.Path));

    static Clips() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();

    /// <summary>320 × 240, two seconds, 25 pictures a second, a key frame a second.</summary>
    public static H264Clip Small => LazySmall.Value;

    /// <summary>640 × 360.</summary>
    public static H264Clip Large => LazyLarge.Value;

    /// <summary>Pictures of several packets each.</summary>
    public static H264Clip Noisy => LazyNoisy.Value;

    /// <summary>What <see cref="Small"/> shows, in H.265.</summary>
    public static RtspClip H265 => LazyH265.Value;

    /// <summary>The same with 10 bits a sample.</summary>
    public static RtspClip TenBits => LazyTenBits.Value;

    /// <summary>The same as JPEGs.</summary>
    public static RtspClip Jpeg => LazyJpeg.Value;
}
