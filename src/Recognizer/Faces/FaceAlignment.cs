using System.Numerics;

namespace FaceStream.Recognizer.Faces;

/// <summary>Finds how a face must be turned, scaled and shifted to lie as an embedder was trained on.</summary>
public static class FaceAlignment
{
    // Square pixels: far below any landmark's error. Not float.Epsilon, which is 0 on a thread whose denormals ONNX Runtime has switched off.
    private const float Smallest = 1e-6f;

    /// <summary>
    /// Finds the rotation, uniform scale and shift that bring <paramref name="from"/> closest to
    /// <paramref name="to"/> in the least-squares sense. No reflection, no shear.
    /// </summary>
    /// <param name="from">N ≥ 2 points, in pixels of the source picture; not all the same point.</param>
    /// <param name="to">The N points they should land on, in the same order.</param>
    /// <returns>A transform <c>M</c> with <c>Vector2.Transform(from[i], M) ≈ to[i]</c>.</returns>
    /// <exception cref="ArgumentException">The counts differ, are below 2, or the points coincide.</exception>
    /// <remarks>
    /// The planar case of S. Umeyama, “Least-squares estimation of transformation parameters between two
    /// point patterns”, IEEE PAMI 13(4), 1991. In the plane a rotation with scale is one complex number
    /// <c>z = a + ib</c>, so the fit is <c>z = Σ conj(p)·q / Σ |p|²</c> over the centred points.
    /// </remarks>
    public static Matrix3x2 FitSimilarity(ReadOnlySpan<Vector2> from, ReadOnlySpan<Vector2> to)
    {
        if (from.Length != to.Length || from.Length < 2)
            throw new ArgumentException($"Two equal sets of at least 2 points are needed, not {from.Length} and {to.Length}.", nameof(from));

        var (fromCentre, toCentre) = (Mean(from), Mean(to));
        var (a, b, spread) = (0f, 0f, 0f);
        for (var i = 0; i < from.Length; i++)
        {
            var (p, q) = (from[i] - fromCentre, to[i] - toCentre);
            a += Vector2.Dot(p, q);
            b += p.X * q.Y - p.Y * q.X;
            spread += p.LengthSquared();
        }

        if (!(spread > Smallest))
            throw new ArgumentException("The points coincide, so no rotation or scale can be found.", nameof(from));

        (a, b) = (a / spread, b / spread);
        var turn = new Matrix3x2(a, b, -b, a, 0, 0);
        turn.Translation = toCentre - Vector2.Transform(fromCentre, turn);
        return turn;
    }

    private static Vector2 Mean(ReadOnlySpan<Vector2> points)
    {
        var sum = Vector2.Zero;
        foreach (var point in points)
            sum += point;
        return sum / points.Length;
    }
}
