using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FaceStream.Dashboard.Metrics;

/// <summary>Listens to FaceStream's meters and keeps what they say, for whoever scrapes.</summary>
/// <remarks>
/// Only meters of the given factory are heard, so that two servers in one process (as in the tests) do not mix.
/// What was counted before the registry existed is lost: make it before anything counts.
/// </remarks>
public sealed class MetricRegistry : IDisposable
{
    private const string MeterPrefix = "FaceStream.";

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _scrape = new();
    private readonly ILogger<MetricRegistry> _log;

    /// <summary>Starts listening to the meters of <paramref name="meters"/>, present and future.</summary>
    public MetricRegistry(IMeterFactory meters, ILogger<MetricRegistry> log)
    {
        _log = log;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
        };
        Hear<double>(value => value);
        Hear<float>(value => value);
        Hear<long>(value => value);
        Hear<int>(value => value);
        Hear<short>(value => value);
        Hear<byte>(value => value);
        Hear<decimal>(value => (double)value);
        _listener.Start();
    }

    /// <summary>Every metric that an instrument was made for, by name.</summary>
    internal IReadOnlyList<MetricFamily> Families => [.. _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)];

    /// <summary>Reads the gauges and writes every family, in the text form of Prometheus or as OpenMetrics.</summary>
    public string Scrape(bool openMetrics)
    {
        // One scrape at a time: a gauge is read once for each, and a series that was not read again has vanished.
        lock (_scrape)
        {
            foreach (var family in _families.Values)
                family.BeginRound();
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException e)
            {
                // One broken gauge must not hide every other number.
                _log.LogWarning(e, "{Count} gauges could not be read; they are missing from this scrape", e.InnerExceptions.Count);
            }

            return PrometheusText.Write(Families, openMetrics);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private MetricFamily FamilyOf(Instrument instrument) =>
        _families.GetOrAdd(MetricNames.Exposed(instrument), name => new MetricFamily(name, instrument));

    private void Hear<T>(Func<T, double> number) where T : struct => _listener.SetMeasurementEventCallback<T>(
        (_, value, tags, family) => ((MetricFamily)family!).Record(number(value), tags));
}
