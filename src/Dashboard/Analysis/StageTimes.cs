using System.Diagnostics.Metrics;

namespace FaceStream.Dashboard.Analysis;

/// <summary>Adds up where the time goes, from the pipeline's own instrument.</summary>
internal sealed class StageTimes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, Sum> _stages = new(StringComparer.Ordinal);

    /// <summary>Listens to the meters of <paramref name="meters"/>.</summary>
    public StageTimes(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "facestream.stage.duration" && ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Add((string)tags[0].Value!, seconds));
        _listener.Start();
    }

    /// <summary>So far.</summary>
    public IReadOnlyDictionary<string, StageTime> Read()
    {
        lock (_stages)
        {
            return _stages.ToDictionary(stage => stage.Key, stage => new StageTime(
                stage.Value.Runs, Math.Round(stage.Value.Seconds, 3),
                Math.Round(1000 * stage.Value.Seconds / stage.Value.Runs, 3), Math.Round(1000 * stage.Value.Slowest, 3)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Add(string stage, double seconds)
    {
        lock (_stages)
        {
            var sum = _stages.GetValueOrDefault(stage);
            _stages[stage] = new(sum.Runs + 1, sum.Seconds + seconds, Math.Max(sum.Slowest, seconds));
        }
    }

    private readonly record struct Sum(long Runs, double Seconds, double Slowest);
}
