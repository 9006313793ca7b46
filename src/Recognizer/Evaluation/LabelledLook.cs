using System.Numerics.Tensors;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Quality;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>The main face of a picture, whose it is, and how good a look it is.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Vector">A unit vector.</param>
/// <param name="Quality">As a camera's looks are measured.</param>
public sealed record LabelledLook(string Person, ReadOnlyMemory<float> Vector, LookQuality Quality)
{
    /// <summary>Takes the pictures of many people.</summary>
    /// <param name="people">Each with their pictures.</param>
    /// <param name="finder">Finds the face that a picture is of.</param>
    /// <param name="embedder">Turns it into a vector.</param>
    /// <param name="withoutFace">How many pictures showed none.</param>
    /// <param name="progress">Told after each picture how many are done.</param>
    /// <param name="mirror">Averages each vector with that of the mirrored face, as enrolment does; a camera's looks are not.</param>
    /// <param name="cancel">Stops between two pictures.</param>
    /// <exception cref="PictureException">A picture cannot be read.</exception>
    public static IReadOnlyList<LabelledLook> Take(
        IEnumerable<(string Person, string Picture)> people, PortraitFinder finder, IEmbedder embedder, out int withoutFace, IProgress<int>? progress = null,
        bool mirror = false, CancellationToken cancel = default)
    {
        var (looks, meter, done) = (new List<LabelledLook>(), new QualityMeter(), 0);
        foreach (var (person, path) in people)
        {
            cancel.ThrowIfCancellationRequested();
            using var picture = StillPicture.Load(path);
            if (finder.FindMain(picture) is { } face)
                looks.Add(new(person, embedder.Embed([(picture, face.Landmarks)], mirror)[0].Vector, meter.Measure(picture, face)));
            progress?.Report(++done);
        }

        withoutFace = done - looks.Count;
        return looks;
    }

    /// <summary>Cosine to another look.</summary>
    public float Similarity(LabelledLook other) => TensorPrimitives.Dot(Vector.Span, other.Vector.Span);
}
