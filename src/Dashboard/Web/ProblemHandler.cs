using System.Text.Json;
using FaceStream.Dashboard.People;
using FaceStream.Gallery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Web;

/// <summary>Turns what an endpoint throws into a problem. The only place that does.</summary>
internal sealed class ProblemHandler(ILogger<ProblemHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception thrown, CancellationToken cancel)
    {
        await Explain(context, thrown).ExecuteAsync(context).ConfigureAwait(false);
        return true;
    }

    private ProblemHttpResult Explain(HttpContext context, Exception thrown)
    {
        switch (thrown)
        {
            case ProblemException problem:
                return Problem.Of(problem);

            case GalleryRefusedException refused:
                var (refusal, code) = Explain(refused.Reason);
                return refused.Holder is { } holder
                    ? TypedResults.Problem(refused.Message, statusCode: refusal, type: Problem.TypeOf(code), extensions: [new("person", new NamedView(holder.Id, holder.Name))])
                    : Problem.Of(refusal, code, refused.Message);

            case GalleryException broken:
                log.LogError(broken, "{Method} {Path} failed: {Message}", context.Request.Method, context.Request.Path, broken.Message);
                return Problem.Of(
                    broken.Fault == GalleryFault.DiskFull ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status503ServiceUnavailable,
                    CodeOf(broken), broken.Message, ("path", broken.Path));

            case BadHttpRequestException { InnerException: JsonException json }:
                return Problem.Of(StatusCodes.Status400BadRequest, "bad-json", RequestWords.Of(json));

            case BadHttpRequestException bad when bad.StatusCode != StatusCodes.Status413PayloadTooLarge:
                return Problem.Of(bad.StatusCode, "bad-request", RequestWords.Of(bad));

            case BadHttpRequestException:
                return Problem.Of(StatusCodes.Status413PayloadTooLarge, "too-large", BareStatus.TooLarge);

            default:
                log.LogError(thrown, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
                return Problem.Of(StatusCodes.Status500InternalServerError, "internal", "Something went wrong here; the log of the service says what.");
        }
    }

    /// <summary>What a failure of the gallery, or of the record of sightings, is called.</summary>
    public static string CodeOf(GalleryException broken) => "gallery-" + JsonNamingPolicy.KebabCaseLower.ConvertName(broken.Fault.ToString());

    /// <summary>What a refusal of the gallery is called.</summary>
    public static (int Status, string Code) Explain(GalleryRefusal reason) => reason switch
    {
        GalleryRefusal.NoSuchPerson => (StatusCodes.Status404NotFound, "no-such-person"),
        GalleryRefusal.NoSuchTemplate => (StatusCodes.Status404NotFound, "no-such-picture"),
        GalleryRefusal.NameTaken => (StatusCodes.Status409Conflict, "name-taken"),
        GalleryRefusal.SamePerson => (StatusCodes.Status422UnprocessableEntity, "same-person"),
        GalleryRefusal.BadName => (StatusCodes.Status422UnprocessableEntity, "bad-name"),
        GalleryRefusal.BadArchive => (StatusCodes.Status422UnprocessableEntity, "bad-archive"),
        _ => (StatusCodes.Status422UnprocessableEntity, "bad-embedding"),
    };
}
