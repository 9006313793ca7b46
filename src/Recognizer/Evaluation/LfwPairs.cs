using System.Globalization;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>The lists of pairs of Labeled Faces in the Wild: <c>pairs.txt</c> with its ten folds, <c>pairsDevTest.txt</c> without.</summary>
/// <remarks>
/// The first line has the number of folds, if there are any, and that of pairs of each kind in a fold. Each fold has its pairs of one
/// person first, <c>name n m</c>, then those of two, <c>name n name m</c>; a picture is <c>name/name_000n.jpg</c>. From the README of the data set.
/// </remarks>
internal static class LfwPairs
{
    /// <summary>Whether a list starts as one of LFW does: with one or two numbers and nothing else.</summary>
    public static bool Are(string firstLine) => Numbers(firstLine) is { Length: 1 or 2 };

    /// <summary>Reads the lines of a list.</summary>
    /// <param name="path">For the messages.</param>
    /// <param name="lines">All of them.</param>
    /// <param name="images">The folder with a folder for each person.</param>
    /// <exception cref="FormatException">A line is not like that, or there are too few.</exception>
    public static IReadOnlyList<VerificationPair> Read(string path, string[] lines, string images)
    {
        var head = Numbers(lines[0])!;
        var (folds, each) = head.Length == 2 ? (head[0], head[1]) : (1, head[0]);
        var (needed, has) = (2L * folds * each, lines.Skip(1).Count(line => line.Length > 0));
        if (needed != has)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{path} promises {needed} pairs and has {has}."));

        var pairs = new VerificationPair[has];
        for (var i = 0; i < has; i++)
        {
            // Another number of folds than the protocol has is dealt out anew.
            int? fold = folds == VerificationProtocol.Folds ? i / (2 * each) : null;
            pairs[i] = Parse(lines[i + 1], i / each % 2 == 0, images) is { } pair ? pair with { Fold = fold }
                : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {i + 2}: “{lines[i + 1]}” is not {(i / each % 2 == 0 ? "name n m" : "name n name m")}."));
        }

        return pairs;
    }

    private static VerificationPair? Parse(string line, bool same, string images)
    {
        var fields = line.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (same)
            return fields is [var name, var n, var m] && Picture(images, name, n) is { } a && Picture(images, name, m) is { } b ? new(a, b, true, "") : null;
        return fields is [var one, var i, var other, var j] && Picture(images, one, i) is { } c && Picture(images, other, j) is { } d ? new(c, d, false, "") : null;
    }

    private static string? Picture(string images, string name, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? Path.Combine(images, name, string.Create(CultureInfo.InvariantCulture, $"{name}_{n:0000}.jpg")) : null;

    private static int[]? Numbers(string line)
    {
        var fields = line.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 0 && fields.All(field => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0)
            ? [.. fields.Select(field => int.Parse(field, CultureInfo.InvariantCulture))] : null;
    }
}
