using System.Numerics.Tensors;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>Compares the pictures of pairs: the main face of each, embedded once however many pairs it is in.</summary>
/// <param name="vectors">Of the pictures.</param>
public sealed class PairComparison(PictureVectors vectors)
{
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
            float? similarity = vectors.Of(pair.A) is { } a && vectors.Of(pair.B) is { } b ? TensorPrimitives.Dot(a.Span, b.Span) : null;
            scored.Add(new(pair, similarity, Math.Min(vectors.QualityOf(pair.A).Score, vectors.QualityOf(pair.B).Score)));
            progress?.Report(scored.Count);
        }

        return scored;
    }
}
