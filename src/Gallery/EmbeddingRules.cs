using System.Numerics.Tensors;

namespace FaceStream.Gallery;

/// <summary>What may be enrolled.</summary>
/// <remarks>
/// A length that is not 1 is refused rather than mended: it is the mark of a wrong output or a missing step, and scaling
/// would hide it. Within <see cref="Tolerance"/> it is rounding (half precision gives about 5e-4), and is scaled away.
/// </remarks>
internal static class EmbeddingRules
{
    /// <summary>How far from 1 a length may be.</summary>
    public const float Tolerance = 2e-3f;

    // What scaling itself leaves; the square root of 4096 half units in the last place.
    private const float Rounding = 4e-6f;

    /// <summary>More numbers than any face model gives; what is longer is a mistake.</summary>
    public const int LargestDimension = 4096;

    /// <summary>Gives the embedding back with length exactly 1, or refuses it with words.</summary>
    /// <exception cref="GalleryRefusedException">Not a finite unit vector.</exception>
    public static Embedding Accept(Embedding embedding)
    {
        var vector = embedding.Vector.Span;
        if (string.IsNullOrWhiteSpace(embedding.Model))
            throw Refusal(embedding, "names no model");
        if (vector.Length is 0 or > LargestDimension)
            throw Refusal(embedding, $"is outside 1–{LargestDimension} numbers");
        if (vector.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) is >= 0 and var at)
            throw Refusal(embedding, $"has {vector[at]} at place {at}");

        var length = TensorPrimitives.Norm(vector);
        if (length == 0)
            throw Refusal(embedding, "is all zeros");
        if (MathF.Abs(length - 1) > Tolerance)
            throw Refusal(embedding, $"has length {length:0.####} where 1 is expected");

        // A vector that was scaled once stays as it is, to the last bit: so a look is recognised when it comes back.
        if (MathF.Abs(length - 1) <= Rounding)
            return embedding;

        var unit = new float[vector.Length];
        TensorPrimitives.Divide(vector, length, unit);
        return embedding with { Vector = unit };
    }

    private static GalleryRefusedException Refusal(Embedding embedding, string why) =>
        new(GalleryRefusal.BadEmbedding, $"The embedding of {embedding.Vector.Length} numbers from model '{embedding.Model}' {why}. Embed the picture again.");
}
