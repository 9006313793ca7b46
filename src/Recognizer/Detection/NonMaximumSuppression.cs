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
        // Equal scores keep their order, so that results do not depend on how the sort deals with ties.
        var ordered = candidates.Select((candidate, at) => (candidate, at)).ToArray();
        Array.Sort(ordered, static (a, b) => b.candidate.Score != a.candidate.Score ? b.candidate.Score.CompareTo(a.candidate.Score) : a.at.CompareTo(b.at));
        candidates.Clear();
        foreach (var (candidate, _) in ordered)
        {
            if (!candidates.Exists(kept => Share(kept, candidate, overlap) > limit))
                candidates.Add(candidate);
        }
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
