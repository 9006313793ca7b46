using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Tests.Sources;

public class LibavSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_file_gives_every_picture_with_its_time_and_the_pixels_that_ffmpeg_gives()
    {
        using var source = Footage.Source(Footage.Video);

        var info = source.Open(Cancel);
        var pictures = Footage.Read(source);

        Assert.Equal(new SourceInfo("h264", 320, 240, 25, TimeSpan.FromSeconds(2), 50, Live: false), info);
        Assert.Equal(Enumerable.Range(0, 50).Select(n => n * 40.0), pictures.Select(p => p.Picture.Time.TotalMilliseconds), (a, b) => Math.Abs(a - b) < 0.01);
        Assert.True(Footage.Raw(Footage.Video, "-pix_fmt yuv420p").AsSpan().SequenceEqual(pictures.SelectMany(p => p.Planes).ToArray()));
        Assert.Null(source.Damage);
    }

    [Theory]
    [InlineData("odd.mkv", "-c:v ffv1 -pix_fmt yuv420p", "-pix_fmt yuv420p", 0, "321x241")]
    [InlineData("yuv422p10.mkv", "-c:v libx264 -crf 1 -pix_fmt yuv422p10le", "-pix_fmt yuv420p", 1, "320x240")]
    [InlineData("yuv444p.mkv", "-c:v libx264 -crf 1 -pix_fmt yuv444p", "-pix_fmt yuv420p", 1, "320x240")]
    [InlineData("hevc10.mkv", "-c:v libx265 -x265-params log-level=none -crf 4 -pix_fmt yuv420p10le", "-pix_fmt yuv420p", 1, "320x240")]
    [InlineData("nv12.nut", "-c:v rawvideo -pix_fmt nv12", "-pix_fmt yuv420p", 0, "322x242")]
    [InlineData("mjpeg.avi", "-c:v mjpeg -q:v 2 -pix_fmt yuvj420p", "-pix_fmt yuvj420p", 0, "320x240")]
    [InlineData("mjpeg422.avi", "-c:v mjpeg -q:v 2 -pix_fmt yuvj422p", "-pix_fmt yuvj420p", 1, "320x240")]
    [InlineData("bgr.avi", "-c:v rawvideo -pix_fmt bgr24", "-vf scale=out_color_matrix=bt601:out_range=pc -pix_fmt yuvj420p", 1.5, "323x243")]
    public void Any_pixel_format_becomes_planes(string name, string encoder, string oracle, double tolerance, string size)
    {
        var path = Footage.Make(name, $"-f lavfi -i testsrc=size={size}:rate=25:duration=0.2 {encoder}");
        using var source = Footage.Source(path);
        source.Open(Cancel);

        var planes = Footage.Read(source).SelectMany(p => p.Planes).ToArray();

        Assert.InRange(Footage.Difference(Footage.Raw(path, oracle), planes), 0, tolerance);
    }

    [Fact]
    public void Grey_video_has_its_own_levels_and_no_colour()
    {
        var path = Footage.Make("grey.mkv", "-f lavfi -i testsrc2=size=320x240:rate=25:duration=0.2 -c:v ffv1 -pix_fmt gray");
        using var source = Footage.Source(path);
        source.Open(Cancel);

        var planes = Footage.Read(source)[0].Planes;

        Assert.True(Footage.Raw(path, "-frames:v 1 -pix_fmt gray").AsSpan().SequenceEqual(planes.AsSpan(0, 320 * 240)));
        Assert.False(planes.AsSpan(320 * 240).ContainsAnyExcept((byte)128));
    }

    [Theory]
    [InlineData("sd.mkv", "320x240", "", YuvMatrix.Bt601, false)]
    [InlineData("hd.mkv", "1280x720", "", YuvMatrix.Bt709, false)]
    [InlineData("sd709.mkv", "320x240", "-colorspace bt709 -color_range pc", YuvMatrix.Bt709, true)]
    [InlineData("hd2020.mkv", "1280x720", "-colorspace bt2020nc", YuvMatrix.Bt2020, false)]
    public void Matrix_and_range_are_those_of_the_stream_or_what_players_assume(string name, string size, string options, YuvMatrix matrix, bool full)
    {
        using var source = Footage.Source(Footage.Make(name, $"-f lavfi -i testsrc=size={size}:rate=25:duration=0.1 -pix_fmt yuv420p {options}"));
        source.Open(Cancel);

        Assert.True(source.TryRead(out var picture));
        Assert.Equal(new YuvColour(matrix, full), picture.Colour);
    }

    [Fact]
    public void Uneven_pictures_keep_their_own_times()
    {
        // Every second picture of the second half is missing: 12 at 40 ms, then 80 ms apart.
        var path = Footage.Make("vfr.mkv", "-f lavfi -i testsrc=size=160x120:rate=25:duration=1 -vf select=lt(n\\,12)+not(mod(n\\,2)) -vsync vfr -pix_fmt yuv420p");
        using var source = Footage.Source(path);
        source.Open(Cancel);

        var times = Footage.Read(source).Select(p => Math.Round(p.Picture.Time.TotalMilliseconds)).ToArray();

        Assert.Equal([0, 40, 80, 120, 160, 200, 240, 280, 320, 360, 400, 440, 480, 560, 640, 720, 800, 880, 960], times);
    }

    [Fact]
    public void A_stream_without_times_gets_them_from_its_rate()
    {
        var path = Footage.Make("raw.h264", "-f lavfi -i testsrc=size=160x120:rate=10:duration=1 -pix_fmt yuv420p -bf 0");
        using var source = Footage.Source(path);
        var info = source.Open(Cancel);

        var times = Footage.Read(source).Select(p => p.Picture.Time.TotalSeconds).ToArray();

        Assert.Equal(Enumerable.Range(0, 10).Select(n => n / info.Fps), times, (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void A_change_of_size_in_the_middle_is_followed_and_time_goes_on()
    {
        var small = File.ReadAllBytes(Footage.Make("small.ts", "-f lavfi -i testsrc=size=160x120:rate=25:duration=1 -pix_fmt yuv420p"));
        var large = File.ReadAllBytes(Footage.Make("large.ts", "-f lavfi -i testsrc=size=320x240:rate=25:duration=1 -pix_fmt yuv420p"));
        using var source = Footage.Source(Footage.Write("both.ts", [.. small, .. large]));
        source.Open(Cancel);

        var pictures = Footage.Read(source);

        Assert.Equal(["160×120", "320×240"], pictures.Select(p => $"{p.Picture.Width}×{p.Picture.Height}").Distinct());
        Assert.InRange(pictures.Count, 49, 50);
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.True(pair.First.Picture.Time < pair.Second.Picture.Time));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void A_recording_that_was_held_sideways_stands_upright(int degrees)
    {
        var path = Footage.Make($"turned{degrees}.mp4", $"-i {Footage.Video} -c copy -metadata:s:v:0 rotate={degrees}");
        using var source = Footage.Source(path);
        var info = source.Open(Cancel);

        var planes = Footage.Read(source)[0].Planes;

        Assert.Equal(degrees == 180 ? (320, 240) : (240, 320), (info.Width, info.Height));
        Assert.True(Footage.Raw(path, "-frames:v 1 -pix_fmt yuv420p").AsSpan().SequenceEqual(planes));     // ffmpeg turns by itself
    }

    [Theory]
    [InlineData("cut.mp4")]
    [InlineData("cut.mkv")]
    public void A_video_that_was_cut_off_gives_what_it_has_and_says_so(string name)
    {
        var whole = name.EndsWith(".mp4", StringComparison.Ordinal) ? Footage.Video : Footage.Make("whole.mkv", $"-i {Footage.Video} -c copy");
        var bytes = File.ReadAllBytes(whole);
        using var source = Footage.Source(Footage.Write(name, bytes.AsSpan(0, bytes.Length / 2)));
        source.Open(Cancel);

        Assert.InRange(Footage.Read(source).Count, 10, 45);
        Assert.Matches(@"ends at \d\.\d s of 2\.0 s; was it cut off\?", source.Damage);
    }

    [Fact]
    public void A_damaged_video_goes_on_after_the_damage()
    {
        var bytes = File.ReadAllBytes(Footage.Make("damage.ts", $"-i {Footage.Video} -c copy -bsf:v h264_mp4toannexb"));
        var random = new Random(1);
        for (var i = 0; i < 40; i++)
            bytes[random.Next(2000, bytes.Length)] ^= (byte)random.Next(1, 256);
        using var source = Footage.Source(Footage.Write("damaged.ts", bytes));
        source.Open(Cancel);

        var pictures = Footage.Read(source);

        Assert.True(pictures.Count > 25, $"{pictures.Count} pictures");
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.True(pair.First.Picture.Time < pair.Second.Picture.Time));
    }

    [Fact]
    public void A_cancelled_source_stops_at_once()
    {
        using var source = Footage.Source(Footage.Video);
        using var cancel = new CancellationTokenSource();
        source.Open(cancel.Token);
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (source.TryRead(out _))
            {
            }
        });
    }

    [Fact]
    public void A_source_can_be_thrown_away_at_any_time()
    {
        Footage.Source(Footage.Video).Dispose();
        using var opened = Footage.Source(Footage.Video);
        opened.Open(Cancel);
    }

    [Fact]
    public void Pictures_beyond_the_limit_are_not_decoded()
    {
        Libav.Require();
        Assert.True(Decodes(320 * 240));
        Assert.False(Decodes(320 * 240 - 1));

        static bool Decodes(long maxPixels)
        {
            using var interrupt = new Native.Interrupt();
            using var demuxer = new Demuxer();
            using var options = LibavOptions.For(SourceAddress.Parse(Footage.Video), default);
            Assert.Equal(0, demuxer.Open(Footage.Video, options, interrupt));
            using var decoder = VideoDecoder.Open(demuxer.Codec, demuxer.Parameters, maxPixels);
            while (decoder is not null && demuxer.Read() == 0)
            {
                decoder.Send(demuxer.Packet);
                if (decoder.Receive() == 0)
                    return true;
            }

            return false;
        }
    }

    [Fact]
    public void The_libraries_fit()
    {
        var check = Libav.Check();

        Assert.True(check.Ok, check.Problem);
        Assert.NotEmpty(check.Version);
    }
}
