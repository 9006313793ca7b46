namespace FaceStream.Recognizer.Evaluation;

/// <summary>What every threshold costs: more false alarms, or more misses.</summary>
/// <remarks>The curve of A. Martin et al., “The DET curve in assessment of detection task performance”, Eurospeech 1997.</remarks>
public static class ErrorTradeOff
{
    // More points than a plot has pixels between them tell nothing: a fiftieth more false alarms is the next point.
    private const double Step = 1.02;

    /// <summary>The points from no false alarm at all to nothing but, in the order of more.</summary>
    /// <param name="genuine">Similarities that should pass; −1 for one that never does.</param>
    /// <param name="impostor">Similarities that should not.</param>
    public static IReadOnlyList<ErrorPoint> Curve(IEnumerable<float> genuine, IEnumerable<float> impostor)
    {
        float[] pass = [.. genuine.Order()], fall = [.. impostor.OrderDescending()];
        var (points, next) = (new List<ErrorPoint>(), 0.0);
        for (var alarms = 0; alarms <= fall.Length; alarms++)
        {
            // Impostors as similar as the next one cannot be told from it, so they pass together or not at all.
            if (alarms < fall.Length && (alarms < next || (alarms > 0 && fall[alarms] == fall[alarms - 1])))
                continue;
            var threshold = alarms < fall.Length ? MathF.BitIncrement(fall[alarms]) : fall.Length > 0 ? fall[^1] : -1;
            points.Add(new(threshold, Share(alarms, fall.Length), Share(Below(pass, threshold), pass.Length)));
            next = alarms * Step;
        }

        return points;
    }

    private static int Below(float[] rising, float threshold)
    {
        var at = Array.BinarySearch(rising, threshold);
        for (at = at < 0 ? ~at : at; at > 0 && rising[at - 1] >= threshold; at--)
        {
        }

        return at;
    }

    private static double Share(int count, int of) => of == 0 ? 0 : (double)count / of;
}

/// <summary>What a threshold does.</summary>
/// <param name="Threshold">From this similarity on, it passes.</param>
/// <param name="FalseAlarms">The share of impostors that pass.</param>
/// <param name="Misses">The share of the genuine that do not.</param>
public readonly record struct ErrorPoint(float Threshold, double FalseAlarms, double Misses);
