using System.Numerics.Tensors;
using FaceStream.Gallery.Coverage;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Quality;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>Enrols some pictures and searches the others among them.</summary>
/// <param name="finder">Finds the face that a picture is of.</param>
/// <param name="embedder">Turns it into a vector, averaged with that of its mirror image: so enrolment does, and whoever asks about a single picture.</param>
/// <param name="templates">At most so many pictures of a person are enrolled, the first with a face.</param>
/// <param name="coverage">Sets redundant ones aside; null searches all.</param>
public sealed class OpenSetComparison(PortraitFinder finder, IEmbedder embedder, int templates, CoverageRule? coverage = null)
{
    private readonly Dictionary<string, List<ShownLook>> _looks = new(StringComparer.Ordinal);
    private Dictionary<string, List<ReadOnlyMemory<float>>> _gallery = [];

    /// <summary>Enrols, then searches, in the order of the list.</summary>
    /// <param name="pictures">All roles.</param>
    /// <param name="progress">Told after each picture how many are done.</param>
    /// <param name="cancel">Stops between two pictures.</param>
    /// <exception cref="PictureException">A picture cannot be read.</exception>
    public OpenSet Compare(IReadOnlyList<RoledPicture> pictures, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        var vectors = new PictureVectors(finder, embedder, mirror: true);
        var (searches, withoutFace, done) = (new List<Search>(), 0, 0);
        foreach (var picture in pictures.Where(picture => picture.Role == PictureRole.Gallery))
        {
            cancel.ThrowIfCancellationRequested();
            if (Of(picture.Person).Count < templates)
                withoutFace += Enrol(picture, vectors.Of(picture.Path), vectors.QualityOf(picture.Path)) ? 0 : 1;
            progress?.Report(++done);
        }

        _gallery = _looks.ToDictionary(person => person.Key, person => Searched(person.Value), StringComparer.Ordinal);
        foreach (var picture in pictures.Where(picture => picture.Role != PictureRole.Gallery))
        {
            cancel.ThrowIfCancellationRequested();
            searches.Add(new(picture, vectors.Of(picture.Path) is { } vector ? Ranked(vector.Span) : []));
            progress?.Report(++done);
        }

        var enrolled = _gallery.Sum(person => person.Value.Count);
        return new(_gallery.Count(person => person.Value.Count > 0), enrolled, withoutFace, searches) { SetAside = _looks.Sum(person => person.Value.Count) - enrolled };
    }

    private List<ShownLook> Of(string person) => _looks.TryGetValue(person, out var looks) ? looks : _looks[person] = [];

    private bool Enrol(RoledPicture picture, ReadOnlyMemory<float>? vector, LookQuality quality)
    {
        if (vector is { } face)
            Of(picture.Person).Add(new(Of(picture.Person).Count, face, quality.Score, new(quality.Yaw, quality.Pitch), Restored: false));
        return vector is not null;
    }

    private List<ReadOnlyMemory<float>> Searched(List<ShownLook> looks)
    {
        var aside = coverage?.Redundant(looks).Select(one => one.Template).ToHashSet() ?? [];
        return [.. looks.Where(look => !aside.Contains(look.Id)).Select(look => look.Vector)];
    }

    /// <summary>The people, the best first, each by what is most similar: a template, or the mean of all.</summary>
    private IReadOnlyList<Match> Ranked(ReadOnlySpan<float> face)
    {
        var matches = new List<Match>(_gallery.Count);
        foreach (var (person, vectors) in _gallery)
        {
            var best = float.NegativeInfinity;
            foreach (var vector in vectors)
                best = Math.Max(best, TensorPrimitives.Dot(face, vector.Span));
            if (vectors.Count > 1)
                best = Math.Max(best, TensorPrimitives.Dot(face, FaceTemplate.Mean(vectors)));
            if (vectors.Count > 0)
                matches.Add(new(person, best));
        }

        return [.. matches.OrderByDescending(match => match.Similarity).ThenBy(match => match.Person, StringComparer.Ordinal)];
    }
}

/// <summary>All searches of an open-set test.</summary>
/// <param name="People">Enrolled.</param>
/// <param name="Templates">Of all of them together.</param>
/// <param name="NotEnrolled">Pictures that were to be enrolled and show no face.</param>
/// <param name="Searches">One for each probe and distractor.</param>
public sealed record OpenSet(int People, int Templates, int NotEnrolled, IReadOnlyList<Search> Searches)
{
    /// <summary>More templates, which showed nothing new and were not searched.</summary>
    public int SetAside { get; init; }
}

/// <summary>A picture that was searched in the gallery.</summary>
/// <param name="Picture">Which.</param>
/// <param name="Ranked">The enrolled people, the most similar first; empty when the picture shows no face.</param>
public sealed record Search(RoledPicture Picture, IReadOnlyList<Match> Ranked);

/// <summary>An enrolled person.</summary>
/// <param name="Person">Who.</param>
/// <param name="Similarity">Cosine to the most similar template, or to the mean of several.</param>
public readonly record struct Match(string Person, float Similarity);
