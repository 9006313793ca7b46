using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>How alike templates of one kind are to those of another: of the young to the mature, of faces from the front to those from the side.</summary>
/// <remarks>The protocol of Q. Cao, L. Shen, W. Xie, O. M. Parkhi, A. Zisserman, “VGGFace2: a dataset for recognising faces across pose and age”, FG 2018, §4.</remarks>
public static class TemplateProtocol
{
    /// <summary>Compares all templates, for each two groups.</summary>
    /// <param name="templates">All of them.</param>
    /// <param name="rate">The share of the pairs of two people that is accepted, for what is accepted of the pairs of one.</param>
    /// <exception cref="ArgumentException">Nobody has two templates.</exception>
    public static IReadOnlyList<TemplateCell> Measure(IReadOnlyList<FaceTemplate> templates, double rate)
    {
        string[] groups = [.. templates.Select(template => template.Group).Distinct()];
        var cells = new List<TemplateCell>();
        for (var a = 0; a < groups.Length; a++)
        {
            for (var b = 0; b <= a; b++)
                cells.Add(Compare(templates, groups[b], groups[a], rate));
        }

        if (cells.All(cell => cell.Accepted.Of == 0))
            throw new ArgumentException($"Nobody of {templates.Select(template => template.Person).Distinct().Count()} people has two templates; there is nothing to compare.", nameof(templates));
        return cells;
    }

    private static TemplateCell Compare(IReadOnlyList<FaceTemplate> templates, string a, string b, double rate)
    {
        var (genuine, impostor) = (new List<float>(), new List<float>());
        for (var i = 0; i < templates.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if ((templates[i].Group == a && templates[j].Group == b) || (templates[i].Group == b && templates[j].Group == a))
                    (templates[i].Person == templates[j].Person ? genuine : impostor).Add(templates[i].Similarity(templates[j]));
            }
        }

        var falls = impostor.OrderDescending().ToArray();
        float? threshold = rate * falls.Length >= 1 ? MathF.BitIncrement(falls[(int)Math.Min(rate * falls.Length, falls.Length - 1)]) : null;
        return new(a, b, Spread(genuine), Spread(impostor), impostor.Count, threshold, new(threshold is { } from ? genuine.Count(similarity => similarity >= from) : 0, genuine.Count));
    }

    private static ScoreDistribution Spread(List<float> similarities)
    {
        if (similarities.Count == 0)
            return new(double.NaN, double.NaN);
        double mean = similarities.Average();
        return new(mean, Math.Sqrt(similarities.Average(similarity => (similarity - mean) * (similarity - mean))));
    }
}

/// <summary>Templates of a group against those of the same or another.</summary>
/// <param name="A">One group.</param>
/// <param name="B">The other.</param>
/// <param name="Genuine">Similarities of one person's templates; not numbers where nobody has two.</param>
/// <param name="Impostor">Those of two people's.</param>
/// <param name="ImpostorPairs">How many of those there are.</param>
/// <param name="Threshold">From it on, pairs are accepted; null when there are too few pairs of two people for the rate that was asked for.</param>
/// <param name="Accepted">The pairs of one person that are.</param>
public sealed record TemplateCell(string A, string B, ScoreDistribution Genuine, ScoreDistribution Impostor, int ImpostorPairs, float? Threshold, Proportion Accepted);
