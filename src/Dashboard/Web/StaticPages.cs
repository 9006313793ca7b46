using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace FaceStream.Dashboard.Web;

/// <summary>The web page: files that Vite made, and the page itself for every address that is not a file or an API.</summary>
internal static class StaticPages
{
    public static void UseStaticPages(this IApplicationBuilder app, string folder)
    {
        if (Directory.Exists(folder))
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), OnPrepareResponse = SetCaching });
    }

    /// <summary>
    /// Answers what no endpoint answers; comes after routing. Not a fallback endpoint: that would also catch
    /// a wrong method or content type of an endpoint that exists, and call it absent.
    /// </summary>
    public static void UseFallbackPage(this IApplicationBuilder app, string folder)
    {
        var index = Path.Combine(folder, "index.html");
        app.Use((context, next) => context.GetEndpoint() is null ? Answer(context.Request, index).ExecuteAsync(context) : next(context));
    }

    private static IResult Answer(HttpRequest request, string index)
    {
        if (request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/openapi"))
            return Problem.NotFound("no-such-address", $"There is no {request.Path} here; /openapi/v1.json lists what there is.");
        if (IsFile(request.Path.Value ?? ""))
            return Problem.NotFound("no-such-file", $"There is no file {request.Path} here.");
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            request.HttpContext.Response.Headers.Allow = "GET, HEAD";
            return Problem.Of(StatusCodes.Status405MethodNotAllowed, "not-allowed", $"{request.Path} can only be read.");
        }

        if (!File.Exists(index))
            return Problem.NotFound("no-page", "The web page has not been built. Run ./facestream setup and start again; the API and /metrics work without it.");

        request.HttpContext.Response.Headers.CacheControl = "no-cache";
        return Results.File(index, "text/html; charset=utf-8");
    }

    /// <summary>Under <c>assets/</c>, or at the top with a dot. A dot further down may be a camera's: <c>/live/cam.1</c>.</summary>
    private static bool IsFile(string path) =>
        path.StartsWith("/assets/", StringComparison.Ordinal) || (path.LastIndexOf('/') == 0 && path.Contains('.', StringComparison.Ordinal));

    /// <summary>Vite puts a hash of the content into the names in <c>assets/</c>: those never change, the rest may.</summary>
    private static void SetCaching(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl =
            file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
}
