using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FaceStream.Tests;

/// <summary>A web server for cameras that speak HTTP, at a free port of 127.0.0.1.</summary>
public static class HttpServer
{
    /// <summary>Serves; its address is the first of <see cref="WebApplication.Urls"/>.</summary>
    public static async Task<WebApplication> StartAsync(RequestDelegate answer, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(answer);
        await app.StartAsync(cancel);
        return app;
    }

    /// <summary>One picture after the other, as web cameras send them.</summary>
    public static async Task SendPicturesAsync(HttpContext context, byte[] jpeg, int count, TimeSpan apart)
    {
        context.Response.ContentType = "multipart/x-mixed-replace; boundary=picture";
        for (var i = 0; i < count && !context.RequestAborted.IsCancellationRequested; i++)
        {
            await context.Response.WriteAsync($"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n");
            await context.Response.Body.WriteAsync(jpeg);
            await context.Response.WriteAsync("\r\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(apart);
        }
    }
}
