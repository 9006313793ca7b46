namespace FaceStream.Recognizer.Models;

/// <summary>
/// What a cosine similarity of one embedder means, measured on labelled pairs. Every embedder has its own scale, so
/// this belongs to the model and not to the settings.
/// </summary>
public sealed record SimilarityCalibration
{
    /// <summary>Similarities of two pictures of one person.</summary>
    public required ScoreDistribution Genuine { get; init; }

    /// <summary>Similarities of two people.</summary>
    public required ScoreDistribution Impostor { get; init; }

    /// <summary>What each false-accept rate costs, the highest rate first; may be empty.</summary>
    public required IReadOnlyList<SimilarityThreshold> Thresholds { get; init; }

    /// <summary>The distributions by quality, the worst looks first; null or empty where it was not measured.</summary>
    public IReadOnlyList<CalibrationBand>? Bands { get; init; }

    /// <summary>On which pictures, in words.</summary>
    public required string Measured { get; init; }

    /// <summary>Whether it was measured where it is used, and stays when FaceStream brings another; null where it came with the model.</summary>
    public bool? Own { get; init; }

    /// <summary>
    /// The similarity that two people reach with probability <paramref name="falseAcceptRate"/> per comparison.
    /// Between measured rates it is linear in the rate's logarithm; beyond them the impostor distribution tells.
    /// </summary>
    public float ThresholdAt(double falseAcceptRate)
    {
        if (falseAcceptRate is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(falseAcceptRate), falseAcceptRate, "A rate lies between 0 and 1.");

        return (float)Curve.ThresholdAt(falseAcceptRate);
    }

    /// <summary>The inverse of <see cref="ThresholdAt"/>: how often two people are at least this similar. Not below 1e-12, which no data shows.</summary>
    public double FalseAcceptRateAt(double similarity) => Math.Clamp(Curve.RateAt(similarity), 1e-12, 0.999);

    /// <summary>The same without a floor, for bars that are raised to rates nobody has measured. Made anew each time: who asks often keeps it.</summary>
    internal FalseAcceptCurve Curve => new(Impostor, Thresholds);
}

/// <summary>What similarities of pairs of looks of about one quality are.</summary>
/// <param name="Quality">The mean quality of the worse looks of the pairs, 0–1.</param>
/// <param name="Genuine">Similarities of two looks at one person.</param>
/// <param name="Impostor">Similarities of looks at two people.</param>
/// <param name="Pairs">Pairs of one person that it was measured on.</param>
public sealed record CalibrationBand(double Quality, ScoreDistribution Genuine, ScoreDistribution Impostor, int Pairs);

/// <summary>A normal distribution of similarities.</summary>
/// <param name="Mean">Its centre.</param>
/// <param name="Deviation">Its standard deviation.</param>
public sealed record ScoreDistribution(double Mean, double Deviation)
{
    /// <summary>Natural logarithm of the density at <paramref name="similarity"/>.</summary>
    public double LogDensity(double similarity)
    {
        var z = (similarity - Mean) / Deviation;
        return -0.5 * z * z - Math.Log(Deviation) - 0.5 * Math.Log(2 * Math.PI);
    }

    /// <summary>The similarity that is exceeded with probability <paramref name="share"/>.</summary>
    public double Exceeded(double share)
    {
        // The tail is monotone, so halving the interval finds it; ±10 deviations hold every rate worth asking for.
        var (low, high) = (-10.0, 10.0);
        while (high - low > 1e-9)
        {
            var middle = (low + high) / 2;
            (low, high) = Tail(middle) > share ? (middle, high) : (low, middle);
        }

        return Mean + Deviation * low;
    }

    /// <summary>The share that exceeds <paramref name="similarity"/>.</summary>
    public double Chance(double similarity) => Tail((similarity - Mean) / Deviation);

    /// <summary>Probability of more than <paramref name="z"/> in a standard normal distribution.</summary>
    /// <remarks>Abramowitz and Stegun, “Handbook of Mathematical Functions”, 26.2.11 near the centre and 26.2.14 in the tail.</remarks>
    internal static double Tail(double z)
    {
        if (z < 0)
            return 1 - Tail(-z);

        var density = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
        return z < 3 ? 0.5 - density * OddSeries(z) : density / Fraction(z);
    }

    // z + z³/3 + z⁵/(3·5) + …
    private static double OddSeries(double z)
    {
        var (term, sum) = (z, z);
        for (var k = 3; term > 1e-17; k += 2)
            sum += term *= z * z / k;
        return sum;
    }

    // z + 1/(z + 2/(z + 3/(z + …))); from z = 3 on, 60 steps are exact to 1e-12.
    private static double Fraction(double z)
    {
        var value = z;
        for (var k = 60; k > 0; k--)
            value = z + k / value;
        return value;
    }
}

/// <summary>A point of the trade between false names and missed ones.</summary>
/// <param name="FalseAcceptRate">Share of the comparisons of two people that reach <paramref name="Similarity"/>.</param>
/// <param name="Similarity">The threshold.</param>
/// <param name="TrueAcceptRate">Share of the comparisons of one person that reach it.</param>
public sealed record SimilarityThreshold(double FalseAcceptRate, double Similarity, double TrueAcceptRate);
