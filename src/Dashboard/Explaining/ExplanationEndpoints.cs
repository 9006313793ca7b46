using FaceStream.Dashboard.Web;
using FaceStream.Gallery.Sightings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Explaining;

/// <summary><c>…/explain</c>: why a track, or a sighting, has its name.</summary>
internal static class ExplanationEndpoints
{
    public static void MapExplanations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cameras/{name}/tracks/{track}/explain", OfTrack).WithTags("Explanations")
            .WithName("explainTrack").WithSummary("Why a track is called what it is called: in view, or among the last that ended.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/sightings/{id:long}/explain", OfSighting).WithTags("Explanations")
            .WithName("explainSighting").WithSummary("Why a sighting has its name.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Results<Ok<ExplanationView>, ProblemHttpResult> OfTrack(string name, int track, Explanations explanations) =>
        explanations.OfTrack(name, track) is { } view
            ? TypedResults.Ok(view)
            : Problem.NotFound("no-such-track", $"Nothing is known of track {track} of camera '{name}': there is none, or it ended too long ago.");

    private static Results<Ok<ExplanationView>, ProblemHttpResult> OfSighting(long id, Explanations explanations, SightingService sightings)
    {
        if (sightings.Show(id) is not { } sighting)
            return Problem.NotFound("no-such-sighting", $"There is no sighting {id}; perhaps its time was over.");
        return explanations.OfSighting(sighting) is { } view
            ? TypedResults.Ok(view)
            : Problem.NotFound("no-explanation", $"What sighting {id} was decided by is not known: an older version recorded it, or somebody of whom it spoke was removed.");
    }
}
