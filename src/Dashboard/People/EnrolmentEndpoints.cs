using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using Microsoft.AspNetCore.Mvc;

namespace FaceStream.Dashboard.People;

/// <summary>A form that enrols.</summary>
/// <param name="Name">Who it is; somebody of that name gets the pictures added.</param>
/// <param name="Pictures">JPEG, PNG, WebP or BMP; 10 MB each.</param>
/// <param name="Force">Only asks for a face: its quality, and whom it resembles, are the sender's decision.</param>
/// <param name="Face">Which face of the only picture is meant: its place among <c>faces</c> of a verdict, the largest first, from 0. Default: the one that is clearly meant.</param>
public sealed record EnrolmentForm(string Name, IFormFileCollection Pictures, bool Force = false, int? Face = null);

/// <summary>A form that adds pictures.</summary>
/// <param name="Pictures">JPEG, PNG, WebP or BMP; 10 MB each.</param>
/// <param name="Force">Only asks for a face: its quality, and whom it resembles, are the sender's decision.</param>
/// <param name="Face">Which face of the only picture is meant: its place among <c>faces</c> of a verdict, the largest first, from 0. Default: the one that is clearly meant.</param>
public sealed record PicturesForm(IFormFileCollection Pictures, bool Force = false, int? Face = null);

/// <summary>A form with a picture to identify.</summary>
/// <param name="Picture">JPEG, PNG, WebP or BMP; 10 MB.</param>
public sealed record IdentifyForm(IFormFile Picture);

/// <summary>What takes pictures: enrolling people, and asking who somebody is.</summary>
/// <remarks>The form records describe the API; <see cref="PictureUpload"/> is what reads the forms.</remarks>
internal static class EnrolmentEndpoints
{
    private const int MostMatches = 50;

    public static void MapEnrolment(this IEndpointRouteBuilder routes)
    {
        Takes<EnrolmentForm>(routes.MapPost("/people", EnrolAsync))
            .WithName("enrolPerson").WithTags("People").WithSummary("Enrols a person from pictures, with a verdict for each.")
            .Answers();
        Takes<PicturesForm>(routes.MapPost("/people/{id:long}/pictures", AddAsync))
            .WithName("addPictures").WithTags("People").WithSummary("Adds pictures to a person, with a verdict for each.")
            .Answers().ProducesProblem(StatusCodes.Status404NotFound);
        Takes<IdentifyForm>(routes.MapPost("/identify", IdentifyAsync))
            .WithName("identify").WithTags("People").WithSummary("The faces of a picture, and for each the most similar people.")
            .Produces<IdentificationView>().ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static Task<IResult> EnrolAsync(HttpRequest request, DeskQueue queue, CancellationToken cancel) =>
        queue.TakeAsync(request, upload => queue.Enrol(upload, upload.Fields.GetValueOrDefault("name", "")), cancel);

    private static Task<IResult> AddAsync(long id, HttpRequest request, DeskQueue queue, GalleryService gallery, CancellationToken cancel) =>
        gallery.Show(id) is { } person
            ? queue.TakeAsync(request, upload => queue.Enrol(upload, person.Person.Name), cancel)
            : Task.FromResult<IResult>(PeopleEndpoints.Nobody(id));

    private static Task<IResult> IdentifyAsync(HttpRequest request, DeskQueue queue, CancellationToken cancel, int top = 5) =>
        top is >= 1 and <= MostMatches
            ? queue.TakeAsync(request, upload => queue.Identify(upload, top), cancel)
            : Task.FromResult<IResult>(Problem.Of(StatusCodes.Status400BadRequest, "bad-top", $"top is {top}; it is between 1 and {MostMatches}."));

    /// <summary>The route takes a form with pictures.</summary>
    public static RouteHandlerBuilder Takes<TForm>(RouteHandlerBuilder route) where TForm : notnull
    {
        // A hundred pictures take a CPU a while.
        route.WithRequestTimeout(TimeSpan.FromMinutes(5));
        return route.Accepts<TForm>("multipart/form-data").WithMetadata(new RequestSizeLimitAttribute(PictureUpload.MaxRequestBytes));
    }

    private static RouteHandlerBuilder Answers(this RouteHandlerBuilder route) => route
        .Produces<EnrolmentView>().Produces<EnrolmentView>(StatusCodes.Status207MultiStatus).Produces<EnrolmentView>(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status507InsufficientStorage);
}
