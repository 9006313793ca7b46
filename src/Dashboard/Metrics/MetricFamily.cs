using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FaceStream.Dashboard.Metrics;

/// <summary>What Prometheus is told that a family is.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>One metric with all its series.</summary>
internal sealed class MetricFamily
{
    // OpenTelemetry's default buckets, for histograms that give no advice.
    private static readonly double[] DefaultBuckets = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<int, MetricSeries> _series = new();
    private readonly Lock _adding = new();
    private readonly bool _observed;
    private readonly bool _replaces;
    private int _round;

    public MetricFamily(string name, Instrument instrument)
    {
        Name = name;
        Help = instrument.Description ?? "";
        Unit = MetricNames.Unit(instrument);
        _observed = instrument.IsObservable;
        _replaces = _observed || MetricNames.IsA(instrument, typeof(Gauge<>));
        Buckets = MetricNames.IsA(instrument, typeof(Histogram<>)) ? BucketsOf(instrument) : [];
        Kind = Buckets.Length > 0 ? MetricKind.Histogram : MetricNames.IsCounter(instrument) ? MetricKind.Counter : MetricKind.Gauge;
    }

    /// <summary>As exposed, with the unit and <c>_total</c>.</summary>
    public string Name { get; }

    /// <summary>The instrument's description.</summary>
    public string Help { get; }

    /// <summary>In words, such as <c>seconds</c>; may be empty.</summary>
    public string Unit { get; }

    public MetricKind Kind { get; }

    /// <summary>Upper bounds of the buckets but the last, which has none; empty unless a histogram.</summary>
    public double[] Buckets { get; }

    /// <summary>The series to show: all of them, or those that the latest round of reading met.</summary>
    public IEnumerable<MetricSeries> Series => _series.Values
        .SelectMany(first => first.Chain())
        .Where(series => !_observed || series.Round == _round)
        .OrderBy(series => series.Labels, StringComparer.Ordinal);

    /// <summary>Starts a round of reading; an observed series that is not met in it has vanished.</summary>
    public void BeginRound() => _round++;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // One NaN would spoil a sum for ever.
        if (double.IsNaN(value) && !_replaces)
            return;

        var series = Find(tags);
        if (Kind == MetricKind.Histogram)
            series.Observe(value, Buckets);
        else if (_replaces)
            series.Set(value, _round);
        else
            series.Add(value);
    }

    /// <summary>The series with these tags: no allocation once it is known, as counting is on the hot path.</summary>
    private MetricSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = MetricSeries.HashOf(tags);
        return _series.TryGetValue(hash, out var first) && first.Find(tags) is { } known ? known : Add(hash, tags);
    }

    private MetricSeries Add(int hash, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_adding)
        {
            if (_series.TryGetValue(hash, out var first) && first.Find(tags) is { } known)
                return known;
            return _series[hash] = new MetricSeries(tags.ToArray(), Buckets.Length, next: first);
        }
    }

    private static double[] BucketsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<float> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBuckets,
    };
}
