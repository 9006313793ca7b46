using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>Whether quality is of use: how often somebody is not recognised when the worst looks are left out.</summary>
/// <remarks>The error against rejection curve of P. Grother and E. Tabassi, “Performance of biometric quality measures”, IEEE PAMI 29, 2007.</remarks>
public static class RejectionProtocol
{
    /// <summary>The shares of the looks that are left out.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5];

    /// <summary>The measures that are judged: all together, and each by itself.</summary>
    public static IReadOnlyList<(string Name, Func<LookQuality, double> Value)> Measures { get; } =
    [
        ("quality", look => look.Score), ("eyes", look => look.EyeDistance), ("sharpness", look => look.Sharpness), ("yaw", look => -Math.Abs(look.Yaw)),
        ("pitch", look => -Math.Abs(look.Pitch)), ("exposure", look => look.Exposure), ("inside", look => look.Inside),
    ];

    /// <summary>The misses among pairs of one person whose looks are both kept, at each of <see cref="Shares"/>.</summary>
    /// <param name="looks">All looks.</param>
    /// <param name="threshold">A pair below it is a miss.</param>
    /// <param name="measure">The looks with the least of it are left out first.</param>
    public static IReadOnlyList<Proportion> Curve(IReadOnlyList<LabelledLook> looks, double threshold, Func<LookQuality, double> measure)
    {
        double[] values = [.. looks.Select(look => measure(look.Quality)).Order()];
        var pairs = looks.GroupBy(look => look.Person).SelectMany(person => Pairs([.. person], measure)).ToArray();
        return
        [
            .. Shares.Select(share =>
            {
                var least = values.Length == 0 ? 0 : values[(int)(share * values.Length)];
                var kept = pairs.Where(pair => pair.Measure >= least).ToArray();
                return new Proportion(kept.Count(pair => pair.Similarity < threshold), kept.Length);
            }),
        ];
    }

    private static IEnumerable<(float Similarity, double Measure)> Pairs(LabelledLook[] looks, Func<LookQuality, double> measure)
    {
        for (var i = 0; i < looks.Length; i++)
        {
            for (var j = 0; j < i; j++)
                yield return (looks[i].Similarity(looks[j]), Math.Min(measure(looks[i].Quality), measure(looks[j].Quality)));
        }
    }
}
