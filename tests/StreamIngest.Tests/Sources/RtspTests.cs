using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Tests.Sources.Child;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Sources;

public class RtspTests
{
    private const string Secret = "s3:cr@t/?";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RtspTransport.Tcp, false)]
    [InlineData(RtspTransport.Tcp, true)]
    [InlineData(RtspTransport.Udp, false)]
    public async Task A_camera_with_a_password_gives_pictures(RtspTransport transport, bool basic)
    {
        await using var camera = new RtspCamera(Clips.Small, login: new("admin", Secret, basic));
        using var source = Footage.Source(camera.Url, transport: transport);

        var info = source.Open(Cancel);

        Assert.Equal(("h264", 320, 240, true, null), (info.Codec, info.Width, info.Height, info.Live, info.Duration));
        var times = Enumerable.Range(0, 10).Select(_ => source.TryRead(out var picture) ? picture.Time.TotalSeconds : -1).ToArray();
        Assert.Equal(0, times[0]);
        Assert.InRange(times[^1], 0.3, 0.5);        // nine intervals of 40 ms; libav may guess the first
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_camera_that_encrypts_gives_pictures_though_nobody_vouches_for_its_certificate(bool process)
    {
        using var certificate = SelfSigned.Make();
        await using var camera = new RtspCamera(Clips.Small, login: new("admin", Secret), certificate: certificate);
        using IFrameSource source = process ? ProcessSourceTests.Make(camera.Url, limit: 20) : Footage.Source(camera.Url, limit: 20);

        Assert.StartsWith("rtsps://", camera.Url, StringComparison.Ordinal);
        Assert.Equal(("h264", 320), source.Open(Cancel) is var info ? (info.Codec, info.Width) : default);
        for (var i = 0; i < 10; i++)
            Assert.True(source.TryRead(out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_scheme_may_be_written_as_a_phone_corrects_it(bool process)
    {
        await using var camera = new RtspCamera(Clips.Small);
        var address = camera.Url.Replace("rtsp://", "Rtsp://", StringComparison.Ordinal);
        using IFrameSource source = process ? ProcessSourceTests.Make(address, limit: 20) : Footage.Source(address, limit: 20);

        Assert.Equal(320, source.Open(Cancel).Width);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_not_shown()
    {
        await using var camera = new RtspCamera(Clips.Small, login: new("admin", "right"));

        var refused = Refused(camera.UrlFor("admin", Secret));

        Assert.Equal(SourceFault.Unauthorized, refused.Fault);
        Assert.Contains("refused the user name or password", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_path_is_told()
    {
        await using var camera = new RtspCamera(Clips.Small);

        Assert.Equal(SourceFault.Missing, Refused(camera.WrongUrl).Fault);
    }

    [Fact]
    public void A_closed_port_is_unreachable()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var refused = Refused($"rtsp://admin:{Uri.EscapeDataString(Secret)}@127.0.0.1:{port}/x");

        Assert.Equal(SourceFault.Unreachable, refused.Fault);
        Assert.StartsWith($"rtsp://***@127.0.0.1:{port}/x: nothing listens", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_told()
    {
        var refused = Refused("rtsp://no-such-camera.invalid/x");

        Assert.Equal(SourceFault.NameNotFound, refused.Fault);
        Assert.Contains("'no-such-camera.invalid'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_that_never_answers_is_given_up_at_the_limit()
    {
        await using var camera = new RtspCamera(Clips.Small) { Mute = true };
        var started = Stopwatch.GetTimestamp();

        Assert.Equal(SourceFault.Timeout, Refused(camera.Url, limit: 1).Fault);

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.9, 1.5);
    }

    [Fact]
    public async Task Silence_is_told_at_the_limit()
    {
        await using var camera = new RtspCamera(Clips.Small);
        using var source = Footage.Source(camera.Url, limit: 3);

        var (stalled, after) = Silence.Bear(source, camera);

        Assert.Equal(SourceFault.Stalled, stalled.Fault);
        Assert.Contains("nothing arrived for 3 s", stalled.Message, StringComparison.Ordinal);
        Assert.InRange(after.TotalSeconds, 2.9, 20);       // how soon exactly is a matter of PromptnessFigures
    }

    [Theory]
    [InlineData(RtspTransport.Tcp)]
    [InlineData(RtspTransport.Udp)]
    public async Task A_silent_camera_is_let_go_when_cancelled(RtspTransport transport)
    {
        await using var camera = new RtspCamera(Clips.Small);
        using var cancel = new CancellationTokenSource();
        var source = Footage.Source(camera.Url, limit: 200, transport: transport);
        source.Open(cancel.Token);
        camera.Stalled = true;
        cancel.CancelAfter(300);

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (source.TryRead(out _))
            {
            }
        });
        source.Dispose();
    }

    [Fact]
    public async Task A_cut_connection_is_told_at_once()
    {
        await using var camera = new RtspCamera(Clips.Small);
        using var source = Footage.Source(camera.Url, limit: 20);
        source.Open(Cancel);
        camera.Reset();
        var reset = Stopwatch.GetTimestamp();

        var lost = Assert.Throws<SourceException>(() =>
        {
            while (source.TryRead(out _))
            {
            }
        });

        Assert.Equal(SourceFault.Lost, lost.Fault);
        Assert.InRange(Stopwatch.GetElapsedTime(reset).TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task A_camera_without_key_frames_is_told()
    {
        await using var camera = new RtspCamera(Clips.Noisy) { WithoutKeyFrames = true };
        using var source = new LibavSource(SourceAddress.Parse(camera.Url), RtspTransport.Tcp, TimeSpan.FromSeconds(5)) { PictureLimit = TimeSpan.FromSeconds(1.5) };

        var stalled = Assert.Throws<SourceException>(() => source.Open(Cancel));

        Assert.Equal(SourceFault.Stalled, stalled.Fault);
        Assert.Contains("packets arrive, but no whole picture", stalled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_and_broken_packets_do_not_stop_it()
    {
        await using var camera = new RtspCamera(Clips.Noisy) { CorruptPercent = 4, LosePercent = 2.5 };
        using var source = Footage.Source(camera.Url);
        source.Open(Cancel);

        for (var i = 0; i < 40; i++)
            Assert.True(source.TryRead(out _));
    }

    [Theory]
    [InlineData(0, 5_000, 1, 1)]
    [InlineData(5_000, 0, 1, 1)]
    [InlineData(1, 0.5, 8, 25)]         // set right by half a second: until it has caught up
    [InlineData(47_721, 47_721, 0, 0)]  // its 32 bits begin anew after a second, which is no leap
    public async Task A_camera_whose_clock_leaps_goes_on_as_if_it_had_not(double before, double after, int fewest, int most)
    {
        await using var camera = new RtspCamera(Clips.Small) { Ahead = before };
        using var source = Footage.Source(camera.Url);
        source.Open(Cancel);
        List<Picture> pictures = [];
        for (var i = 0; i < 50; i++)
        {
            if (i == 10)
                camera.Ahead = after;
            Assert.True(source.TryRead(out var picture));
            pictures.Add(picture);
        }

        Assert.InRange(pictures[^1].Time.TotalSeconds, 1.5, 5);         // 1.96, and what a busy machine delays at the leap
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.True(pair.First.Time < pair.Second.Time));
        Assert.InRange(pictures.Skip(1).Count(picture => picture.Repair != TimeRepair.None), fewest, most);
    }

    private static SourceException Refused(string url, double limit = 5)
    {
        using var source = Footage.Source(url, limit);
        return Assert.Throws<SourceException>(() => source.Open(Cancel));
    }
}
