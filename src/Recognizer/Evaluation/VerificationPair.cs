using System.Globalization;
using FaceStream.Recognizer.Identification;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>Two pictures, and whether they show one person.</summary>
/// <param name="A">A picture's path.</param>
/// <param name="B">The other's.</param>
/// <param name="Same">One person.</param>
/// <param name="Source">Where the pair comes from, in a word; empty when the list does not say.</param>
public sealed record VerificationPair(string A, string B, bool Same, string Source)
{
    /// <summary>The fold that the list puts the pair in, from 0; null when the protocol deals it out.</summary>
    public int? Fold { get; init; }

    /// <summary>
    /// Reads a list: CSV with the heading <c>a,b,label</c> or <c>a,b,label,source</c>, label <c>same</c> or <c>different</c>,
    /// paths relative to a folder; or the official <c>pairs.txt</c> of Labeled Faces in the Wild, whose folds are kept.
    /// </summary>
    /// <param name="path">The list.</param>
    /// <param name="images">The folder of the pictures; by default the list's.</param>
    /// <exception cref="FormatException">A line is not like that; the message has its number.</exception>
    public static IReadOnlyList<VerificationPair> Read(string path, string? images = null)
    {
        var folder = images ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        var lines = File.ReadAllLines(path);
        if (lines.Length > 0 && LfwPairs.Are(lines[0]))
            return LfwPairs.Read(path, lines, folder);
        if (lines.Length == 0 || !lines[0].StartsWith("a,b,label", StringComparison.Ordinal))
            throw new FormatException($"{path} starts with “{lines.FirstOrDefault()}”; a list of pairs starts with the heading a,b,label or a,b,label,source, LFW's pairs.txt with two numbers.");

        var pairs = new List<VerificationPair>(lines.Length);
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
                pairs.Add(Parse(lines[i], folder) ?? throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"{path}, line {i + 1}: “{lines[i]}” is not picture,picture,same|different[,source].")));
        }

        return pairs;
    }

    private static VerificationPair? Parse(string line, string folder)
    {
        var fields = line.Split(',');
        if (fields.Length is not (3 or 4) || fields[0].Length == 0 || fields[1].Length == 0 || fields[2] is not ("same" or "different"))
            return null;
        return new(Path.Combine(folder, fields[0]), Path.Combine(folder, fields[1]), fields[2] == "same", fields.Length == 4 ? fields[3] : "");
    }
}

/// <summary>A pair that was compared.</summary>
/// <param name="Pair">Which.</param>
/// <param name="Similarity">Cosine of the two faces; null when one of the pictures shows none.</param>
/// <param name="Quality">Of the worse look, 0–1.</param>
public readonly record struct ScoredPair(VerificationPair Pair, float? Similarity, float Quality = 1)
{
    /// <summary>The pair by what its similarity says at its quality, in nats, in place of the similarity.</summary>
    /// <param name="model">The embedder's distributions.</param>
    public ScoredPair ByEvidence(ScoreModel model) => this with { Similarity = Similarity is { } cosine ? (float)model.LogRatio(cosine, LookStatistics.One(Quality)) : null };
}
