using FaceStream.Gallery;
using FaceStream.Recognizer.Enrolment;

namespace FaceStream.Dashboard.Enrolment;

/// <summary>Enrols pictures, a few at a time, so that a folder of any size fits into memory.</summary>
/// <param name="desk">Judges and enrols.</param>
/// <param name="care">How much is asked of a picture.</param>
/// <param name="face">Which face is meant, by its place, the largest first, from 0; null for the one that is clearly meant.</param>
internal sealed class Enrolments(EnrolmentDesk desk, EnrolmentCare care, int? face = null)
{
    // Pictures of one transaction; each may be 40 million pixels.
    private const int AtOnce = 8;

    /// <summary>Enrols a person's pictures.</summary>
    /// <param name="person">Whose, and which; what is no name, or cannot be read, is a refusal.</param>
    /// <param name="judged">Told after each few.</param>
    /// <param name="stop">Ctrl-C: what was judged so far stays enrolled, and the rest is left out.</param>
    public EnrolledPerson Enrol(OfferedPerson person, Action<int> judged, CancellationToken stop)
    {
        var result = new EnrolledPerson(person.Name);
        if (!PersonName.TryParse(person.Name, out var name, out var fault))
        {
            foreach (var picture in person.Pictures)
                result.Add(JudgedPicture.Refused(picture.File, "bad_name", $"'{person.Name}' is no name. {fault}"));
            judged(person.Pictures.Count);
            return result;
        }

        foreach (var some in person.Pictures.Chunk(AtOnce))
        {
            if (stop.IsCancellationRequested)
                break;
            Enrol(name, some, result);
            judged(some.Length);
        }

        return result;
    }

    private void Enrol(string name, OfferedPicture[] pictures, EnrolledPerson result)
    {
        var read = Array.ConvertAll(pictures, TryRead);
        var known = Array.ConvertAll(read, file => file.Fault is null && desk.Knows(name, file.Bytes));
        var report = desk.Enrol(name, [.. pictures.Zip(read, known).Where(one => one.Second.Fault is null && !one.Third).Select(one => (Path.GetFileName(one.First.File), one.Second.Bytes))], care, face);
        result.Is(report);

        // The desk answers in the order given; what it did not get to see stands between.
        var verdicts = new Queue<PictureVerdict>(report.Pictures);
        foreach (var (picture, (_, fault), there) in pictures.Zip(read, known))
        {
            result.Add(
                fault is not null ? JudgedPicture.Refused(picture.File, VerdictReason.Unreadable.Label, $"{picture.File}: {fault}.")
                : there ? JudgedPicture.Skipped(picture.File)
                : JudgedPicture.Of(verdicts.Dequeue(), picture.File));
        }
    }

    private static (ReadOnlyMemory<byte> Bytes, string? Fault) TryRead(OfferedPicture picture)
    {
        try
        {
            return (picture.Read(), null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (default, "there is no such file");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return (default, e.Message.TrimEnd('.'));
        }
    }
}

/// <summary>What became of one person's pictures, as <c>enroll --json</c> prints it.</summary>
/// <param name="person">The name as it was given.</param>
internal sealed class EnrolledPerson(string person)
{
    private readonly List<JudgedPicture> _pictures = [];

    /// <summary>The name, as it is kept.</summary>
    public string Person { get; private set; } = person;

    /// <summary>The id; null when every picture was refused and nobody had the name.</summary>
    public long? Id { get; private set; }

    /// <summary>The person was not there before.</summary>
    public bool Created { get; private set; }

    /// <summary>A verdict for each, in the order given.</summary>
    public IReadOnlyList<JudgedPicture> Pictures => _pictures;

    /// <summary>Takes over who it is.</summary>
    public void Is(EnrolmentReport report) =>
        (Person, Id, Created) = (report.Person?.Name ?? Person, report.Person?.Id ?? Id, Created || report.Created);

    /// <summary>Adds a verdict.</summary>
    public void Add(JudgedPicture picture) => _pictures.Add(picture);
}

/// <summary>A verdict on a file.</summary>
/// <param name="File">As it was given.</param>
/// <param name="Verdict"><c>accepted</c>, <c>refused</c>, or <c>skipped</c>: the very file was enrolled before.</param>
/// <param name="Reason">In a word that does not change.</param>
/// <param name="Message">The same for people, with what was measured and what to do.</param>
/// <param name="Quality">Of the face that is meant; null when it is not known.</param>
/// <param name="Measured">What was measured, in the unit of <paramref name="Limit"/>.</param>
/// <param name="Limit">What was asked for.</param>
/// <param name="Faces">How many were found.</param>
/// <param name="SetAside">It was enrolled, and is not searched: other pictures of the person show as much.</param>
/// <param name="Forced">Why it would have been refused, had it not been forced; null where nothing was overruled.</param>
internal sealed record JudgedPicture(string File, string Verdict, string Reason, string Message, double? Quality, double? Measured, double? Limit, int Faces, bool SetAside, string? Forced = null)
{
    /// <summary>It was enrolled.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Accepted => Verdict == "accepted";

    /// <summary>It was enrolled before.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool WasSkipped => Verdict == "skipped";

    /// <summary>One that the desk did not get to see.</summary>
    public static JudgedPicture Refused(string file, string reason, string message) => new(file, "refused", reason, message, null, null, null, 0, SetAside: false);

    /// <summary>One that the desk has seen before.</summary>
    public static JudgedPicture Skipped(string file) => new(file, "skipped", VerdictReason.Duplicate.Label, "This file is enrolled already.", null, null, null, 0, SetAside: false);

    /// <summary>From the desk's.</summary>
    public static JudgedPicture Of(PictureVerdict verdict, string file) => new(
        file, verdict.Accepted ? "accepted" : "refused", verdict.Reason.Label, verdict.Message,
        verdict.Chosen is { } face ? Math.Round(face.Quality.Score, 3) : null,
        verdict.Measured is { } measured ? Math.Round(measured, 4) : null, verdict.Limit is { } limit ? Math.Round(limit, 4) : null, verdict.Faces.Count, verdict.SetAside, verdict.Overruled?.Label);
}
