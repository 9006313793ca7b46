using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest;

/// <summary>Every number that streams and stages publish, in one place: name, unit, meaning.</summary>
/// <remarks>Units are seconds and counts. Tags come from configuration, never from what is seen in a picture.</remarks>
public sealed class IngestMetrics
{
    /// <summary>The meter an exporter subscribes to.</summary>
    public const string MeterName = "FaceStream.StreamIngest";

    // Video budgets: 40 ms is one frame at 25 fps, 1 s is a lost cause.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [.001, .0025, .005, .01, .02, .04, .08, .16, .32, .64, 1.28, 2.56],
    };

    private readonly ConcurrentDictionary<string, Func<int>> _queues = new(StringComparer.Ordinal);
    private readonly Counter<long> _decoded;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _reconnects;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _repairs;
    private readonly Histogram<double> _stage;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _skew;
    private readonly Counter<long> _sharp;

    /// <summary>Creates the instruments on a meter of <paramref name="meters"/>.</summary>
    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _decoded = meter.CreateCounter<long>("facestream.frames.decoded", null, "Pictures that the decoder gave, by camera.");
        _dropped = meter.CreateCounter<long>("facestream.frames.dropped", null, "Pictures that were not recognised, by camera and reason: rate (more than max_fps), overload (a newer one took the place), pool (no free buffer), shutdown.");
        _reconnects = meter.CreateCounter<long>("facestream.camera.reconnects", null, "Times a camera was opened again, by camera and reason.");
        _errors = meter.CreateCounter<long>("facestream.decode.errors", null, "Packets that the decoder refused, by camera.");
        _repairs = meter.CreateCounter<long>("facestream.camera.times_repaired", null, "Pictures whose time could not be the one that the stream gave, by camera and reason: missing, backwards, leap (seconds ahead of its arrival), rate (the camera's clock runs too fast or too slow; arrival counts instead).");
        _stage = meter.CreateHistogram("facestream.stage.duration", "s", "Time one stage spent on one batch.", advice: Seconds);
        _batch = meter.CreateHistogram("facestream.batch.size", null, "Items that went through a stage together.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128] });
        _skew = meter.CreateHistogram("facestream.camera.stream_skew", "s", "Of a camera with two streams: between the picture in which faces are looked for and the nearest sharp one, however near.", advice: Seconds);
        _sharp = meter.CreateCounter<long>("facestream.camera.sharp_frames", null, "Pictures of a camera with two streams, by camera and result: sharp (faces are cut from the sharp stream), apart (its nearest picture shows another moment), away (it has none).");
        meter.CreateObservableGauge("facestream.queue.items", Queues, null, "Items that wait for a stage.");
    }

    /// <summary>Counts a picture that left the decoder.</summary>
    public void FrameDecoded(string camera) => _decoded.Add(1, Tag("camera", camera));

    /// <summary>Counts a picture that goes no further.</summary>
    public void FrameDropped(string camera, DropReason reason) =>
        _dropped.Add(1, Tag("camera", camera), Tag("reason", reason.Label));

    /// <summary>Counts a packet that the decoder refused.</summary>
    public void DecodeFailed(string camera) => _errors.Add(1, Tag("camera", camera));

    /// <summary>Counts a picture that was given another time than its stream gave it.</summary>
    public void TimeRepaired(string camera, TimeRepair repair) => _repairs.Add(1, Tag("camera", camera), Tag("reason", repair.Label));

    /// <summary>Counts a camera that is opened again, with the word for why.</summary>
    public void Reconnected(string camera, string reason) =>
        _reconnects.Add(1, Tag("camera", camera), Tag("reason", reason));

    /// <summary>Begins to count, for each reason, how often a camera is opened again. Prometheus sees no rise in a series that begins with the first time.</summary>
    public void ReconnectsBegin(string camera)
    {
        foreach (var fault in Enum.GetValues<SourceFault>())
            _reconnects.Add(0, Tag("camera", camera), Tag("reason", fault.Label));
    }

    /// <summary>Records how far apart the two streams of a camera were, either way.</summary>
    public void StreamSkew(string camera, TimeSpan skew) => _skew.Record(skew.Duration().TotalSeconds, Tag("camera", camera));

    /// <summary>Counts a picture by what its camera's sharp stream had for it.</summary>
    public void SharpFrame(string camera, string result) => _sharp.Add(1, Tag("camera", camera), Tag("result", result));

    /// <summary>Records how many items went through a stage together.</summary>
    public void BatchSize(string stage, int items) => _batch.Record(items, Tag("stage", stage));

    /// <summary>A start mark for <see cref="StageStopped"/>; 0, and free, when nobody listens.</summary>
    public long StageStarted() => _stage.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Records the time since <paramref name="started"/>.</summary>
    public void StageStopped(string stage, long started)
    {
        if (started != 0)
            _stage.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, Tag("stage", stage));
    }

    internal void WatchQueue(string stage, Func<int> items) => _queues[stage] = items;

    private IEnumerable<Measurement<int>> Queues() =>
        _queues.Select(queue => new Measurement<int>(queue.Value(), Tag("stage", queue.Key)));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

/// <summary>Why a decoded picture was not recognised.</summary>
public enum DropReason
{
    /// <summary>More pictures a second than <c>max_fps</c>.</summary>
    Rate,

    /// <summary>A newer picture of the same camera took its place while recognition was busy.</summary>
    Overload,

    /// <summary>Every buffer of the camera's pool was in use.</summary>
    Pool,

    /// <summary>Still waiting when the service was told to stop.</summary>
    Shutdown,
}

/// <summary>The words for <see cref="DropReason"/> in metrics and answers.</summary>
public static class DropReasons
{
    extension(DropReason reason)
    {
        /// <summary>The label value, such as <c>overload</c>.</summary>
        public string Label => reason switch
        {
            DropReason.Rate => "rate",
            DropReason.Overload => "overload",
            DropReason.Pool => "pool",
            _ => "shutdown",
        };
    }
}
