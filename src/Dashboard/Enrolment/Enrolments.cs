using FaceStream.Recognizer.Enrolment;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Enrolment;

/// <summary>Enrols files, a few at a time, so that a folder of any size fits into memory.</summary>
/// <param name="desk">Judges and enrols.</param>
/// <param name="force">The operator decides about quality and resemblance.</param>
internal sealed class Enrolments(EnrolmentDesk desk, bool force)
{
    // Pictures of one transaction; each may be 40 million pixels.
    private const int AtOnce = 8;

    /// <summary>Enrols a person's pictures.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="files">Their paths.</param>
    /// <param name="judged">Told after each few.</param>
    /// <param name="stop">Ctrl-C: what was judged so far stays enrolled.</param>
    public EnrolledPerson Enrol(string name, IReadOnlyList<string> files, Action<int> judged, CancellationToken stop)
    {
        var result = new EnrolledPerson(name);
        foreach (var some in files.Chunk(AtOnce))
        {
            stop.ThrowIfCancellationRequested();
            var report = desk.Enrol(name, [.. some.Select(file => (Path.GetFileName(file), Read(file)))], force);
            result.Add(report, some);
            judged(some.Length);
        }

        return result;
    }

    private static ReadOnlyMemory<byte> Read(string file)
    {
        // The head of what is too large says what it is; the decoder refuses the rest.
        using var stream = File.OpenRead(file);
        var bytes = new byte[Math.Min(stream.Length, StillPicture.MaxBytes + 1)];
        return bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
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

    /// <summary>Adds verdicts.</summary>
    public void Add(EnrolmentReport report, IReadOnlyList<string> files)
    {
        (Person, Id, Created) = (report.Person?.Name ?? Person, report.Person?.Id ?? Id, Created || report.Created);
        _pictures.AddRange(report.Pictures.Zip(files, JudgedPicture.Of));
    }
}

/// <summary>A verdict on a file.</summary>
/// <param name="File">As it was given.</param>
/// <param name="Verdict"><c>accepted</c> or <c>refused</c>.</param>
/// <param name="Reason">In a word that does not change.</param>
/// <param name="Message">The same for people, with what was measured and what to do.</param>
/// <param name="Quality">Of the face that is meant; null when it is not known.</param>
/// <param name="Measured">What was measured, in the unit of <paramref name="Limit"/>.</param>
/// <param name="Limit">What was asked for.</param>
/// <param name="Faces">How many were found.</param>
internal sealed record JudgedPicture(string File, string Verdict, string Reason, string Message, double? Quality, double? Measured, double? Limit, int Faces)
{
    /// <summary>It was enrolled.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Accepted => Verdict == "accepted";

    /// <summary>From the desk's.</summary>
    public static JudgedPicture Of(PictureVerdict verdict, string file) => new(
        file, verdict.Accepted ? "accepted" : "refused", verdict.Reason.Label, verdict.Message,
        verdict.Chosen is { } face ? Math.Round(face.Quality.Score, 3) : null,
        verdict.Measured is { } measured ? Math.Round(measured, 4) : null, verdict.Limit is { } limit ? Math.Round(limit, 4) : null, verdict.Faces.Count);
}
