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

    static Clips() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();

    /// <summary>320 × 240, two seconds, 25 pictures a second, a key frame a second.</summary>
    public static H264Clip Small => LazySmall.Value;

    /// <summary>640 × 360.</summary>
    public static H264Clip Large => LazyLarge.Value;

    /// <summary>Pictures of several packets each.</summary>
    public static H264Clip Noisy => LazyNoisy.Value;
}
