using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Sources.Child;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests.Sources.Child;

public class ProcessSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_walk_through_gives_the_same_pictures_at_the_same_times_as_the_libraries()
    {
        var path = Places.Sample("walk-through.mp4");
        using var child = Make(path);
        using var libav = Footage.Source(path);
        var (theirs, ours) = (child.Open(Cancel), libav.Open(Cancel));

        Assert.Equal((ours.Codec, ours.Width, ours.Height, ours.Fps, ours.Live), (theirs.Codec, theirs.Width, theirs.Height, theirs.Fps, theirs.Live));
        for (var i = 0; i < 50; i++)
        {
            Assert.True(child.TryRead(out var a));
            Assert.True(libav.TryRead(out var b));
            Assert.Equal((b.Width, b.Height, b.Colour), (a.Width, a.Height, a.Colour));
            Assert.InRange((a.Time - b.Time).TotalMilliseconds, -0.1, 0.1);
            Assert.InRange(Largest(Planes(child, a), Planes(libav, b)), 0, 1);
        }
    }

    [Theory]
    [InlineData("vfr.child.mkv", "-f lavfi -i testsrc=size=160x120:rate=25:duration=1 -vf select=lt(n\\,12)+not(mod(n\\,2)) -vsync vfr -pix_fmt yuv420p")]
    [InlineData("odd.child.mkv", "-f lavfi -i testsrc=size=321x241:rate=25:duration=0.4 -c:v ffv1 -pix_fmt yuv420p")]
    [InlineData("late.child.ts", "-f lavfi -i testsrc=size=160x120:rate=25:duration=0.4 -pix_fmt yuv420p -output_ts_offset 50")]
    [InlineData("ten.child.mkv", "-f lavfi -i testsrc=size=320x240:rate=25:duration=0.2 -c:v libx264 -crf 1 -pix_fmt yuv420p10le")]
    [InlineData("wide.child.mkv", "-f lavfi -i testsrc=size=1280x720:rate=25:duration=0.1 -pix_fmt yuv420p -colorspace bt2020nc")]
    public void A_file_of_any_kind_gives_what_the_libraries_give(string name, string arguments)
    {
        var path = Footage.Make(name, arguments);
        using var child = Make(path);
        using var libav = Footage.Source(path);
        child.Open(Cancel);
        libav.Open(Cancel);

        var (theirs, ours) = (Footage.Read(child), Footage.Read(libav));

        Assert.Equal(ours.Count, theirs.Count);
        Assert.All(theirs.Zip(ours), pair =>
        {
            Assert.Equal(pair.Second.Picture with { Time = default, Stamp = null }, pair.First.Picture with { Time = default });
            Assert.InRange((pair.First.Picture.Time - pair.Second.Picture.Time).TotalMilliseconds, -1, 1);
            Assert.InRange(Largest(pair.First.Planes, pair.Second.Planes), 0, 1);
        });
        Assert.Equal((libav.Damage, libav.Errors), (child.Damage, child.Errors));
    }

    [Fact]
    public void A_file_that_cannot_be_read_gives_the_same_words_as_the_libraries()
    {
        var late = File.ReadAllBytes(Footage.Make("late.mp4", $"-i {Footage.Video} -c copy"));
        string[] files =
        [
            Footage.Nowhere("gone.mp4"), Path.GetTempPath(),
            Footage.Write("empty.child.mp4", []), Footage.Write("letter.child.mp4", "Dear camera,\nplease send a picture.\n"u8),
            Footage.Write("noindex.child.mp4", late.AsSpan(0, late.Length * 2 / 3)),
            Footage.Write("list.child.mp4", "#EXTM3U\n#EXTINF:2,\nfile:other.mp4\n#EXT-X-ENDLIST\n"u8),
            Footage.Make("tone.m4a", "-f lavfi -i sine=duration=1"),
        ];
        Assert.All(files, file =>
        {
            using var child = Make(file);
            using var libav = Footage.Source(file);
            var (theirs, ours) = (Assert.Throws<SourceException>(() => child.Open(Cancel)), Assert.Throws<SourceException>(() => libav.Open(Cancel)));
            Assert.Equal((ours.Fault, ours.Message), (theirs.Fault, theirs.Message));
        });
    }

    [Fact]
    public void A_file_that_was_cut_off_is_told_in_the_same_words()
    {
        var bytes = File.ReadAllBytes(Footage.Video);
        var path = Footage.Write("cut.child.mp4", bytes.AsSpan(0, bytes.Length / 2));
        using var child = Make(path);
        using var libav = Footage.Source(path);
        child.Open(Cancel);
        libav.Open(Cancel);

        Assert.Equal(Footage.Read(libav).Count, Footage.Read(child).Count);
        Assert.NotNull(child.Damage);
        Assert.Equal(libav.Damage, child.Damage);
    }

    [Fact]
    public void Names_that_look_like_options_or_protocols_are_names()
    {
        var path = Footage.Write("-y:http:odd.mp4", File.ReadAllBytes(Footage.Video));
        using var child = Make(Path.GetRelativePath(Environment.CurrentDirectory, path));

        Assert.Equal(320, child.Open(Cancel).Width);
        var arguments = FfmpegArguments.For(SourceAddress.Parse("-f"), default, TimeSpan.FromSeconds(5));
        Assert.Equal("file:" + Path.GetFullPath("-f"), arguments[Array.IndexOf(arguments, "-i") + 1]);
        Assert.Equal(["file"], arguments.Where((_, i) => i > 0 && arguments[i - 1] == "-protocol_whitelist"));
    }

    [Fact]
    public void A_program_that_is_not_there_is_named_with_what_to_install()
    {
        using var source = Make(Footage.Video, program: "no-such-ffmpeg");

        var missing = Assert.Throws<MissingLibraryException>(() => source.Open(Cancel));

        Assert.Contains("no-such-ffmpeg cannot be started", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_cannot_be_started_just_now_is_tried_again()
    {
        var path = Footage.Write("busy.sh", "#!/bin/sh\n"u8);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        using var update = new FileStream(path, FileMode.Open, FileAccess.Write);       // is being replaced
        using var source = Make("rtsp://127.0.0.1/x", program: path);

        var refused = Assert.Throws<SourceException>(() => source.Open(Cancel));

        Assert.True(refused.MayPass);
        Assert.Contains("cannot be started just now", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("noise", 30, "head -c 3000000 /dev/urandom", SourceFault.Damaged, "cannot be understood: the bytes do not begin as NUT does")]
    [InlineData("mute", 1, "exec sleep 600", SourceFault.Timeout, "no picture within 1 s of connecting")]
    [InlineData("loud", 1, "exec yes '[error] oh' 3>&1 >&2", SourceFault.Timeout, "no picture within 1 s of connecting")]
    [InlineData("crash", 30, "kill -SEGV $$", SourceFault.Lost, "the ffmpeg that read it was ended by signal 11")]
    [InlineData("words", 30, "echo '[tcp @ 0x1] [error] rtsp://admin:hunter2@127.0.0.1/x: a plain hunter2 failure' >&2; exit 1", SourceFault.Unreachable, "cannot be opened: rtsp://***@127.0.0.1/x: a plain *** failure")]
    public void A_mad_ffmpeg_is_a_reason_and_never_a_hang(string name, double limit, string script, SourceFault fault, string words)
    {
        var path = Footage.Write(name + ".sh", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{script}\n"));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        using var source = Make("rtsp://admin:hunter2@127.0.0.1/x", limit, program: path);

        var refused = Assert.Throws<SourceException>(() => source.Open(Cancel));

        Assert.Equal(fault, refused.Fault);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_libraries_are_chosen_where_they_fit_and_a_process_where_they_do_not()
    {
        Assert.Equal(VideoBackend.Libav, FrameSources.Choose(VideoBackend.Auto, () => true));
        Assert.Equal(VideoBackend.Process, FrameSources.Choose(VideoBackend.Auto, () => false));
        Assert.Equal(VideoBackend.Process, FrameSources.Choose(VideoBackend.Process, () => true));
        Assert.Equal(VideoBackend.Libav, FrameSources.Choose(VideoBackend.Libav, () => false));
        using var asked = FrameSources.Create(SourceAddress.Parse(Footage.Video), new() { Name = "x", Source = Footage.Video, Backend = VideoBackend.Process });
        Assert.IsType<ProcessSource>(asked);
    }

    [Fact]
    public void A_source_can_be_thrown_away_at_any_time()
    {
        Make(Footage.Video).Dispose();
        using var opened = Make(Footage.Video);
        opened.Open(Cancel);
    }

    internal static ProcessSource Make(string address, double limit = 5, RtspTransport transport = RtspTransport.Tcp, string program = "ffmpeg") =>
        new(SourceAddress.Parse(address), transport, TimeSpan.FromSeconds(limit)) { Program = program };

    private static byte[] Planes(IFrameSource source, Picture picture)
    {
        var planes = new byte[Footage.Size(picture)];
        source.CopyTo(planes);
        return planes;
    }

    private static int Largest(byte[] a, byte[] b)
    {
        Assert.Equal(a.Length, b.Length);
        return a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
    }
}
