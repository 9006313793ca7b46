namespace FaceStream.Recognizer.Quality;

/// <summary>How sharp a face patch is: 0 (blurred) to 1.</summary>
/// <remarks>
/// The share of the differences between neighbours that is lost when the patch is blurred again: a sharp picture loses much,
/// a blurred one has nothing to lose (F. Crété et al., “The blur effect”, SPIE 6492, 2007). Differences are compared with
/// themselves, so neither brightness nor contrast matters.
/// </remarks>
internal static class PatchSharpness
{
    /// <summary>Cells to each side that the second blur averages.</summary>
    private const int Reach = 2;

    public static float Of(ReadOnlySpan<float> patch)
    {
        var (all, lost) = (0f, 0f);
        Span<float> line = stackalloc float[FacePatch.Size];
        for (var i = 0; i < FacePatch.Size; i++)
        {
            for (var j = 0; j < FacePatch.Size; j++)
                line[j] = patch[i * FacePatch.Size + j];
            Add(line, ref all, ref lost);
            for (var j = 0; j < FacePatch.Size; j++)
                line[j] = patch[j * FacePatch.Size + i];
            Add(line, ref all, ref lost);
        }

        // Less than one grey level between neighbours is a flat patch: noise, not detail.
        var floor = 2 * FacePatch.Size * (FacePatch.Size - 1) * 0.25f;
        return all <= floor ? 0 : lost / all;
    }

    private static void Add(ReadOnlySpan<float> line, ref float all, ref float lost)
    {
        for (var i = Reach + 1; i < line.Length - Reach; i++)
        {
            var difference = Math.Abs(line[i] - line[i - 1]);
            // Neighbouring means of 2·Reach + 1 cells share all but their ends.
            var blurred = Math.Abs(line[i + Reach] - line[i - Reach - 1]) / (2 * Reach + 1);
            all += difference;
            lost += Math.Max(0, difference - blurred);
        }
    }
}
