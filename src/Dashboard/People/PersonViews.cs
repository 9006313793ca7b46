using System.Globalization;
using FaceStream.Gallery;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Faces;

namespace FaceStream.Dashboard.People;

/// <summary>A person in a list.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Name">As shown.</param>
/// <param name="Templates">Pictures that the person is recognised by.</param>
/// <param name="Created">When first enrolled.</param>
/// <param name="Picture">The address of the best picture, or null.</param>
/// <param name="SetAside">More pictures, which show nothing new: kept, and not searched.</param>
/// <param name="Hidden">Left out of lists and suggestions, and recognised like everybody else.</param>
public sealed record PersonView(long Id, string Name, int Templates, DateTimeOffset Created, string? Picture, int SetAside, bool Hidden)
{
    internal static PersonView Of(PersonSummary person) => new(
        person.Person.Id, person.Person.Name, person.Templates, person.Person.Created,
        person.PictureOf is null ? null : $"{Addresses.Person(person.Person.Id)}/picture", person.SetAside, person.Person.Hidden);
}

/// <summary>A person with the pictures.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Name">As shown.</param>
/// <param name="Templates">Pictures that the person is recognised by.</param>
/// <param name="Created">When first enrolled.</param>
/// <param name="Picture">The address of the best picture, or null.</param>
/// <param name="SetAside">More pictures, which show nothing new: kept, and not searched.</param>
/// <param name="Hidden">Left out of lists and suggestions, and recognised like everybody else.</param>
/// <param name="Pictures">All of them, oldest first.</param>
public sealed record PersonDetailsView(
    long Id, string Name, int Templates, DateTimeOffset Created, string? Picture, int SetAside, bool Hidden, IReadOnlyList<PersonPictureView> Pictures)
{
    internal static PersonDetailsView Of(PersonDetails details)
    {
        var (person, aside) = (details.Person, details.Templates.Count(template => template.SetAside is not null));
        return new(
            person.Id, person.Name, details.Templates.Count - aside, person.Created,
            details.Templates.Any(template => template.HasPicture) ? $"{Addresses.Person(person.Id)}/picture" : null, aside, person.Hidden,
            [.. details.Templates.Select(template => PersonPictureView.Of(person.Id, template))]);
    }
}

/// <summary>A picture of a person.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Source">The file's name, as it was given.</param>
/// <param name="Quality">0–1.</param>
/// <param name="Created">When it was enrolled.</param>
/// <param name="Picture">The address of the kept crop, or null when none was kept.</param>
/// <param name="SetAside">Why it is kept and not searched; null when it is searched.</param>
/// <param name="Restored">It is searched because somebody restored it.</param>
/// <param name="Forced">Why it would have been refused, had somebody not forced it, such as <c>blurred</c>; null where nothing was overruled.</param>
public sealed record PersonPictureView(long Id, string Source, float Quality, DateTimeOffset Created, string? Picture, SetAsideView? SetAside, bool Restored, string? Forced)
{
    internal static PersonPictureView Of(long person, TemplateDetails template) => new(
        template.Id, template.Source, template.Quality, template.Created,
        template.HasPicture ? string.Create(CultureInfo.InvariantCulture, $"{Addresses.Person(person)}/pictures/{template.Id}") : null,
        template.SetAside is { } cover ? new(cover.By, MathF.Round(cover.Similarity, 4)) : null, template.Restored, template.Forced);
}

/// <summary>A picture that shows nothing new.</summary>
/// <param name="LikePicture">The one of the person that shows as much, and is no worse.</param>
/// <param name="Similarity">Their cosine.</param>
public sealed record SetAsideView(long LikePicture, float Similarity);

/// <summary>What is to change of a person; what is left out stays.</summary>
/// <param name="Name">1–100 characters.</param>
/// <param name="Hidden">Whether lists and suggestions leave the person out.</param>
public sealed record PersonRequest(string? Name = null, bool? Hidden = null);

/// <summary>Who somebody turned out to be.</summary>
/// <param name="Into">The id of the person who keeps name and pictures.</param>
public sealed record MergeRequest(long Into);

/// <summary>A face's place in a picture, in pixels: x, y, width, height.</summary>
/// <param name="Box">Four numbers.</param>
public sealed record FaceBoxView(float[] Box)
{
    internal static FaceBoxView Of(in Face face) => new(Corners(face.Box));

    internal static float[] Corners(in Box box) => [Tenths(box.X), Tenths(box.Y), Tenths(box.Width), Tenths(box.Height)];

    private static float Tenths(float pixels) => MathF.Round(pixels, 1);
}

/// <summary>What became of an enrolment.</summary>
/// <param name="Person">Whose the accepted pictures are; null when none was accepted.</param>
/// <param name="Pictures">A verdict for each, in the order given.</param>
public sealed record EnrolmentView(PersonView? Person, IReadOnlyList<VerdictView> Pictures);

/// <summary>What was said of one picture.</summary>
/// <param name="File">Its name, as it was given.</param>
/// <param name="Verdict"><c>accepted</c> or <c>refused</c>.</param>
/// <param name="Reason">Of a refusal, for programs, such as <c>no_face</c>; null when accepted.</param>
/// <param name="Message">For people: what was measured, the limit, and what to do.</param>
/// <param name="Quality">Of the face that is meant, 0–1; null where there is none.</param>
/// <param name="Faces">Every face that was found, the largest first.</param>
/// <param name="Face">The place of the one that is meant among them, from 0; null where that is not known.</param>
/// <param name="Resembles">The enrolled person that the refusal speaks of, or null.</param>
/// <param name="SetAside">It is kept, and not searched: other pictures of the person show as much.</param>
/// <param name="Forced">Why it would have been refused, had it not been forced; null where nothing was overruled.</param>
public sealed record VerdictView(
    string File, string Verdict, string? Reason, string? Message, float? Quality, IReadOnlyList<FaceBoxView> Faces, int? Face, MatchView? Resembles, bool SetAside, string? Forced)
{
    internal static VerdictView Of(PictureVerdict verdict) => new(
        verdict.Source, verdict.Accepted ? "accepted" : "refused", verdict.Accepted ? null : verdict.Reason.Label, verdict.Message, verdict.Chosen?.Quality.Score,
        [.. verdict.Faces.Select(face => FaceBoxView.Of(face.Face))], Place(verdict), verdict.Resembles is { } match ? MatchView.Of(match) : null, verdict.SetAside, verdict.Overruled?.Label);

    private static int? Place(PictureVerdict verdict) =>
        Enumerable.Range(0, verdict.Faces.Count).Where(place => ReferenceEquals(verdict.Faces[place], verdict.Chosen)).Cast<int?>().FirstOrDefault();
}

/// <summary>An enrolled person and how similar a face is.</summary>
/// <param name="Person">The name.</param>
/// <param name="Similarity">Cosine, −1 to 1.</param>
/// <param name="Id">The person's.</param>
public sealed record MatchView(string Person, float Similarity, long Id)
{
    internal static MatchView Of(Match match) => new(match.Person.Name, match.Similarity, match.Person.Id);
}

/// <summary>Who the faces of a picture could be.</summary>
/// <param name="Faces">The largest first.</param>
public sealed record IdentificationView(IReadOnlyList<IdentifiedFaceView> Faces);

/// <summary>A face and who it could be.</summary>
/// <param name="Box">In pixels: x, y, width, height.</param>
/// <param name="Quality">0–1.</param>
/// <param name="Matches">The most similar people, best first.</param>
public sealed record IdentifiedFaceView(float[] Box, float Quality, IReadOnlyList<CandidateView> Matches)
{
    internal static IdentifiedFaceView Of(IdentifiedFace face, SimilarityCalibration calibration, float likelyFrom) =>
        new(FaceBoxView.Corners(face.Face.Face.Box), face.Face.Quality.Score, [.. face.Matches.Select(match => new CandidateView(
            match.Person.Name, match.Similarity, match.Person.Id, calibration.FalseAcceptRateAt(match.Similarity), match.Similarity >= likelyFrom))]);
}

/// <summary>Somebody whom a face could show.</summary>
/// <param name="Person">The name.</param>
/// <param name="Similarity">Cosine, −1 to 1. Its scale is the embedder's; the two below are not.</param>
/// <param name="Id">The person's.</param>
/// <param name="FalseAlarmProbability">How often faces of two different people are at least this similar, by the embedder's calibration.</param>
/// <param name="Likely">Whether strangers are this similar to anybody enrolled no more often than the configuration allows.</param>
public sealed record CandidateView(string Person, float Similarity, long Id, double FalseAlarmProbability, bool Likely);

/// <summary>Where things are in the API.</summary>
internal static class Addresses
{
    public static string Person(long id) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/people/{id}");
}
