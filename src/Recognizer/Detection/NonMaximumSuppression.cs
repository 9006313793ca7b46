using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.Recognizer.Detection;

/// <summary>Keeps the surest of boxes that mean the same face.</summary>
internal static class NonMaximumSuppression
{
    /// <summary>What the shared area of two boxes is divided by.</summary>
    public enum Overlap
    {
        /// <summary>The area of both together.</summary>
        Union,

        /// <summary>The area of the smaller: also drops a box inside another.</summary>
        Smaller,
    }

    /// <summary>Removes from <paramref name="candidates"/> those that a surer one overlaps by more than <paramref name="limit"/>; leaves the surest first.</summary>
    public static void Apply(List<Candidate> candidates, float limit, Overlap overlap)
    {
        var count = candidates.Count;
        var ordered = ArrayPool<(Candidate Candidate, int At)>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
            ordered[i] = (candidates[i], i);
        ordered.AsSpan(0, count).Sort(SurestFirst);
        candidates.Clear();
        foreach (ref readonly var next in ordered.AsSpan(0, count))
        {
            if (!IsCovered(next.Candidate, CollectionsMarshal.AsSpan(candidates), limit, overlap))
                candidates.Add(next.Candidate);
        }

        ArrayPool<(Candidate, int)>.Shared.Return(ordered);
    }

    /// <summary>Equal scores keep their order, so that results do not depend on how the sort deals with ties.</summary>
    private static int SurestFirst((Candidate Candidate, int At) a, (Candidate Candidate, int At) b) =>
        b.Candidate.Score != a.Candidate.Score ? b.Candidate.Score.CompareTo(a.Candidate.Score) : a.At.CompareTo(b.At);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsCovered(in Candidate candidate, ReadOnlySpan<Candidate> surer, float limit, Overlap overlap)
    {
        foreach (ref readonly var kept in surer)
        {
            if (Share(kept, candidate, overlap) > limit)
                return true;
        }

        return false;
    }

    private static float Share(in Candidate a, in Candidate b, Overlap overlap)
    {
        var width = MathF.Min(a.Right, b.Right) - MathF.Max(a.Left, b.Left) + 1;
        var height = MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Top, b.Top) + 1;
        if (width <= 0 || height <= 0)
            return 0;
        var shared = width * height;
        return overlap == Overlap.Union ? shared / (a.Area + b.Area - shared) : shared / MathF.Min(a.Area, b.Area);
    }
}
