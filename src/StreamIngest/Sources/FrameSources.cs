using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Packets;
using FaceStream.StreamIngest.Sources.Child;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Makes the source that a camera asks for.</summary>
public static class FrameSources
{
    /// <summary>A source for one reading of <paramref name="address"/>.</summary>
    /// <param name="address">What to read: the camera's, or a file in its folder.</param>
    /// <param name="camera">How to read it.</param>
    public static IFrameSource Create(SourceAddress address, CameraOptions camera) => Create(address, camera, packets: null, new());

    /// <summary>The same; <paramref name="packets"/> gets what is decoded in this process, unless it is of several files, which may differ.</summary>
    /// <param name="address">What to read.</param>
    /// <param name="camera">How.</param>
    /// <param name="packets">Where packets go, if anywhere.</param>
    /// <param name="card">How a card did with what was read there before; goes on.</param>
    internal static IFrameSource Create(SourceAddress address, CameraOptions camera, PacketFeed? packets, CardRecord card)
    {
        if (address.Kind == SourceKind.File && Directory.Exists(address.Text))
            return new FolderSource(address, file => Create(file, camera, packets: null, card));

        var (decoder, notice) = HardwareDecoders.Choose(camera.Decoder);
        // Only ffmpeg knows cameras at this machine, and VA-API.
        var backend = address.Kind == SourceKind.Device || decoder == DecoderChoice.Vaapi ? VideoBackend.Process : Choose(camera.Backend, () => Libav.Check().Ok);
        if (backend == VideoBackend.Process)
            return new ProcessSource(address, camera.Transport, camera.Timeout) { Decoder = decoder, Notice = notice };
        var source = new LibavSource(address, camera.Transport, camera.Timeout) { Decoder = decoder, Notice = notice, Packets = packets };
        return decoder == DecoderChoice.Software ? source : new CardFallback(source, source.WithoutCard, card);
    }

    /// <summary>What <see cref="VideoBackend.Auto"/> comes to; the libraries are looked at only for it.</summary>
    internal static VideoBackend Choose(VideoBackend asked, Func<bool> librariesFit) =>
        asked != VideoBackend.Auto ? asked : librariesFit() ? VideoBackend.Libav : VideoBackend.Process;
}
