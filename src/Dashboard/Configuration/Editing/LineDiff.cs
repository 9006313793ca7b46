using System.Text;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>How one text differs from another, in the form of <c>diff -U0</c>: only lines that differ, so that nothing else is shown.</summary>
internal static class LineDiff
{
    // 16 MB for the time of one request.
    private const long MostCompared = 4_000_000;

    /// <summary>Compares the texts and shows their lines without secrets.</summary>
    public static string Between(CamerasText before, CamerasText after) =>
        Between(before.Text.Split('\n'), after.Text.Split('\n'), before.MaskedLines(), after.MaskedLines());

    /// <summary>The same of texts that need not be YAML.</summary>
    public static string Between(MaskedText before, MaskedText after) =>
        Between(before.Text.Split('\n'), after.Text.Split('\n'), before.Shown.Split('\n'), after.Shown.Split('\n'));

    private static string Between(string[] old, string[] now, IReadOnlyList<string> oldShown, IReadOnlyList<string> nowShown)
    {
        var diff = new StringBuilder();
        var (i, j) = (0, 0);
        foreach (var (sameOld, sameNow) in Common(old, now).Append((old.Length, now.Length)))
        {
            if (i < sameOld || j < sameNow)
            {
                diff.Append("@@ -").Append(Range(i, sameOld)).Append(" +").Append(Range(j, sameNow)).Append(" @@\n");
                for (; i < sameOld; i++)
                    diff.Append('-').Append(oldShown[i]).Append('\n');
                for (; j < sameNow; j++)
                    diff.Append('+').Append(nowShown[j]).Append('\n');
            }

            (i, j) = (sameOld + 1, sameNow + 1);
        }

        return diff.ToString();
    }

    /// <summary>Pairs of equal lines in order: the longest such row within what a common start and end leave.</summary>
    public static List<(int Old, int Now)> Common(string[] old, string[] now)
    {
        var (start, end) = (0, 0);
        while (start < Math.Min(old.Length, now.Length) && old[start] == now[start])
            start++;
        while (end < Math.Min(old.Length, now.Length) - start && old[^(end + 1)] == now[^(end + 1)])
            end++;

        var (rows, columns) = (old.Length - start - end, now.Length - start - end);
        // Nobody reads such a difference line by line; it is shown as one change.
        if ((long)rows * columns > MostCompared)
            (rows, columns) = (0, 0);
        var longest = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
                longest[i, j] = old[start + i] == now[start + j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }

        var pairs = Enumerable.Range(0, start).Select(i => (i, i)).ToList();
        for (var (i, j) = (0, 0); i < rows && j < columns;)
        {
            if (old[start + i] == now[start + j])
                pairs.Add((start + i++, start + j++));
            else if (longest[i + 1, j] >= longest[i, j + 1])
                i++;
            else
                j++;
        }

        pairs.AddRange(Enumerable.Range(0, end).Select(i => (old.Length - end + i, now.Length - end + i)));
        return pairs;
    }

    /// <summary>First line and number of lines; an empty range names the line before it.</summary>
    private static string Range(int from, int to) => from == to ? $"{from},0" : to - from == 1 ? $"{from + 1}" : $"{from + 1},{to - from}";
}
