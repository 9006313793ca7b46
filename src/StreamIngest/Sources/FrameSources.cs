using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Packets;
using FaceStream.StreamIngest.Sources.Child;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Makes the source that a camera asks for.</summary>
public static class FrameSources
{
    /// <summary>A source for one reading of <paramref name="address"/>.</summary>
    /// <param name="address">What to read.</param>
    /// <param name="backend">Who decodes.</param>
    /// <param name="transport">How RTSP packets travel.</param>
    /// <param name="limit">Silence of a camera that counts as failed.</param>
    public static IFrameSource Create(SourceAddress address, VideoBackend backend, RtspTransport transport, TimeSpan limit) =>
        Create(address, backend, transport, limit, packets: null);

    /// <summary>The same; <paramref name="packets"/> gets what is decoded in this process.</summary>
    internal static IFrameSource Create(SourceAddress address, VideoBackend backend, RtspTransport transport, TimeSpan limit, PacketFeed? packets) =>
        Choose(backend, () => Libav.Check().Ok) == VideoBackend.Libav
            ? new LibavSource(address, transport, limit) { Packets = packets }
            : new ProcessSource(address, transport, limit);

    /// <summary>What <see cref="VideoBackend.Auto"/> comes to; the libraries are looked at only for it.</summary>
    internal static VideoBackend Choose(VideoBackend asked, Func<bool> librariesFit) =>
        asked != VideoBackend.Auto ? asked : librariesFit() ? VideoBackend.Libav : VideoBackend.Process;
}
