using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Tests.Sources;

public class FileFaultTests
{
    [Fact]
    public void A_missing_file_is_missing() => Refused(Footage.Nowhere("gone.mp4"), SourceFault.Missing, "no such file");

    [Fact]
    public void A_directory_is_no_video() => Refused(Path.GetTempPath(), SourceFault.Unreadable, "is a directory");

    [Fact]
    public void An_empty_file_is_empty() => Refused(Footage.Write("empty.mp4", []), SourceFault.Empty, "is empty (0 bytes)");

    [Fact]
    public void Text_is_no_video_whatever_its_name() =>
        Refused(Footage.Write("letter.mp4", "Dear camera,\nplease send a picture.\n"u8), SourceFault.NotVideo, "it is text");

    [Fact]
    public void A_picture_is_no_video() =>
        Refused(Footage.Make("still.png", "-f lavfi -i testsrc=size=64x64 -frames:v 1"), SourceFault.NotVideo, "it is a picture");

    [Fact]
    public void Noise_is_no_video()
    {
        var noise = new byte[5000];
        new Random(3).NextBytes(noise);
        Refused(Footage.Write("noise.mp4", noise), SourceFault.NotVideo, "its format is not known");
    }

    [Fact]
    public void A_recording_without_its_index_was_cut_off()
    {
        var bytes = File.ReadAllBytes(Footage.Make("late.mp4", $"-i {Footage.Video} -c copy"));
        Refused(Footage.Write("noindex.mp4", bytes.AsSpan(0, bytes.Length * 2 / 3)), SourceFault.NoIndex, "has no index (moov atom); was the recording cut off?");
    }

    [Theory]
    [InlineData(0x7F)]
    [InlineData(0xFF)]
    public void A_recording_whose_boxes_are_beyond_all_bounds_has_no_index(byte first) => Refused(
        Footage.Write($"endless{first}.mp4", [0, 0, 0, 16, .. "ftypisom\0\0\0\0"u8, 0, 0, 0, 1, .. "free"u8, first, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), SourceFault.NoIndex, "has no index");

    [Theory]
    [InlineData("tone.m4a", "-f lavfi -i sine=duration=1")]
    [InlineData("tone.mp3.mkv", "-f lavfi -i sine=duration=1 -c:a pcm_s16le")]
    public void Sound_alone_has_no_video_track(string name, string arguments) =>
        Refused(Footage.Make(name, arguments), SourceFault.NoVideo, "has no video track");

    [Fact]
    public void A_songs_cover_is_no_video() => Refused(
        Footage.Make("cover.m4a", $"-f lavfi -i sine=duration=1 -i {Footage.Make("still.png", "-f lavfi -i testsrc=size=64x64 -frames:v 1")} -map 0 -map 1 -c:v png -disposition:v:0 attached_pic"),
        SourceFault.NoVideo, "has no video track");

    [Theory]
    [InlineData("list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile:{0}\n#EXT-X-ENDLIST\n")]
    [InlineData("concat.mp4", "ffconcat version 1.0\nfile '{0}'\n")]
    [InlineData("sdp.mp4", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n")]
    public void A_playlist_opens_no_other_files(string name, string content) =>
        Refused(Footage.Write(name, System.Text.Encoding.UTF8.GetBytes(content.Replace("{0}", Footage.Video, StringComparison.Ordinal))), SourceFault.NotVideo, "is not a video that FaceStream reads");

    [Fact]
    public void A_name_with_a_colon_is_a_name()
    {
        var path = Footage.Write("http:odd.mp4", File.ReadAllBytes(Footage.Video));
        using var source = Footage.Source(path);
        Assert.Equal(320, source.Open(TestContext.Current.CancellationToken).Width);
    }

    private static void Refused(string path, SourceFault fault, string words)
    {
        using var source = Footage.Source(path);

        var refused = Assert.Throws<SourceException>(() => source.Open(TestContext.Current.CancellationToken));

        Assert.Equal(fault, refused.Fault);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
    }
}
