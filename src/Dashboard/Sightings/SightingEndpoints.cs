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
    private const int MostCandidates = 10;

    public static void MapSightings(this IEndpointRouteBuilder routes)
    {
        var sightings = routes.MapGroup("/sightings").WithTags("Sightings");
        sightings.MapGet("/", List)
            .WithName("listSightings").WithSummary("Tracks that are over, the newest first; by camera, person, state, time, and whether somebody has decided who it was.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet("/sightings.csv", (HttpContext context, SightingExport export, [AsParameters] SightingQuery query) => export.WriteAsync(context, query, new CsvRows()))
            .WithTags("Sightings").WithName("exportSightingsAsCsv").WithSummary("All sightings that pass the filter, the newest first, as a table for spreadsheets.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesProblem(StatusCodes.Status400BadRequest)
            .DisableRequestTimeout();
        routes.MapGet("/sightings.jsonl", (HttpContext context, SightingExport export, [AsParameters] SightingQuery query) => export.WriteAsync(context, query, new JsonRows()))
            .WithTags("Sightings").WithName("exportSightingsAsJsonLines").WithSummary("All sightings that pass the filter, the newest first, an object a line.")
            .Produces(StatusCodes.Status200OK, contentType: "application/jsonl").ProducesProblem(StatusCodes.Status400BadRequest)
            .DisableRequestTimeout();
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
        SightingService sightings, GalleryService gallery, Resemblances resemblances, [AsParameters] SightingQuery query,
        int limit = 50, string? cursor = null, int candidates = 0)
    {
        if (limit is < 1 or > MostListed)
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-limit", $"limit is {limit}; it is between 1 and {MostListed}.");

        if (candidates is < 0 or > MostCandidates)
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-candidates", $"candidates is {candidates}; it is between 0 and {MostCandidates}.");

        var filter = query.Filter();
        SightingCursor after = default;
        if (cursor is not null && !SightingCursor.TryParse(cursor, filter, out after))
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-cursor", "cursor is not one of this list: ask again from the start, or with the filter it came from.");

        var page = sightings.List(filter, limit, cursor is null ? null : after);
        return TypedResults.Ok(new SightingsView([.. page.Sightings.Select(Viewed)], page.Next?.ToString()));

        SightingView Viewed(Sighting one) =>
            SightingView.Of(one, gallery) with { Candidates = candidates > 0 ? resemblances.Of(one.Id, candidates) : null };
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

    /// <summary>There is no sighting of that number.</summary>
    public static ProblemHttpResult NoSuch(long id) =>
        Problem.NotFound("no-such-sighting", string.Create(CultureInfo.InvariantCulture, $"There is no sighting {id}; perhaps its time was over."));
}
