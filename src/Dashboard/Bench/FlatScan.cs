using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FaceStream.Gallery.Search;

namespace FaceStream.Dashboard.Bench;

/// <summary>The yardstick of searches: every template's floats against the query's, and only the best is kept. What a flat index of any library does, on one thread.</summary>
internal static class FlatScan
{
    /// <summary>Queries that are compared at once.</summary>
    public const int Together = 32;

    private const int Lanes = 16;

    /// <summary>The most similar template: one pass at the rate of memory.</summary>
    public static (long Template, float Similarity) Best(TemplateSet set, ReadOnlySpan<float> query)
    {
        var best = (Template: 0L, Similarity: float.NegativeInfinity);
        foreach (var (block, count) in set.Blocks)
        {
            for (var row = 0; row < count; row++)
            {
                if (TensorPrimitives.Dot(block.Row(row), query) is var similarity && similarity > best.Similarity)
                    best = (block.Ids[row], similarity);
            }
        }

        return best;
    }

    /// <summary>Queries side by side, <c>[dimension, 32]</c>, as <see cref="BestOfEach"/> reads them.</summary>
    public static float[] Pack(IReadOnlyList<float[]> queries)
    {
        var packed = new float[queries[0].Length * Together];
        for (var query = 0; query < Together; query++)
        {
            for (var i = 0; i < queries[query].Length; i++)
                packed[(i * Together) + query] = queries[query][i];
        }

        return packed;
    }

    /// <summary>
    /// The best similarity to each of 32 queries, as a matrix product: the sums of six rows with all queries stay in registers (K. Goto and R. van de Geijn,
    /// “Anatomy of high-performance matrix multiplication”, ACM TOMS 34(3), 2008). Where vectors of 512 bits are two of 256, of two rows.
    /// </summary>
    public static float BestOfEach(TemplateSet set, ReadOnlySpan<float> packed)
    {
        var (best, more) = (Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NegativeInfinity));
        foreach (var (block, count) in set.Blocks)
        {
            var row = 0;
            if (Vector512.IsHardwareAccelerated)
            {
                for (; row + 6 <= count; row += 6)
                    Six(ref MemoryMarshal.GetReference(block.Row(row)), set.Dimension, ref MemoryMarshal.GetReference(packed), ref best, ref more);
            }

            for (; row + 2 <= count; row += 2)
                Two(ref MemoryMarshal.GetReference(block.Row(row)), set.Dimension, ref MemoryMarshal.GetReference(packed), ref best, ref more);
        }

        return Vector512.Sum(Vector512.Max(best, more));
    }

    private static void Six(ref float row, int dimension, ref float packed, ref Vector512<float> best, ref Vector512<float> more)
    {
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default, i = default, j = default, k = default, l = default;
        for (var n = 0; n < dimension; n++)
        {
            var (left, right) = (At(ref packed, n * Together), At(ref packed, (n * Together) + Lanes));
            var x = One(ref row, n);
            (a, b) = (Vector512.FusedMultiplyAdd(x, left, a), Vector512.FusedMultiplyAdd(x, right, b));
            x = One(ref row, n + dimension);
            (c, d) = (Vector512.FusedMultiplyAdd(x, left, c), Vector512.FusedMultiplyAdd(x, right, d));
            x = One(ref row, n + (2 * dimension));
            (e, f) = (Vector512.FusedMultiplyAdd(x, left, e), Vector512.FusedMultiplyAdd(x, right, f));
            x = One(ref row, n + (3 * dimension));
            (g, h) = (Vector512.FusedMultiplyAdd(x, left, g), Vector512.FusedMultiplyAdd(x, right, h));
            x = One(ref row, n + (4 * dimension));
            (i, j) = (Vector512.FusedMultiplyAdd(x, left, i), Vector512.FusedMultiplyAdd(x, right, j));
            x = One(ref row, n + (5 * dimension));
            (k, l) = (Vector512.FusedMultiplyAdd(x, left, k), Vector512.FusedMultiplyAdd(x, right, l));
        }

        best = Vector512.Max(best, Vector512.Max(Vector512.Max(Vector512.Max(a, c), Vector512.Max(e, g)), Vector512.Max(i, k)));
        more = Vector512.Max(more, Vector512.Max(Vector512.Max(Vector512.Max(b, d), Vector512.Max(f, h)), Vector512.Max(j, l)));
    }

    private static void Two(ref float row, int dimension, ref float packed, ref Vector512<float> best, ref Vector512<float> more)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        for (var n = 0; n < dimension; n++)
        {
            var (left, right) = (At(ref packed, n * Together), At(ref packed, (n * Together) + Lanes));
            var x = One(ref row, n);
            (a, b) = (Vector512.FusedMultiplyAdd(x, left, a), Vector512.FusedMultiplyAdd(x, right, b));
            x = One(ref row, n + dimension);
            (c, d) = (Vector512.FusedMultiplyAdd(x, left, c), Vector512.FusedMultiplyAdd(x, right, d));
        }

        (best, more) = (Vector512.Max(best, Vector512.Max(a, c)), Vector512.Max(more, Vector512.Max(b, d)));
    }

    private static Vector512<float> At(ref float packed, int place) => Vector512.LoadUnsafe(ref packed, (nuint)place);

    private static Vector512<float> One(ref float row, int place) => Vector512.Create(System.Runtime.CompilerServices.Unsafe.Add(ref row, place));
}
