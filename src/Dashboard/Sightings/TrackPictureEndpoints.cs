using System.Globalization;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery.Sightings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Sightings;

/// <summary><c>…/tracks/{track}/pictures</c>: crops of the best looks of somebody in view.</summary>
internal static class TrackPictureEndpoints
{
    public static void MapTrackPictures(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/cameras/{name}/tracks/{track}/pictures/{at:long}", Picture).WithTags("Cameras")
            .WithName("getTrackPicture").WithSummary("A crop of a look of somebody in view, as JPEG; “at” is its time in milliseconds since 1970.")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>Where the crop of a look is, for as long as it is among the best and the track lasts.</summary>
    public static string Address(string camera, int track, SeenLook look) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/cameras/{Uri.EscapeDataString(camera)}/tracks/{track}/pictures/{look.At.ToUnixTimeMilliseconds()}");

    private static Results<FileContentHttpResult, ProblemHttpResult> Picture(string name, int track, long at, TracksInView tracks) =>
        tracks.Find(name, track)?.Looks.FirstOrDefault(look => look.At.ToUnixTimeMilliseconds() == at) is { } found
            ? TypedResults.Bytes(found.Picture.ToArray(), "image/jpeg")
            : Problem.NotFound("no-such-picture", $"Track {track} of camera '{name}' has no such look: it has left, or better ones took its place.");
}
