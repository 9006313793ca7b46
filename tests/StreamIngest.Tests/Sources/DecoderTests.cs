using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Native;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Sources.Child;
using FaceStream.StreamIngest.Tests.Cameras;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests.Sources;

public class DecoderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DecoderChoice.Nvdec, "the processor decodes instead of nvdec: ")]
    [InlineData(DecoderChoice.Vaapi, "the processor decodes instead of vaapi: ")]
    public async Task Where_the_card_is_missing_the_processor_decodes_and_that_is_said_once(DecoderChoice asked, string words)
    {
        Assert.SkipWhen(HardwareDecoders.Choose(asked).Decoder == asked, "This machine has the card.");
        var log = new CapturedLog<CameraSession>();
        await using var camera = TestCamera.Create(new() { Name = "door", Source = Footage.Video, Loop = true, Decoder = asked }, log: log);
        var running = camera.RunAsync(Cancel);
        while ((await camera.Frames.ReadAsync(Cancel)) is var frame)
        {
            frame.Dispose();
            if (frame.Header.Epoch == 1)
                break;
        }

        Assert.Equal("software", camera.Status.Decoder);
        Assert.StartsWith(words, camera.Status.DecoderNotice, StringComparison.Ordinal);
        Assert.Single(log.Lines, line => line.Contains(words, StringComparison.Ordinal));
        await camera.DisposeAsync();
        await running;
    }

    [Theory]
    [InlineData(DecoderChoice.Auto)]
    [InlineData(DecoderChoice.Software)]
    public void Who_did_not_ask_for_a_card_is_told_nothing(DecoderChoice asked) => Assert.Null(HardwareDecoders.Choose(asked).Notice);

    [Theory]
    [InlineData(DecoderChoice.Nvdec)]
    [InlineData(DecoderChoice.Vaapi)]
    public void An_ffmpeg_that_finds_no_card_is_started_again_without(DecoderChoice asked)
    {
        Assert.SkipWhen(HardwareDecoders.Choose(asked).Decoder == asked, "This machine has the card.");
        using var source = new ProcessSource(SourceAddress.Parse(Footage.Video), default, TimeSpan.FromSeconds(5)) { Decoder = asked };

        var info = source.Open(Cancel);

        Assert.Equal("software", info.Decoder);
        Assert.StartsWith($"the processor decodes instead of {asked.Label}: ", info.Notice, StringComparison.Ordinal);
        Assert.Equal(50, Footage.Read(source).Count);
    }

    [Fact]
    public void Libraries_that_find_no_card_decode_without()
    {
        Assert.SkipWhen(HardwareDecoders.Choose(DecoderChoice.Nvdec).Decoder == DecoderChoice.Nvdec, "This machine has the card.");
        using var source = new LibavSource(SourceAddress.Parse(Footage.Video), default, TimeSpan.FromSeconds(5)) { Decoder = DecoderChoice.Nvdec };

        var info = source.Open(Cancel);

        Assert.Equal(("software", "the processor decodes instead of nvdec: FFmpeg cannot decode this h264 video with it"), (info.Decoder, info.Notice));
        Assert.Equal(50, Footage.Read(source).Count);
    }

    [Fact]
    public void A_card_that_takes_a_video_and_gives_no_picture_of_it_is_left_for_the_processor()
    {
        // A decoder of another codec opens, and refuses every packet, as a card does that lacks the memory or the profile.
        var card = new LibavSource(SourceAddress.Parse(Footage.Video), default, TimeSpan.FromSeconds(5))
        {
            Decoder = DecoderChoice.Nvdec, OnCard = _ => VideoDecoder.Open(Av.FindDecoder("mjpeg"), parameters: 0),
        };
        using var source = new CardFallback(card, card.WithoutCard, new());

        var info = source.Open(Cancel);

        Assert.Equal("software", info.Decoder);
        Assert.StartsWith("the processor decodes instead of nvdec: it gives no picture of this h264 video (Invalid data", info.Notice, StringComparison.Ordinal);
        Assert.Equal((50, 0), (Footage.Read(source).Count, source.Errors));
    }

    [Fact]
    public void A_card_that_decodes_is_kept()
    {
        var card = new LibavSource(SourceAddress.Parse(Footage.Video), default, TimeSpan.FromSeconds(5)) { Decoder = DecoderChoice.Nvdec, OnCard = video => VideoDecoder.Open(video.Codec, video.Parameters) };
        using var source = new CardFallback(card, card.WithoutCard, new());

        var info = source.Open(Cancel);

        Assert.Equal(("nvdec", null, 50), (info.Decoder, info.Notice, Footage.Read(source).Count));
    }

    [Theory]
    [InlineData(50, 2)]                     // fails again and again: at the third opening the processor decodes at once
    [InlineData(CardRecord.Works, 5)]       // works in between: each failure is new, and the card is tried as often as the camera is opened
    public void A_card_whose_failure_comes_back_is_not_tried_again(int pictures, int tries)
    {
        var (record, opened, notices) = (new CardRecord(), 0, new List<string?>());
        for (var reading = 0; reading < 5; reading++)
        {
            using var source = new CardFallback(new FailingCard(pictures, () => opened++), why => new LibavSource(SourceAddress.Parse(Footage.Video), default, TimeSpan.FromSeconds(5)) { Notice = why }, record);
            var info = source.Open(Cancel);
            notices.Add(info.Notice);
            if (info.Notice is null)
                Assert.Equal(SourceFault.Damaged, Assert.Throws<SourceException>(() => Footage.Read(source)).Fault);
            else
                Assert.Equal(50, Footage.Read(source).Count);
        }

        Assert.Equal(tries, opened);
        Assert.Equal(Enumerable.Range(0, 5).Select(reading => reading < tries ? null : "it broke off this h264 video, and not for the first time"), notices);
    }

    [Theory]
    [InlineData(DecoderChoice.Nvdec, "-hwaccel cuda -i")]
    [InlineData(DecoderChoice.Vaapi, "-hwaccel vaapi -i")]
    public void An_ffmpeg_is_told_which_card(DecoderChoice decoder, string words)
    {
        Assert.Contains(words, string.Join(' ', FfmpegArguments.For(SourceAddress.Parse("x.mp4"), default, TimeSpan.FromSeconds(5), decoder)), StringComparison.Ordinal);
        Assert.DoesNotContain("-hwaccel", FfmpegArguments.For(SourceAddress.Parse("x.mp4"), default, TimeSpan.FromSeconds(5)));
    }

    /// <summary>A card that gives some pictures, and then nothing that can be decoded.</summary>
    private sealed class FailingCard(int pictures, Action opened) : IFrameSource
    {
        private int _given;

        public long Errors => 0;

        public string? Damage => null;

        public SourceInfo Open(CancellationToken cancel)
        {
            opened();
            return new("h264", 4, 2, 25, null, null, Live: true) { Decoder = DecoderChoice.Nvdec.Label };
        }

        public bool TryRead(out Picture picture)
        {
            picture = new(TimeSpan.FromSeconds(_given / 25.0), 4, 2, default);
            return _given++ < pictures ? true : throw new SourceException(SourceFault.Damaged, "rtsp://camera/: 50 packets in a row could not be decoded");
        }

        public void CopyTo(Span<byte> planes) => planes.Clear();

        public void Dispose()
        {
        }
    }
}
