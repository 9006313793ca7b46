namespace FaceStream.Recognizer.Detection;

/// <summary>Means, variances and covariance of pairs of whole numbers, summed exactly.</summary>
internal struct Moments
{
    private long _first, _second, _firstSquared, _secondSquared, _product;

    /// <summary>Pairs.</summary>
    public int Count { get; private set; }

    /// <summary>Of the first numbers.</summary>
    public readonly double FirstVariance => Variance(_firstSquared, _first, _first);

    /// <summary>Of the second numbers.</summary>
    public readonly double SecondVariance => Variance(_secondSquared, _second, _second);

    /// <summary>The larger of the two means.</summary>
    public readonly double LargerMean => (double)Math.Max(_first, _second) / Math.Max(1, Count);

    /// <summary>Takes a pair.</summary>
    public void Add(int first, int second)
    {
        Count++;
        _first += first;
        _second += second;
        _firstSquared += (long)first * first;
        _secondSquared += (long)second * second;
        _product += (long)first * second;
    }

    /// <summary>−1 to 1; what varies less than <paramref name="noise"/>, a variance, counts as alike.</summary>
    public readonly double Correlation(double noise) =>
        (Variance(_product, _first, _second) + noise) / Math.Sqrt((FirstVariance + noise) * (SecondVariance + noise));

    private readonly double Variance(long products, long first, long second)
    {
        double count = Math.Max(1, Count);
        return products / count - first / count * (second / count);
    }
}
