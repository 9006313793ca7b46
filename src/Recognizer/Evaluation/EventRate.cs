namespace FaceStream.Recognizer.Evaluation;

/// <summary>Things that happened now and then, and how far chance could have moved their number.</summary>
/// <param name="Count">How many.</param>
/// <param name="Exposure">In how much time, or in how many of what they happen to; above 0.</param>
public readonly record struct EventRate(int Count, double Exposure)
{
    private const double EachSide = 0.025;

    /// <summary>For each unit of the exposure.</summary>
    public double Rate => Count / Exposure;

    /// <summary>The 95 % interval that the true rate lies in.</summary>
    /// <remarks>F. Garwood, “Fiducial limits for the Poisson distribution”, Biometrika 28, 1936: exact, and of use when nothing happened.</remarks>
    public (double Low, double High) Interval
    {
        get
        {
            var count = Count;
            return (
                count == 0 ? 0 : Where(mean => 1 - AtMost(count - 1, mean) < EachSide) / Exposure,
                Where(mean => AtMost(count, mean) > EachSide) / Exposure);
        }
    }

    /// <summary>The largest mean for which it still holds; what holds for small ones and not for large ones.</summary>
    private double Where(Func<double, bool> holds)
    {
        var (low, high) = (0.0, 10 + 3.0 * Count);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The probability of at most so many events of a Poisson distribution.</summary>
    private static double AtMost(int count, double mean)
    {
        var (sum, log) = (0.0, -mean);
        for (var k = 0; k <= count; k++)
        {
            log += k == 0 ? 0 : Math.Log(mean / k);
            sum += Math.Exp(log);
        }

        return sum;
    }
}
