using FaceStream.Dashboard.FalseAlarms;
using FaceStream.Dashboard.Sightings;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Identification;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.People;

/// <summary><c>/api/v1/people</c>: who is enrolled.</summary>
internal static class PeopleEndpoints
{
    private const int MostListed = 10_000;

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/people").WithTags("People");
        people.MapGet("/", List)
            .WithName("listPeople").WithSummary("Everybody by name, or those whose name contains the search; hidden people are marked, and ?hidden=false leaves them out.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        people.MapGet("/health", Health).WithRequestTimeout(TimeSpan.FromMinutes(5))
            .WithName("checkPeople").WithSummary("Look-alikes, pictures that do not fit their person, and people with too few; takes a search for each picture.");
        people.MapGet("/{id:long}", Show)
            .WithName("getPerson").WithSummary("A person with the pictures.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        people.MapGet("/{id:long}/health", HealthOf)
            .WithName("checkPerson").WithSummary("Who looks like a person, which pictures do not fit, and what is missing; takes a search for each picture of the person.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        people.MapGet("/{id:long}/picture", BestPicture)
            .WithName("getPersonPicture").WithSummary("The best picture of a person, as JPEG.")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
        people.MapGet("/{id:long}/pictures/{template:long}", Picture)
            .WithName("getPicture").WithSummary("A picture of a person, as JPEG.")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
        people.MapPatch("/{id:long}", Change)
            .WithName("changePerson").WithSummary("Gives a person another name, hides the person, or shows them again.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        people.MapPost("/{id:long}/merge", Merge)
            .WithName("mergePerson").WithSummary("Two entries are one person: the other one keeps the name, and gets pictures and sightings of this one, who is gone then.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        people.MapDelete("/{id:long}", Remove)
            .WithName("removePerson").WithSummary("Removes a person with all pictures, templates and sightings, and answers with a receipt.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        people.MapPost("/{id:long}/pictures/{template:long}/restore", Restore)
            .WithName("restorePicture").WithSummary("Has a picture that was set aside searched again; it stays so.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        people.MapDelete("/{id:long}/pictures/{template:long}", RemovePicture)
            .WithName("removePicture").WithSummary("Removes one picture of a person.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>There is nobody of that number.</summary>
    public static ProblemHttpResult Nobody(long id) => Problem.NotFound("no-such-person", $"There is no person {id}.");

    private static Results<Ok<IReadOnlyList<PersonView>>, ProblemHttpResult> List(GalleryService gallery, string? search = null, bool? hidden = null, int limit = MostListed)
    {
        if (limit is < 1 or > MostListed)
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-limit", $"limit is {limit}; it is between 1 and {MostListed}.");

        // Composed as the names are, so that é finds é however it was typed.
        var wanted = PersonName.TryParse(search, out var composed, out _) ? composed : search?.Trim() ?? "";
        IReadOnlyList<PersonView> found =
        [
            .. gallery.List()
                .Where(person => person.Person.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase) && (hidden ?? person.Person.Hidden) == person.Person.Hidden)
                .Take(limit).Select(PersonView.Of),
        ];
        return TypedResults.Ok(found);
    }

    private static Ok<PeopleHealthView> Health(EnrolmentDesk desk, AlarmForecast forecast, FalseAlarmBook alarms, CancellationToken cancel) =>
        TypedResults.Ok(PeopleHealthView.Of(desk.Health(cancel), forecast, alarms.StrictestRate(), alarms.Expectations()));

    private static Results<Ok<PersonHealthView>, ProblemHttpResult> HealthOf(long id, EnrolmentDesk desk, AlarmForecast forecast, FalseAlarmBook alarms, CancellationToken cancel) =>
        desk.Health(id, cancel) is { } found ? TypedResults.Ok(PersonHealthView.Of(id, PeopleHealthView.Of(found, forecast, alarms.StrictestRate(), alarms.Expectations()))) : Nobody(id);

    private static Results<Ok<PersonDetailsView>, ProblemHttpResult> Show(long id, GalleryService gallery) =>
        gallery.Show(id) is { } person ? TypedResults.Ok(PersonDetailsView.Of(person)) : Nobody(id);

    private static Results<FileContentHttpResult, ProblemHttpResult> BestPicture(long id, GalleryService gallery) =>
        gallery.Show(id) is not { } person ? Nobody(id)
        : person.Templates.Where(template => template.HasPicture).MaxBy(template => template.Quality) is { } best ? Jpeg(gallery, best.Id)
        : Problem.NotFound("no-picture", $"No picture of person {id} was kept.");

    private static Results<FileContentHttpResult, ProblemHttpResult> Picture(long id, long template, GalleryService gallery) =>
        HasPicture(gallery, id, template) ? Jpeg(gallery, template) : NoPicture(id, template);

    private static Results<Ok<PersonView>, ProblemHttpResult> Change(long id, PersonRequest request, GalleryService gallery)
    {
        if (request is { Name: null, Hidden: null })
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "nothing-to-change", "Say what is to change: 'name', 'hidden', or both.");
        if (request.Name is { } name)
            gallery.Rename(id, name);
        if (request.Hidden is { } hidden)
            gallery.Hide(id, hidden);
        return gallery.Show(id) is { } person ? TypedResults.Ok(Brief(person)) : Nobody(id);
    }

    private static Results<Ok<PersonView>, ProblemHttpResult> Merge(long id, MergeRequest request, GalleryService gallery, SightingService sightings)
    {
        if (gallery.Show(id) is null)
            return Nobody(id);
        if (gallery.Show(request.Into) is null)
            return Nobody(request.Into);
        OnePerson.Merge(gallery, sightings, id, request.Into);
        return gallery.Show(request.Into) is { } person ? TypedResults.Ok(Brief(person)) : Nobody(request.Into);
    }

    private static Ok<ErasureReceipt> Remove(long id, SightingErasure erasure) => TypedResults.Ok(erasure.Erase(id));

    private static Results<Ok<PersonDetailsView>, ProblemHttpResult> Restore(long id, long template, GalleryService gallery)
    {
        if (!HasPicture(gallery, id, template))
            return NoPicture(id, template);
        gallery.Restore(template);
        return Show(id, gallery);
    }

    private static Results<NoContent, ProblemHttpResult> RemovePicture(long id, long template, GalleryService gallery)
    {
        if (!HasPicture(gallery, id, template))
            return NoPicture(id, template);
        gallery.RemoveTemplate(template);
        return TypedResults.NoContent();
    }

    /// <summary>As in the list.</summary>
    public static PersonView Brief(PersonDetails details)
    {
        var person = PersonDetailsView.Of(details);
        return new(person.Id, person.Name, person.Templates, person.Created, person.Picture, person.SetAside, person.Hidden);
    }

    private static bool HasPicture(GalleryService gallery, long id, long template) =>
        gallery.Show(id)?.Templates.Any(one => one.Id == template) == true;

    private static Results<FileContentHttpResult, ProblemHttpResult> Jpeg(GalleryService gallery, long template) =>
        gallery.Picture(template) is { } jpeg ? TypedResults.File(jpeg.ToArray(), "image/jpeg") : Problem.NotFound("no-picture", $"No picture was kept of template {template}.");

    private static ProblemHttpResult NoPicture(long id, long template) =>
        Problem.NotFound("no-such-picture", $"Person {id} has no picture {template}.");
}
