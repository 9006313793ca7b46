using System.Diagnostics;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Tests.Sources.Child;
using FaceStream.Tests;
using Microsoft.AspNetCore.Http;

namespace FaceStream.StreamIngest.Tests.Sources;

public class HttpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pictures_of_a_web_camera_carry_the_time_at_which_they_came(bool process)
    {
        var jpeg = await File.ReadAllBytesAsync(Footage.Make("web.jpg", "-f lavfi -i testsrc=size=64x48:rate=1 -frames:v 1 -pix_fmt yuvj420p"), Cancel);
        await using var server = await HttpServer.StartAsync(context => HttpServer.SendPicturesAsync(context, jpeg, 200, TimeSpan.FromMilliseconds(100)), Cancel);
        using var source = Source(process, server.Urls.First() + "/video");

        var info = source.Open(Cancel);

        Assert.Equal(("mjpeg", 64, 48, true), (info.Codec, info.Width, info.Height, info.Live));
        var started = Stopwatch.GetTimestamp();
        var (first, last) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var i = 0; i < 25; i++)
        {
            Assert.True(source.TryRead(out var picture));
            (first, last) = (i == 0 ? picture.Time : first, picture.Time);
        }

        Assert.InRange((last - first).TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds - 0.3, Stopwatch.GetElapsedTime(started).TotalSeconds + 0.3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_in_pieces_is_put_together(bool process)
    {
        var piece = await File.ReadAllBytesAsync(Footage.Make("piece.ts", "-f lavfi -i testsrc=size=160x120:rate=25:duration=1 -pix_fmt yuv420p"), Cancel);
        await using var server = await HttpServer.StartAsync(context => context.Request.Path == "/live.m3u8"
            ? context.Response.WriteAsync("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\npiece.ts\n#EXT-X-ENDLIST\n")
            : context.Response.Body.WriteAsync(piece).AsTask(), Cancel);
        using var source = Source(process, server.Urls.First() + "/live.m3u8");

        Assert.Equal(160, source.Open(Cancel).Width);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://{0}\n#EXT-X-ENDLIST\n")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nconcat:{0}|{0}\n#EXT-X-ENDLIST\n")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsubfile,,start,0,end,0,,:{0}\n#EXT-X-ENDLIST\n")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\ndata:video/mp2t;base64,{1}\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile 'file:{0}'\n")]
    public async Task A_server_cannot_make_us_read_our_own_files(string playlist)
    {
        var secret = Footage.Make("secret.ts", "-f lavfi -i testsrc=size=160x120:rate=25:duration=1 -pix_fmt yuv420p");
        var text = playlist.Replace("{0}", secret, StringComparison.Ordinal).Replace("{1}", Convert.ToBase64String(await File.ReadAllBytesAsync(secret, Cancel)), StringComparison.Ordinal);
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/live.m3u8" ? 200 : 404;
            return context.Response.WriteAsync(text);
        }, Cancel);

        using var libav = Source(process: false, server.Urls.First() + "/live.m3u8", limit: 3);
        Assert.Throws<SourceException>(() => libav.Open(Cancel));
        using var child = Source(process: true, server.Urls.First() + "/live.m3u8", limit: 8);
        Assert.Throws<SourceException>(() => child.Open(Cancel));
    }

    [Theory]
    [InlineData(401, SourceFault.Unauthorized)]
    [InlineData(403, SourceFault.Unauthorized)]
    [InlineData(404, SourceFault.Missing)]
    [InlineData(500, SourceFault.Unreachable)]
    public async Task What_the_server_answers_is_told(int status, SourceFault fault)
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }, Cancel);
        using var source = Footage.Source(server.Urls.First() + "/video");

        Assert.Equal(fault, Assert.Throws<SourceException>(() => source.Open(Cancel)).Fault);
    }

    private static IFrameSource Source(bool process, string url, double limit = 20) =>
        process ? ProcessSourceTests.Make(url, limit) : Footage.Source(url, limit);
}
