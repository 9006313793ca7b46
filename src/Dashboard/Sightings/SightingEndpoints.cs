using System.Globalization;
using FaceStream.Dashboard.Explaining;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Sightings;

/// <summary><c>/api/v1/sightings</c>: who was here, when, and how sure that is.</summary>
internal static class SightingEndpoints
{
    private const int MostListed = 200;

    public static void MapSightings(this IEndpointRouteBuilder routes)
    {
        var sightings = routes.MapGroup("/sightings").WithTags("Sightings");
        sightings.MapGet("/", List)
            .WithName("listSightings").WithSummary("Tracks that are over, the newest first; by camera, person, state and time.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        sightings.MapGet("/{id:long}", Show)
            .WithName("getSighting").WithSummary("One sighting.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        sightings.MapGet("/{id:long}/pictures/{look:long}", Picture)
            .WithName("getSightingPicture").WithSummary("A crop of a sighting, as JPEG.")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
        sightings.MapPut("/{id:long}/person", Name)
            .WithName("nameSighting").WithSummary("Says who it was, and enrols the looks under that name; or that it was nobody known.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        sightings.MapDelete("/{id:long}", Remove)
            .WithName("removeSighting").WithSummary("Forgets one sighting with its crops.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Results<Ok<SightingsView>, ProblemHttpResult> List(
        SightingService sightings, GalleryService gallery, string? camera = null, long? person = null, string? state = null,
        DateTimeOffset? from = null, DateTimeOffset? to = null, int limit = 50, string? cursor = null)
    {
        if (limit is < 1 or > MostListed)
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-limit", $"limit is {limit}; it is between 1 and {MostListed}.");
        if (!TryState(state, out var wanted))
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-state", $"state is '{state}'; it is unknown, tentative, confirmed or contested.");

        var filter = new SightingFilter(camera, person, wanted, from, to);
        SightingCursor after = default;
        if (cursor is not null && !SightingCursor.TryParse(cursor, filter, out after))
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-cursor", "cursor is not one of this list: ask again from the start, or with the filter it came from.");

        var page = sightings.List(filter, limit, cursor is null ? null : after);
        return TypedResults.Ok(new SightingsView([.. page.Sightings.Select(one => SightingView.Of(one, gallery))], page.Next?.ToString()));
    }

    private static Results<Ok<SightingView>, ProblemHttpResult> Show(long id, SightingService sightings, GalleryService gallery) =>
        sightings.Show(id) is { } sighting ? TypedResults.Ok(SightingView.Of(sighting, gallery)) : NoSuch(id);

    private static Results<FileContentHttpResult, ProblemHttpResult> Picture(long id, long look, SightingService sightings) =>
        sightings.Show(id)?.Looks.Contains(look) == true && sightings.Picture(look) is { } jpeg
            ? TypedResults.File(jpeg.ToArray(), "image/jpeg")
            : Problem.NotFound("no-such-picture", $"Sighting {id} has no picture {look}.");

    private static Results<Ok<SightingView>, ProblemHttpResult> Name(long id, NamingRequest request, SightingNaming naming, SightingService sightings, GalleryService gallery) =>
        naming.Name(id, request.Name) ? Show(id, sightings, gallery) : NoSuch(id);

    private static Results<NoContent, ProblemHttpResult> Remove(long id, SightingService sightings, Explanations explanations)
    {
        if (sightings.Show(id) is not { } sighting)
            return NoSuch(id);
        explanations.Forget(sighting);
        return sightings.Remove(id) ? TypedResults.NoContent() : NoSuch(id);
    }

    private static ProblemHttpResult NoSuch(long id) =>
        Problem.NotFound("no-such-sighting", string.Create(CultureInfo.InvariantCulture, $"There is no sighting {id}; perhaps its time was over."));

    private static bool TryState(string? text, out SightingState? state)
    {
        state = null;
        if (text is null)
            return true;
        // By name only: 'state=2' says nothing to a reader.
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]) || !Enum.TryParse<SightingState>(text, ignoreCase: true, out var parsed))
            return false;
        state = parsed;
        return true;
    }
}
