using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FaceStream.StreamIngest.Tests;

/// <summary>Adds up what the counters of one factory count.</summary>
internal sealed class Measured : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _sums = [];
    private readonly MeterListener _listener = new();

    public Measured(IMeterFactory scope)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == scope)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = instrument.Name;
            foreach (var (name, tag) in tags)
                key += $" {name}={tag}";
            _sums.AddOrUpdate(key, value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    public long Sum(string key) => _sums.GetValueOrDefault(key);

    public bool Has(string key) => _sums.ContainsKey(key);

    public void Dispose() => _listener.Dispose();
}
