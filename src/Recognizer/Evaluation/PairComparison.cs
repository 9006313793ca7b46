using System.Numerics.Tensors;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Embedders;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>Compares the pictures of pairs: the main face of each, embedded once however many pairs it is in.</summary>
/// <param name="finder">Finds the face that a picture is of.</param>
/// <param name="embedder">Turns it into a vector.</param>
/// <param name="mirror">Averages each vector with that of the mirrored face, as enrolment does.</param>
public sealed class PairComparison(PortraitFinder finder, IEmbedder embedder, bool mirror = false)
{
    private readonly PictureVectors _vectors = new(finder, embedder, mirror);

    /// <summary>The pictures in which no face was found, so far.</summary>
    public IEnumerable<string> WithoutFace => _vectors.WithoutFace;

    /// <summary>Compares all pairs, in their order.</summary>
    /// <param name="pairs">Which.</param>
    /// <param name="progress">Told after each pair how many are done.</param>
    /// <param name="cancel">Stops between two pairs.</param>
    /// <exception cref="PictureException">A picture cannot be read.</exception>
    public IReadOnlyList<ScoredPair> Compare(IReadOnlyList<VerificationPair> pairs, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        var scored = new List<ScoredPair>(pairs.Count);
        foreach (var pair in pairs)
        {
            cancel.ThrowIfCancellationRequested();
            scored.Add(new ScoredPair(pair, _vectors.Of(pair.A) is { } a && _vectors.Of(pair.B) is { } b ? TensorPrimitives.Dot(a.Span, b.Span) : null));
            progress?.Report(scored.Count);
        }

        return scored;
    }
}
