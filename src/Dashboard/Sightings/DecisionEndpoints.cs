using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Words on several sightings.</summary>
/// <param name="Decisions">1–200 of them, taken one after the other.</param>
public sealed record DecisionsRequest(IReadOnlyList<DecisionRequest> Decisions);

/// <summary>A word on one.</summary>
/// <param name="Id">The sighting's.</param>
/// <param name="Verdict"><c>right</c>: it is whom it is taken for now. <c>is</c>: it is <paramref name="Name"/>. <c>unknown</c>: nobody known. <c>undo</c>: the last word is taken back.</param>
/// <param name="Name">Who it is, for <c>is</c>.</param>
public sealed record DecisionRequest(long Id, string Verdict, string? Name = null);

/// <summary>What became of each, in the order given.</summary>
/// <param name="Decisions">As many as were sent.</param>
public sealed record DecisionsView(IReadOnlyList<DecisionView> Decisions);

/// <summary>What became of one.</summary>
/// <param name="Id">The sighting's.</param>
/// <param name="Sighting">As it is now; null when the word could not be taken.</param>
/// <param name="Error">Then why, for programs, such as <c>no-such-sighting</c>.</param>
/// <param name="Message">The same for people.</param>
public sealed record DecisionView(long Id, SightingView? Sighting, string? Error, string? Message);

/// <summary>Right, this is…, unknown, and undo: one at a time, or several.</summary>
internal static class DecisionEndpoints
{
    private const int Most = 200;

    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        routes.MapDelete("/sightings/{id:long}/person", Undo).WithTags("Sightings")
            .WithName("undoNaming").WithSummary("Takes the last word on who it was back: it is taken for whom it was, and what was enrolled by that word goes.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/sightings/decisions", Decide).WithTags("Sightings").WithRequestTimeout(TimeSpan.FromMinutes(5))
            .WithName("decideSightings").WithSummary("Says of several sightings who they were; each is a step of its own, and what cannot be done is said of that one.");
    }

    private static Results<Ok<SightingView>, ProblemHttpResult> Undo(long id, SightingNaming naming, SightingService sightings, GalleryService gallery) =>
        naming.Undo(id) && sightings.Show(id) is { } sighting ? TypedResults.Ok(SightingView.Of(sighting, gallery)) : SightingEndpoints.NoSuch(id);

    private static Results<Ok<DecisionsView>, ProblemHttpResult> Decide(
        DecisionsRequest request, SightingNaming naming, SightingService sightings, GalleryService gallery, CancellationToken cancel)
    {
        if (request.Decisions is not { Count: >= 1 and <= Most })
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-decisions", $"decisions has {request.Decisions?.Count ?? 0} entries; it has between 1 and {Most}.");
        if (request.Decisions.Any(decision => decision is null))
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-decisions", "One of the decisions is null; each has an 'id' and a 'verdict'.");
        List<DecisionView> done = [];
        foreach (var decision in request.Decisions)
        {
            cancel.ThrowIfCancellationRequested();
            done.Add(DecideOne(decision, naming, sightings, gallery));
        }

        return TypedResults.Ok(new DecisionsView(done));
    }

    private static DecisionView DecideOne(DecisionRequest one, SightingNaming naming, SightingService sightings, GalleryService gallery)
    {
        try
        {
            var taken = one.Verdict switch
            {
                "right" => naming.Confirm(one.Id),
                "is" => naming.Name(one.Id, one.Name ?? ""),
                "unknown" => naming.Name(one.Id, null),
                "undo" => naming.Undo(one.Id),
                _ => throw new ProblemException(StatusCodes.Status400BadRequest, "bad-verdict", $"verdict is '{one.Verdict}'; it is right, is, unknown or undo."),
            };
            return taken && sightings.Show(one.Id) is { } sighting
                ? new(one.Id, SightingView.Of(sighting, gallery), null, null)
                : new(one.Id, null, "no-such-sighting", $"There is no sighting {one.Id}; perhaps its time was over.");
        }
        catch (ProblemException e)
        {
            return new(one.Id, null, e.Code, e.Message);
        }
        catch (GalleryRefusedException e)
        {
            return new(one.Id, null, ProblemHandler.Explain(e.Reason).Code, e.Message);
        }
        catch (GalleryException e)
        {
            return new(one.Id, null, ProblemHandler.CodeOf(e), e.Message);
        }
    }
}
