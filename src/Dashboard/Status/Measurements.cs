using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FaceStream.Dashboard.Cameras;

namespace FaceStream.Dashboard.Status;

/// <summary>
/// What the status page shows of the pipeline's own instruments: recent percentiles, where Prometheus gets
/// histograms, and a few sums.
/// </summary>
internal sealed class Measurements : IDisposable
{
    // About half a minute at 15 pictures a second.
    private const int WindowSize = 512;

    private readonly ConcurrentDictionary<string, RollingWindow> _stages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RollingWindow> _cameras = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _processed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _recognitions = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Starts listening to the meters of <paramref name="meters"/>, present and future.</summary>
    public Measurements(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && KeeperOf(instrument.Name) is { } keeper)
                listener.EnableMeasurementEvents(instrument, keeper);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, keeper) => ((Action<double, string>)keeper!)(value, Tag(tags)));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, keeper) => ((Action<double, string>)keeper!)(value, Tag(tags)));
        _listener.Start();
    }

    /// <summary>Pictures of a camera whose result was published.</summary>
    public long Processed(string camera) => _processed.GetValueOrDefault(camera);

    /// <summary>From a camera's decoded picture to its result, lately.</summary>
    public LatencyView CaptureToResult(string camera) => _cameras.TryGetValue(camera, out var window) ? Milliseconds(window) : new(0, 0);

    /// <summary>The recent times of each stage, in seconds, in the order in which the first batch went through them.</summary>
    public IEnumerable<KeyValuePair<string, RollingWindow>> StageTimes => _stages.OrderBy(stage => stage.Value.Begun);

    /// <summary>The recent times from a camera's decoded picture to its result, in seconds; null before the first.</summary>
    public RollingWindow? LatencyOf(string camera) => _cameras.GetValueOrDefault(camera);

    /// <summary>Decisions about tracks, by result.</summary>
    public IReadOnlyDictionary<string, long> Recognitions => _recognitions;

    /// <summary>The time of each stage, lately, in the order in which the first batch went through them.</summary>
    public IReadOnlyList<StageView> Stages() =>
    [
        .. StageTimes.Select(stage =>
        {
            var (p50, p95) = Milliseconds(stage.Value);
            return new StageView(stage.Key, stage.Value.Count, p50, p95);
        }),
    ];

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    /// <summary>What is done with an instrument's measurements and their label, or null when nothing is.</summary>
    private Action<double, string>? KeeperOf(string instrument) => instrument switch
    {
        "facestream.stage.duration" => (seconds, stage) => WindowOf(_stages, stage).Add(seconds),
        "facestream.capture_to_result" => (seconds, camera) => WindowOf(_cameras, camera).Add(seconds),
        "facestream.frames.processed" => (frames, camera) => _processed.AddOrUpdate(camera, (long)frames, (_, before) => before + (long)frames),
        "facestream.recognitions" => (times, result) => _recognitions.AddOrUpdate(result, (long)times, (_, before) => before + (long)times),
        _ => null,
    };

    /// <summary>The label that tells the series apart here: the result where there is one, else the only one.</summary>
    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (name == "result")
                return value as string ?? "";
        }

        return tags.IsEmpty ? "" : tags[0].Value as string ?? "";
    }

    private static RollingWindow WindowOf(ConcurrentDictionary<string, RollingWindow> windows, string name) =>
        windows.GetOrAdd(name, _ => new RollingWindow(WindowSize));

    private static LatencyView Milliseconds(RollingWindow window)
    {
        var seconds = window.Percentiles(.5, .95);
        return new(Math.Round(seconds[0] * 1000, 2), Math.Round(seconds[1] * 1000, 2));
    }
}
