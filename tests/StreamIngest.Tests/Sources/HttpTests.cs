using System.Diagnostics;
using FaceStream.StreamIngest.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FaceStream.StreamIngest.Tests.Sources;

public class HttpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pictures_of_a_web_camera_carry_the_time_at_which_they_came()
    {
        var jpeg = await File.ReadAllBytesAsync(Footage.Make("web.jpg", "-f lavfi -i testsrc=size=64x48:rate=1 -frames:v 1 -pix_fmt yuvj420p"), Cancel);
        await using var server = await ServeAsync(async context =>
        {
            context.Response.ContentType = "multipart/x-mixed-replace; boundary=picture";
            for (var i = 0; i < 40 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.WriteAsync($"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n");
                await context.Response.Body.WriteAsync(jpeg);
                await context.Response.WriteAsync("\r\n");
                await context.Response.Body.FlushAsync();
                await Task.Delay(100);
            }
        });
        using var source = Footage.Source(server.Urls.First() + "/video");

        var info = source.Open(Cancel);

        Assert.Equal(("mjpeg", 64, 48, true), (info.Codec, info.Width, info.Height, info.Live));
        var started = Stopwatch.GetTimestamp();
        var (first, last) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var i = 0; i < 25; i++)
        {
            Assert.True(source.TryRead(out var picture));
            (first, last) = (i == 0 ? picture.Time : first, picture.Time);
        }

        Assert.InRange((last - first).TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds - 0.2, Stopwatch.GetElapsedTime(started).TotalSeconds + 0.2);
    }

    [Fact]
    public async Task A_stream_in_pieces_is_put_together()
    {
        var piece = await File.ReadAllBytesAsync(Footage.Make("piece.ts", "-f lavfi -i testsrc=size=160x120:rate=25:duration=1 -pix_fmt yuv420p"), Cancel);
        await using var server = await ServeAsync(context => context.Request.Path == "/live.m3u8"
            ? context.Response.WriteAsync("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\npiece.ts\n#EXT-X-ENDLIST\n")
            : context.Response.Body.WriteAsync(piece).AsTask());
        using var source = Footage.Source(server.Urls.First() + "/live.m3u8");

        Assert.Equal(160, source.Open(Cancel).Width);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://{0}\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile 'file:{0}'\n")]
    public async Task A_server_cannot_make_us_read_our_own_files(string playlist)
    {
        var secret = Footage.Make("secret.ts", "-f lavfi -i testsrc=size=160x120:rate=25:duration=1 -pix_fmt yuv420p");
        await using var server = await ServeAsync(context => context.Response.WriteAsync(playlist.Replace("{0}", secret, StringComparison.Ordinal)));
        using var source = Footage.Source(server.Urls.First() + "/live.m3u8", limit: 3);

        Assert.Throws<SourceException>(() => source.Open(Cancel));
    }

    [Theory]
    [InlineData(401, SourceFault.Unauthorized)]
    [InlineData(403, SourceFault.Unauthorized)]
    [InlineData(404, SourceFault.Missing)]
    [InlineData(500, SourceFault.Unreachable)]
    public async Task What_the_server_answers_is_told(int status, SourceFault fault)
    {
        await using var server = await ServeAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var source = Footage.Source(server.Urls.First() + "/video");

        Assert.Equal(fault, Assert.Throws<SourceException>(() => source.Open(Cancel)).Fault);
    }

    private static async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(answer);
        await app.StartAsync(Cancel);
        return app;
    }
}
