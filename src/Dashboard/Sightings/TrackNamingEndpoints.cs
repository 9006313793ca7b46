using FaceStream.Dashboard.People;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Who is in view.</summary>
/// <param name="Name">Somebody enrolled, or a new name. Null: nobody known.</param>
/// <param name="Force">The looks' quality, and whom they resemble, are the sender's decision.</param>
public sealed record TrackNamingRequest(string? Name, bool Force = false);

/// <summary><c>…/tracks/{track}/person</c>: "this is Alice", of somebody in view.</summary>
internal static class TrackNamingEndpoints
{
    public static void MapTrackNaming(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/cameras/{name}/tracks/{track}/person", Name).WithTags("Cameras")
            .WithName("nameTrack").WithSummary("Says who is in view, and enrols the best looks so far under that name, with a verdict for each: 207 when some were not enrolled, 422 when it was not named.")
            .Produces<EnrolmentView>().Produces<EnrolmentView>(StatusCodes.Status207MultiStatus).Produces<EnrolmentView>(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status507InsufficientStorage);
        routes.MapDelete("/cameras/{name}/tracks/{track}/person", TakeBack).WithTags("Cameras")
            .WithName("unnameTrack").WithSummary("Takes the name of somebody in view back, with the looks that were enrolled by it.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static IResult Name(string name, int track, TrackNamingRequest request, TrackNaming naming, GalleryService gallery)
    {
        if (naming.Name(name, track, request.Name, request.Force) is not var (named, report))
            return NotInView(name, track);

        var person = named && report.Person is { } taken && gallery.Show(taken.Id) is { } details ? PeopleEndpoints.Brief(details) : null;
        return TypedResults.Json(new EnrolmentView(person, [.. report.Pictures.Select(VerdictView.Of)]), DashboardJson.Default.EnrolmentView, statusCode:
            !named ? StatusCodes.Status422UnprocessableEntity
            : report.Pictures.All(verdict => verdict.Accepted) ? StatusCodes.Status200OK
            : StatusCodes.Status207MultiStatus);
    }

    private static IResult TakeBack(string name, int track, TrackNaming naming) =>
        naming.TakeBack(name, track) ? TypedResults.NoContent() : NotInView(name, track);

    private static ProblemHttpResult NotInView(string camera, int track) =>
        Problem.NotFound("no-such-track", $"Track {track} of camera '{camera}' is not in view. Once it is over, it is in /api/v1/sightings.");
}
