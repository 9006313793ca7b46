using System.Text;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Native;

/// <summary>
/// Decodes one small picture of known content and compares what is read from libav's structs with what must be there.
/// An FFmpeg whose structs changed is refused here, in words, and not by a crash later.
/// </summary>
internal static unsafe class AbiSelfTest
{
    private const int Width = 16;
    private const int Height = 8;
    private const int Luma = Width * Height;

    /// <exception cref="MissingLibraryException">The layout does not fit.</exception>
    public static void Run()
    {
        using var interrupt = new Interrupt();
        using var demuxer = new Demuxer();
        using var options = new AvOptions().Set("protocol_whitelist", "data").Set("format_whitelist", "yuv4mpegpipe");

        var error = demuxer.Open("data:video/x-yuv4mpeg;base64," + Convert.ToBase64String(Video()), options, interrupt);
        Expect(error == 0, $"opening a test picture gave {error}");
        Expect(interrupt.Polls > 0, "the interrupt callback was not called");
        Expect(demuxer.Streams == 1, $"the test picture has {demuxer.Streams} tracks");
        Expect(demuxer.MediaType == Av.MediaVideo, "the track is not video");
        Expect(demuxer.FrameRate == 25, $"25 pictures a second were read as {demuxer.FrameRate}");
        Expect(demuxer.Tick == 0.04, $"a time base of 1/25 was read as {demuxer.Tick}");

        using var decoder = VideoDecoder.Open(demuxer.Codec, demuxer.Parameters);
        Expect(decoder is not null, "the decoder did not open");
        Expect(demuxer.Read() == 0 && decoder!.Send(demuxer.Packet) == 0 && decoder.Receive() == 0, "the picture was not decoded");
        Expect((decoder!.Width, decoder.Height, decoder.Format, decoder.Timestamp) == (Width, Height, 0, 0), "size, format or time of the picture are wrong");

        var planes = new byte[Luma * 3 / 2];
        using (var copier = new PictureCopier())
            copier.Copy(decoder.Frame, default, Imaging.Orientation.Upright, planes);
        Expect(planes.AsSpan().SequenceEqual(Pixels()), "the pixels of the picture are wrong");
    }

    private static byte[] Video() =>
        [.. Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F25:1 Ip A1:1 C420jpeg\nFRAME\n"), .. Pixels()];

    private static byte[] Pixels() => [.. Enumerable.Range(0, Luma * 3 / 2).Select(i => (byte)(i * 7 + 3))];

    private static void Expect(bool fits, string difference)
    {
        if (!fits)
        {
            throw new MissingLibraryException(
                $"FFmpeg {Av.Release} is laid out differently than FaceStream knows ({difference}). Install one of releases 5 to 7.");
        }
    }
}
