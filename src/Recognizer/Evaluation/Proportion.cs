namespace FaceStream.Recognizer.Evaluation;

/// <summary>So many of so many, and how far chance could have moved the share.</summary>
/// <param name="Count">Those that count.</param>
/// <param name="Of">All; 0 tells nothing.</param>
public readonly record struct Proportion(int Count, int Of)
{
    // Two-sided 95 %: 2.5 % of a normal distribution lie above.
    private const double Z = 1.959963984540054;

    /// <summary>The share, 0–1; 0 of none.</summary>
    public double Share => Of == 0 ? 0 : (double)Count / Of;

    /// <summary>The 95 % interval that the true share lies in.</summary>
    /// <remarks>
    /// E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, JASA 22, 1927: unlike the share plus and
    /// minus its deviation, it stays between 0 and 1 and is not of width nothing when all or none count.
    /// </remarks>
    public (double Low, double High) Interval
    {
        get
        {
            if (Of == 0)
                return (0, 1);
            var (n, p) = ((double)Of, Share);
            var middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
            var reach = Z / (1 + Z * Z / n) * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
            return (Count == 0 ? 0 : middle - reach, Count == Of ? 1 : middle + reach);
        }
    }
}
