using System.Diagnostics;

namespace FaceStream.Dashboard.Status;

/// <summary>The latest measurements of something, for percentiles. Safe from any thread.</summary>
/// <param name="size">How many are kept: the percentiles speak of the recent past.</param>
internal sealed class RollingWindow(int size)
{
    private readonly Lock _lock = new();
    private readonly double[] _values = new double[size];
    private long _count;

    /// <summary>When the first measurement was expected, as <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long Begun { get; } = Stopwatch.GetTimestamp();

    /// <summary>Measurements so far, also those that are no longer kept.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    public void Add(double value)
    {
        lock (_lock)
            _values[_count++ % size] = value;
    }

    /// <summary>
    /// The values below which those shares of the measurements lie (nearest rank: a value that was measured);
    /// zeros before the first.
    /// </summary>
    /// <param name="shares">Each in 0–1.</param>
    public double[] Percentiles(params ReadOnlySpan<double> shares) => PercentilesAfter(0, shares);

    /// <summary>The same of those that came after so many, as far as they are kept.</summary>
    /// <param name="after">A <see cref="Count"/> of before.</param>
    /// <param name="shares">Each in 0–1.</param>
    public double[] PercentilesAfter(long after, params ReadOnlySpan<double> shares)
    {
        double[] sorted;
        lock (_lock)
        {
            sorted = new double[Math.Clamp(_count - after, 0, size)];
            for (var i = 0; i < sorted.Length; i++)
                sorted[i] = _values[(_count - 1 - i) % size];
        }

        Array.Sort(sorted);

        var answers = new double[shares.Length];
        for (var i = 0; i < shares.Length && sorted.Length > 0; i++)
            answers[i] = sorted[Math.Max(0, (int)Math.Ceiling(shares[i] * sorted.Length) - 1)];
        return answers;
    }
}
