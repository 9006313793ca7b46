using Microsoft.AspNetCore.Diagnostics;

namespace FaceStream.Dashboard.Web;

/// <summary>Words for the statuses that the framework answers without any: wrong method, wrong type, too large.</summary>
internal static class BareStatus
{
    public const string TooLarge = "The request is larger than what is read here; pictures may have 10 MB each, 64 MB together.";

    public static Task ExplainAsync(StatusCodeContext bare)
    {
        var context = bare.HttpContext;
        var (request, status) = (context.Request, context.Response.StatusCode);
        var (code, words) = status switch
        {
            StatusCodes.Status400BadRequest => ("bad-request", "The request could not be understood; /openapi/v1.json says what is expected."),
            StatusCodes.Status404NotFound => ("no-such-address", $"There is no {request.Path} here; /openapi/v1.json lists what there is."),
            StatusCodes.Status405MethodNotAllowed => ("not-allowed", $"{request.Method} is not possible at {request.Path}, only {context.Response.Headers.Allow}."),
            StatusCodes.Status413PayloadTooLarge => ("too-large", TooLarge),
            StatusCodes.Status415UnsupportedMediaType => ("wrong-type",
                $"A body of type '{request.ContentType}' is not understood at {request.Path}; /openapi/v1.json says which type is expected."),
            _ => ("status-" + status, "The request was not served."),
        };
        return Problem.Of(status, code, words).ExecuteAsync(context);
    }
}
