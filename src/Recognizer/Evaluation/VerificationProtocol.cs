namespace FaceStream.Recognizer.Evaluation;

/// <summary>
/// Judges an embedder on labelled pairs: tenfold cross-validation, as Labeled Faces in the Wild does it.
/// </summary>
/// <remarks>
/// <para>The pairs of one person, and those of two, are dealt out to ten folds in the order of the list, unless the list has folds of its own. For each fold the
/// threshold comes from the other nine: the middle of the widest best stretch of similarities. No pair helps to choose the
/// threshold that it is judged by.</para>
/// <para>A pair with a picture in which no face was found is judged wrongly, whatever its label, and has no part in choosing
/// thresholds. In the rates of accepts it is never accepted.</para>
/// <para>G. B. Huang, M. Ramesh, T. Berg, E. Learned-Miller, “Labeled Faces in the Wild”, UMass Technical Report 07-49, 2007, View 2.</para>
/// </remarks>
public static class VerificationProtocol
{
    /// <summary>How many parts the pairs are dealt to.</summary>
    public const int Folds = 10;

    private static readonly double[] FalseAcceptRates = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

    /// <summary>Judges pairs that were compared.</summary>
    /// <exception cref="ArgumentException">There are fewer than ten pairs of one person, or of two.</exception>
    public static VerificationReport Evaluate(IReadOnlyList<ScoredPair> pairs)
    {
        var same = pairs.Where(pair => pair.Pair.Same).ToArray();
        var different = pairs.Where(pair => !pair.Pair.Same).ToArray();
        if (same.Length < Folds || different.Length < Folds)
            throw new ArgumentException($"{same.Length} pairs of one person and {different.Length} of two are too few for {Folds} folds; {Folds} of each are the least.", nameof(pairs));

        var (accuracies, thresholds) = (new double[Folds], new double[Folds]);
        for (var fold = 0; fold < Folds; fold++)
        {
            thresholds[fold] = BestThreshold(Scores(same, fold, inside: false), Scores(different, fold, inside: false));
            accuracies[fold] = Accuracy(same, different, fold, thresholds[fold]);
        }

        var mean = accuracies.Average();
        var (equal, rates) = TradeOff(same.Select(Accepted), different.Select(Accepted));
        return new VerificationReport(
            pairs.Count, pairs.Count(pair => pair.Similarity is null), mean,
            Math.Sqrt(accuracies.Sum(accuracy => (accuracy - mean) * (accuracy - mean)) / (Folds - 1)), thresholds.Average(), equal, rates);
    }

    /// <summary>What false accepts and missed ones cost each other; of a list in which pairs of two are a thousand times as many as pairs of one, the share judged rightly would say nothing.</summary>
    /// <param name="same">Similarities of pairs of one person, at least one.</param>
    /// <param name="different">Of two.</param>
    public static (double EqualErrorRate, IReadOnlyList<AcceptRate> Rates) TradeOff(IEnumerable<float> same, IEnumerable<float> different)
    {
        float[] genuine = [.. same.Order()], impostor = [.. different.Order()];
        return (EqualErrorRate(genuine, impostor), [.. FalseAcceptRates.Where(rate => rate * impostor.Length >= 1).Select(rate => At(rate, genuine, impostor))]);
    }

    /// <summary>The known similarities of the pairs inside a fold, or of those outside it.</summary>
    private static float[] Scores(ScoredPair[] pairs, int fold, bool inside) =>
        [.. pairs.Where((pair, i) => FoldOf(pair, i) == fold == inside && pair.Similarity is not null).Select(pair => pair.Similarity!.Value)];

    private static double Accuracy(ScoredPair[] same, ScoredPair[] different, int fold, double threshold)
    {
        var right = Scores(same, fold, inside: true).Count(score => score >= threshold) + Scores(different, fold, inside: true).Count(score => score < threshold);
        var all = InFold(same, fold) + InFold(different, fold);
        return (double)right / all;
    }

    private static int InFold(ScoredPair[] pairs, int fold) => pairs.Where((pair, i) => FoldOf(pair, i) == fold).Count();

    private static int FoldOf(in ScoredPair pair, int place) => pair.Pair.Fold ?? place % Folds;

    /// <summary>Walks up through all similarities: each one of two people passed is a pair more judged rightly, each of one person one less.</summary>
    internal static double BestThreshold(float[] same, float[] different)
    {
        var scores = same.Select(score => (Score: score, Gain: -1)).Concat(different.Select(score => (Score: score, Gain: 1)))
            .OrderBy(entry => entry.Score).ToArray();
        var (gain, best, widest, threshold) = (0, 0, 0.0, scores.Length > 0 ? (double)scores[0].Score : 0);
        for (var i = 0; i < scores.Length; i++)
        {
            gain += scores[i].Gain;
            var gap = i + 1 < scores.Length ? (double)scores[i + 1].Score - scores[i].Score : 1e-6;
            if (gap > 0 && (gain > best || (gain == best && gap > widest)))
                (best, widest, threshold) = (gain, gap, scores[i].Score + gap / 2);
        }

        return threshold;
    }

    /// <summary>The threshold that lets at most a share of the pairs of two people pass lies just above the first one that may not.</summary>
    private static AcceptRate At(double rate, float[] genuine, float[] impostor)
    {
        var threshold = MathF.BitIncrement(impostor[^((int)Math.Min(rate * impostor.Length, impostor.Length - 1) + 1)]);
        return new(rate, new(genuine.Count(score => score >= threshold), genuine.Length), threshold);
    }

    private static double EqualErrorRate(float[] genuine, float[] impostor)
    {
        var (missed, passed) = (0, 0);
        foreach (var threshold in genuine)
        {
            // At this threshold so many of one person lie below it, and so many of two do not.
            while (passed < impostor.Length && impostor[passed] < threshold)
                passed++;
            var (misses, accepts) = ((double)missed / genuine.Length, (double)(impostor.Length - passed) / impostor.Length);
            if (misses >= accepts)
                return (misses + accepts) / 2;
            missed++;
        }

        return 1;
    }

    private static float Accepted(ScoredPair pair) => pair.Similarity ?? float.NegativeInfinity;
}
