namespace FaceStream.Dashboard.Output;

/// <summary>Finds the word that was probably meant.</summary>
internal static class DidYouMean
{
    /// <summary>The known word that is closest to <paramref name="typed"/>, or <see langword="null"/> when none is close.</summary>
    public static string? Closest(string typed, IEnumerable<string> known)
    {
        // One slip in three letters, and never more than three: beyond that a guess only confuses.
        var limit = Math.Min(3, Math.Max(1, typed.Length / 3));
        return known
            .Select(word => (Word: word, Slips: Slips(typed.ToLowerInvariant(), word.ToLowerInvariant())))
            .Where(candidate => candidate.Slips <= limit)
            .OrderBy(candidate => candidate.Slips)
            .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .FirstOrDefault().Word;
    }

    /// <summary><c>" Did you mean …?"</c>, or nothing.</summary>
    public static string Ask(string typed, IEnumerable<string> known) =>
        Closest(typed, known) is { } word ? $" Did you mean '{word}'?" : "";

    /// <summary>
    /// Letters added, left out, changed, or swapped with their neighbour (the restricted edit distance of
    /// F. Damerau, “A technique for computer detection and correction of spelling errors”, CACM 7(3), 1964).
    /// </summary>
    private static int Slips(string a, string b)
    {
        var slips = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            slips[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            slips[0, j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = slips[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                slips[i, j] = Math.Min(changed, Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }
        }

        return slips[a.Length, b.Length];
    }
}
