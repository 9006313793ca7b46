using System.Globalization;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest.Imaging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.People;

/// <summary>The way of uploaded pictures to the enrolment desk: a few at a time, so that uploads cannot fill the memory.</summary>
internal sealed class DeskQueue(EnrolmentDesk desk, GalleryService gallery, GalleryMetrics metrics, IdentificationOptions options) : IDisposable
{
    /// <summary>The desk takes one picture at a time; the others arrive meanwhile.</summary>
    private readonly SemaphoreSlim _places = new(4);

    /// <summary>Reads the form when it is its turn, and answers.</summary>
    public async Task<IResult> TakeAsync(HttpRequest request, Func<PictureUpload, IResult> serve, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var upload = await PictureUpload.ReadAsync(request, cancel).ConfigureAwait(false);
            return serve(upload);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Enrols what is good: 200 when all of it was, 207 when some, 422 when nothing; 413 or 415 when the only picture cannot be read.</summary>
    public IResult Enrol(PictureUpload upload, string name)
    {
        if (!PersonName.TryParse(name, out var person, out var fault))
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "bad-name", fault);

        var force = upload.Fields.TryGetValue("force", out var text) && bool.TryParse(text, out var forced) && forced;
        if (!TryFace(upload, out var face))
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-face", "'face' is the place of a face in its picture, the largest first, from 0; send that picture alone.");

        UploadedPicture[] kept = [.. upload.Pictures.Where(picture => !picture.TooLarge)];
        var report = kept.Length > 0
            ? desk.Enrol(person, [.. kept.Select(picture => (picture.Name, (ReadOnlyMemory<byte>)picture.Bytes))], force ? EnrolmentCare.Force : EnrolmentCare.Usual, face)
            : new EnrolmentReport(null, false, []);

        // The desk answers in the order given; what it did not get to see stands between.
        var verdicts = new Queue<PictureVerdict>(report.Pictures);
        PictureVerdict[] all = [.. upload.Pictures.Select(picture => picture.TooLarge ? TooLarge(picture.Name) : verdicts.Dequeue())];
        foreach (var refused in all.Where(verdict => !verdict.Accepted))
            metrics.EnrolmentRefused(refused.Reason.Label);

        VerdictView[] views = [.. all.Select(VerdictView.Of)];
        if (all is [{ Reason: VerdictReason.TooLarge or VerdictReason.Unreadable } only])
            return Refused(only, views);

        // Nobody is named who had nothing accepted, even if the name is known.
        var view = report.Person is { } enrolled && gallery.Show(enrolled.Id) is { } details ? PeopleEndpoints.Brief(details) : null;
        return TypedResults.Json(new EnrolmentView(view, views), DashboardJson.Default.EnrolmentView, statusCode:
            all.All(verdict => verdict.Accepted) ? StatusCodes.Status200OK
            : all.Any(verdict => verdict.Accepted) ? StatusCodes.Status207MultiStatus
            : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Answers about one face of the first picture: the named one, else the one that is clearly meant.</summary>
    /// <param name="upload">The pictures.</param>
    /// <param name="face">By its place, the largest first, from 0; null for the one that is clearly meant.</param>
    /// <param name="serve">What to do with it; its template is there.</param>
    public IResult OneFace(PictureUpload upload, int? face, Func<PictureVerdict, IResult> serve)
    {
        var picture = upload.Pictures[0];
        var verdict = picture.TooLarge ? TooLarge(picture.Name) : desk.Judge((ReadOnlyMemory<byte>)picture.Bytes, picture.Name, force: true, face: face);
        return verdict.Template is null ? Refused(verdict, [VerdictView.Of(verdict)]) : serve(verdict);
    }

    /// <summary>Who the faces of the first picture could be.</summary>
    public IResult Identify(PictureUpload upload, int top)
    {
        var picture = upload.Pictures[0];
        if (picture.TooLarge)
            return Refused(TooLarge(picture.Name), []);

        try
        {
            using var frame = StillPicture.Decode(picture.Bytes, picture.Name);
            var likely = LikelyPerson.From(desk.Calibration, options, gallery);
            return TypedResults.Ok(new IdentificationView([.. desk.Identify(frame, top).Select(face => IdentifiedFaceView.Of(face, desk.Calibration, likely))]));
        }
        catch (PictureException e)
        {
            return Problem.Of(Status(e.TooLarge), e.TooLarge ? "picture-too-large" : "picture-unreadable", e.Message);
        }
    }

    public void Dispose() => _places.Dispose();

    /// <summary>Which face is meant, where it is said; one picture's only.</summary>
    private static bool TryFace(PictureUpload upload, out int? face)
    {
        face = null;
        if (!upload.Fields.TryGetValue("face", out var text))
            return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || upload.Pictures.Count > 1)
            return false;
        face = place;
        return true;
    }

    private static ProblemHttpResult Refused(PictureVerdict verdict, VerdictView[] views)
    {
        var (status, code) = verdict.Reason switch
        {
            VerdictReason.TooLarge => (Status(tooLarge: true), "picture-too-large"),
            VerdictReason.Unreadable => (Status(tooLarge: false), "picture-unreadable"),
            var other => (StatusCodes.Status422UnprocessableEntity, other.Label.Replace('_', '-')),
        };
        return TypedResults.Problem(verdict.Message, statusCode: status, type: Problem.TypeOf(code), extensions: [new("pictures", views)]);
    }

    private static int Status(bool tooLarge) => tooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status415UnsupportedMediaType;

    private static PictureVerdict TooLarge(string name) => new()
    {
        Source = name,
        Reason = VerdictReason.TooLarge,
        Message = $"{name}: has more than {PictureUpload.MaxPictureBytes >> 20} MB; that is the limit for a picture: make it smaller",
    };
}
