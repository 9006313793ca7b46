using FaceStream.Dashboard.People;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Search back: where was this face, this person, whoever that was?</summary>
internal static class SightingSearchEndpoints
{
    public static void MapSightingSearch(this IEndpointRouteBuilder routes)
    {
        EnrolmentEndpoints.Takes<IdentifyForm>(routes.MapPost("/sightings/search", ByPictureAsync)).WithTags("Sightings")
            .WithName("searchSightings").WithSummary("Sightings that look like the face of a picture, the most similar first; of several faces, name one by its place in the refusal's list.")
            .Produces<SightingMatchesView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        Usual(routes.MapGet("/sightings/{id:long}/similar", LikeSighting))
            .WithName("listSimilarSightings").WithSummary("Other sightings that look like this one, the most similar first.");
        Usual(routes.MapGet("/people/{id:long}/similar-sightings", LikePerson))
            .WithName("listSightingsLikePerson").WithSummary("Sightings that look like a person's pictures, the most similar first, whoever they are taken for.");
    }

    // The first search since a while reads every vector of the record.
    private static RouteHandlerBuilder Usual(RouteHandlerBuilder route)
    {
        route.WithRequestTimeout(TimeSpan.FromMinutes(5));
        return route.WithTags("Sightings")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<IResult> ByPictureAsync(
        HttpRequest request, DeskQueue queue, SightingSearch search, [AsParameters] SightingQuery query, [AsParameters] MatchQuery matches, CancellationToken cancel, int? face = null)
    {
        var terms = matches.Terms(query);
        return queue.TakeAsync(request, upload => queue.OneFace(upload, face, picture => TypedResults.Ok(search.Like(picture, terms, cancel))), cancel);
    }

    private static Results<Ok<SightingMatchesView>, ProblemHttpResult> LikeSighting(
        long id, SightingService sightings, SightingSearch search, [AsParameters] SightingQuery query, [AsParameters] MatchQuery matches, CancellationToken cancel) =>
        sightings.Show(id) is not { } sighting ? SightingEndpoints.NoSuch(id)
        : search.Like(sighting, matches.Terms(query), cancel) is { } found ? TypedResults.Ok(found)
        : NothingToCompare($"No look of sighting {id} was kept that the embedder in use has embedded.");

    private static Results<Ok<SightingMatchesView>, ProblemHttpResult> LikePerson(
        long id, GalleryService gallery, SightingSearch search, [AsParameters] SightingQuery query, [AsParameters] MatchQuery matches, CancellationToken cancel) =>
        gallery.Find(id) is not { } person ? PeopleEndpoints.Nobody(id)
        : search.Like(person, matches.Terms(query), cancel) is { } found ? TypedResults.Ok(found)
        : NothingToCompare($"{person.Name} has no picture that the embedder in use has embedded. Add one, or see 'facestream people re-embed'.");

    private static ProblemHttpResult NothingToCompare(string words) => Problem.Of(StatusCodes.Status422UnprocessableEntity, "nothing-to-compare", words);
}

/// <summary>Which matches are wanted, as an address asks for them.</summary>
/// <param name="Top">At most so many, 1–200; 20 when left out.</param>
/// <param name="AtLeast">At least so similar: a cosine, −1 to 1. When left out, from where two pictures are taken for one person.</param>
internal sealed record MatchQuery([FromQuery(Name = "top")] int? Top = null, [FromQuery(Name = "atLeast")] float? AtLeast = null)
{
    /// <summary>The same with a filter.</summary>
    /// <exception cref="ProblemException">What is asked for cannot be.</exception>
    public SearchTerms Terms(SightingQuery query)
    {
        var top = Top ?? SearchTerms.UsualTop;
        if (top is < 1 or > SearchTerms.MostTop)
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-top", $"top is {top}; it is between 1 and {SearchTerms.MostTop}.");
        if (AtLeast is { } least && !(least is >= -1 and <= 1))
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-similarity", $"atLeast is {least}; a similarity is between -1 and 1.");
        return new(query.Filter(), top, AtLeast);
    }
}
