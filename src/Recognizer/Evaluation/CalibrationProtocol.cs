using System.Globalization;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>Measures what a similarity of an embedder means: how similar two looks at one person are, and two people's, by quality.</summary>
public static class CalibrationProtocol
{
    /// <summary>With fewer pairs of one person, or people, nothing is measured.</summary>
    public const int LeastPairs = 100;

    // A rate is a threshold's when at least so many pairs lie beyond it: ±30 %.
    private const int LeastBeyond = 10;

    // A band with fewer pairs of one person goes together with the next better one: its mean is known to ±0.02.
    private const int LeastInBand = 60;

    private static readonly double[] Rates = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

    // Where the weight of a look (QualityMeter) halves, and where gates lie.
    private static readonly float[] Edges = [0.1f, 0.2f, 0.35f, 0.5f, 0.65f, 0.8f, 0.9f, 1.01f];

    /// <summary>Measures.</summary>
    /// <exception cref="ArgumentException">There are too few pairs, or those of one person are no more alike than those of two.</exception>
    public static SimilarityCalibration Measure(LookPairs pairs)
    {
        if (pairs.Genuine.Count < LeastPairs || pairs.Impostor.Count < LeastPairs)
            throw new ArgumentException($"{pairs.Genuine.Count} pairs of one person and {pairs.Impostor.Count} of two are too few; {LeastPairs} of each are the least.", nameof(pairs));

        float[] genuine = [.. pairs.Genuine.Select(pair => pair.Similarity).Order()], impostor = [.. pairs.Impostor.Select(pair => pair.Similarity).Order()];
        var (same, others) = (Lower(genuine), Upper(impostor));
        if (same.Mean <= others.Mean)
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"Pictures of one person have a similarity of {same.Mean}, pictures of two {others.Mean}. Check that each folder holds one person."), nameof(pairs));

        return new()
        {
            Genuine = same,
            Impostor = others,
            Thresholds = [.. Rates.Where(rate => rate * impostor.Length >= LeastBeyond).Select(rate => At(rate, genuine, impostor))],
            Bands = [.. Bands(pairs)],
            Measured = string.Create(CultureInfo.InvariantCulture, $"{pairs.Looks:N0} pictures of {pairs.People:N0} people: {genuine.Length:N0} pairs of one person, {impostor.Length:N0} of two"),
        };
    }

    private static IEnumerable<CalibrationBand> Bands(LookPairs pairs)
    {
        var (from, waiting) = (0f, new List<LookPair>());
        foreach (var edge in Edges)
        {
            waiting.AddRange(pairs.Genuine.Where(pair => pair.Quality >= from && pair.Quality < edge));
            var low = waiting.Count == 0 ? from : Math.Min(from, waiting.Min(pair => pair.Quality));
            from = edge;
            if (waiting.Count < LeastInBand)
                continue;
            float[] others = [.. pairs.Impostor.Where(pair => pair.Quality >= low && pair.Quality < edge).Select(pair => pair.Similarity).Order()];
            if (others.Length < LeastPairs)
                continue;
            yield return new(Math.Round(waiting.Average(pair => pair.Quality), 4), Whole([.. waiting.Select(pair => pair.Similarity)]), Upper(others), waiting.Count);
            waiting.Clear();
        }
    }

    private static SimilarityThreshold At(double rate, float[] genuine, float[] impostor)
    {
        double threshold = MathF.BitIncrement(Beyond(rate, impostor));
        return new(rate, Math.Round(threshold, 4), Math.Round((double)genuine.Count(similarity => similarity >= threshold) / genuine.Length, 4));
    }

    /// <summary>The similarity that this share reaches.</summary>
    private static float Beyond(double share, float[] rising) => rising[^(int)Math.Clamp(share * rising.Length + 1, 1, rising.Length)];

    /// <summary>Decisions about strangers are made in their upper tail, so that is where the normal distribution has to fit.</summary>
    private static ScoreDistribution Upper(float[] rising)
    {
        var rate = Math.Max(1e-4, (double)LeastBeyond / rising.Length);
        return Through(rising.Average(), Beyond(rate, rising), rate);
    }

    /// <summary>Decisions about the enrolled are made in their lower tail.</summary>
    private static ScoreDistribution Lower(float[] rising)
    {
        const double Missed = 0.03;
        return Through(rising.Average(), Beyond(1 - Missed, rising), Missed);
    }

    private static ScoreDistribution Through(double mean, double tail, double rate) =>
        new(Math.Round(mean, 4), Math.Round(Math.Max(1e-3, Math.Abs(tail - mean) / new ScoreDistribution(0, 1).Exceeded(rate)), 4));

    private static ScoreDistribution Whole(float[] similarities)
    {
        var mean = similarities.Average();
        return new(Math.Round(mean, 4), Math.Round(Math.Max(1e-3, Math.Sqrt(similarities.Average(similarity => (similarity - mean) * (similarity - mean)))), 4));
    }
}
