using System.Globalization;

namespace FaceStream.Dashboard.Metrics;

/// <summary>The numbers of one metric under one set of labels.</summary>
/// <param name="tags">The labels.</param>
/// <param name="buckets">Bounded buckets; one more without a bound is added.</param>
/// <param name="next">Another series whose tags have the same hash.</param>
internal sealed class MetricSeries(KeyValuePair<string, object?>[] tags, int buckets, MetricSeries? next)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = buckets > 0 ? new long[buckets + 1] : [];
    private double _value;

    /// <summary>As written between braces: escaped, sorted by name, so that the order at the call site means nothing.</summary>
    public string Labels { get; } = string.Join(',', tags
        .OrderBy(tag => tag.Key, StringComparer.Ordinal)
        .Select(tag => $"{MetricNames.Sanitise(tag.Key)}=\"{PrometheusText.Escape(Text(tag.Value))}\""));

    /// <summary>The labels' names, sorted.</summary>
    public IEnumerable<string> LabelNames => tags.Select(tag => MetricNames.Sanitise(tag.Key)).Order(StringComparer.Ordinal);

    /// <summary>The round of reading that met the series last.</summary>
    public int Round { get; private set; }

    public static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach (var (name, value) in tags)
        {
            hash.Add(name);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>This series, or one chained behind it, if its tags are these.</summary>
    public MetricSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> wanted)
    {
        for (var series = this; series is not null; series = series.Next)
        {
            if (series.Has(wanted))
                return series;
        }

        return null;
    }

    public IEnumerable<MetricSeries> Chain()
    {
        for (var series = this; series is not null; series = series.Next)
            yield return series;
    }

    public void Add(double value)
    {
        lock (_lock)
            _value += value;
    }

    public void Set(double value, int round)
    {
        lock (_lock)
            (_value, Round) = (value, round);
    }

    public void Observe(double value, double[] bounds)
    {
        var bucket = Array.BinarySearch(bounds, value);
        lock (_lock)
        {
            _value += value;
            _buckets[bucket < 0 ? ~bucket : bucket]++;
        }
    }

    /// <summary>The value, or for a histogram the sum and the buckets, all of one moment: <c>+Inf</c> must equal the count.</summary>
    public (double Value, long[] Buckets) Read()
    {
        lock (_lock)
            return (_value, [.. _buckets]);
    }

    private MetricSeries? Next => next;

    private bool Has(ReadOnlySpan<KeyValuePair<string, object?>> wanted)
    {
        if (wanted.Length != tags.Length)
            return false;
        for (var i = 0; i < tags.Length; i++)
        {
            if (!string.Equals(wanted[i].Key, tags[i].Key, StringComparison.Ordinal) || !Equals(wanted[i].Value, tags[i].Value))
                return false;
        }

        return true;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
