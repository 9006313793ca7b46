using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Tests.Cameras;
using FaceStream.StreamIngest.Tests.Sources.Child;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Sources;

/// <summary>RTSP cameras that send something other than H.264, read by the libraries and by a process.</summary>
public class CodecTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "hevc", "yuv420p", RtspTransport.Tcp)]
    [InlineData(false, "hevc", "yuv420p", RtspTransport.Udp)]
    [InlineData(true, "hevc", "yuv420p", RtspTransport.Tcp)]
    [InlineData(false, "hevc", "yuv420p10le", RtspTransport.Tcp)]
    [InlineData(true, "hevc", "yuv420p10le", RtspTransport.Tcp)]
    [InlineData(false, "mjpeg", "yuvj420p", RtspTransport.Tcp)]
    [InlineData(true, "mjpeg", "yuvj420p", RtspTransport.Tcp)]
    public async Task A_camera_of_another_codec_gives_pictures(bool process, string codec, string format, RtspTransport transport)
    {
        var clip = codec == "mjpeg" ? Clips.Jpeg : format == "yuv420p" ? Clips.H265 : Clips.TenBits;
        var (whole, video) = (Footage.Raw(Footage.Video, "-pix_fmt yuvj420p"), Footage.Raw(Footage.Video, "-pix_fmt yuv420p"));
        await using var camera = new RtspCamera(clip);
        using IFrameSource source = process ? ProcessSourceTests.Make(camera.Url, limit: 20) : Footage.Source(camera.Url, limit: 20, transport);

        var info = source.Open(Cancel);

        Assert.Equal((codec, 320, 240, true), (info.Codec, info.Width, info.Height, info.Live));
        for (var i = 0; i < 20; i++)
        {
            Assert.True(source.TryRead(out var picture));
            var planes = new byte[Footage.Size(picture)];
            source.CopyTo(planes);
            // In the range that the source says it is in: in the other one it differs by 9.
            Assert.InRange((picture.Colour.FullRange ? whole : video).Chunk(planes.Length).Min(shown => Footage.Difference(shown, planes)), 0, 4);
        }

        Assert.Equal(0, source.Errors);
    }

    [Theory]
    [InlineData(VideoBackend.Auto)]
    [InlineData(VideoBackend.Process)]
    public async Task A_camera_that_comes_back_with_another_codec_is_shown_on(VideoBackend backend)
    {
        await using var server = new RtspCamera(Clips.Small);
        await using var camera = TestCamera.Create(new() { Name = "door", Source = server.Url, Backend = backend, Timeout = TimeSpan.FromSeconds(20) });
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);

        Assert.True(await camera.WaitForAsync(status => status is { State: CameraState.Live, Codec: "h264" }, seconds: 60), camera.Status.ToString());
        foreach (var (clip, codec) in new[] { (Clips.H265, "hevc"), (Clips.Jpeg, "mjpeg"), (Clips.Small, "h264") })
        {
            await server.GoAwayAsync();
            server.Clip = clip;
            server.ComeBack();
            Assert.True(await camera.WaitForAsync(status => status.State == CameraState.Live && status.Codec == codec, seconds: 60), camera.Status.ToString());
        }

        await stop.CancelAsync();
        await running;
    }
}
