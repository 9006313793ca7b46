using System.Diagnostics;
using System.Diagnostics.Metrics;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Looks;

namespace FaceStream.Recognizer;

/// <summary>Every number that recognition publishes, in one place: name, unit, meaning.</summary>
/// <remarks>Units are seconds and counts. Tags come from configuration and from closed lists, never from faces or names.</remarks>
public sealed class RecognizerMetrics
{
    /// <summary>The meter an exporter subscribes to.</summary>
    public const string MeterName = "FaceStream.Recognizer";

    // 40 ms is one frame at 25 fps, 250 ms the target from capture to result, 1 s the target for a name.
    private static readonly InstrumentAdvice<double> Latency = new()
    {
        HistogramBucketBoundaries = [.01, .02, .04, .08, .16, .25, .32, .5, .64, 1, 1.28, 2.56, 5.12],
    };

    private readonly Counter<long> _processed;
    private readonly Counter<long> _faces;
    private readonly Counter<long> _embeddings;
    private readonly Counter<long> _recognitions;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _similarity;
    private readonly Histogram<double> _sightToName;
    private readonly Histogram<double> _captureToResult;
    private readonly List<Measurement<int>> _models = [];
    private readonly List<Measurement<int>> _devices = [];
    private readonly Lock _told = new();

    /// <summary>Creates the instruments on a meter of <paramref name="meters"/>.</summary>
    public RecognizerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _processed = meter.CreateCounter<long>("facestream.frames.processed", null, "Pictures whose result was published, by camera.");
        _faces = meter.CreateCounter<long>("facestream.faces.detected", null, "Faces that the detector found, by camera.");
        _embeddings = meter.CreateCounter<long>("facestream.embeddings", null, "Looks that were embedded, by why they were worth it.");
        _recognitions = meter.CreateCounter<long>("facestream.recognitions", null, "Decisions about tracks: the first of each and every change, by camera and result: unknown, tentative, confirmed or contested.");
        _refused = meter.CreateCounter<long>("facestream.sink.failures", null, "Results that a sink threw at, by sink: sightings, events, live, traffic, scores, order (which camera goes first) or summary. Recognition and the other sinks go on.");
        _similarity = meter.CreateHistogram("facestream.match.similarity", null, "Cosine of a look to the closest enrolled person.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1] });
        _sightToName = meter.CreateHistogram("facestream.first_sight_to_name", "s", "Media time from a track's first frame to its confirmed name.", advice: Latency);
        _captureToResult = meter.CreateHistogram("facestream.capture_to_result", "s", "From the decoded picture to its published result, by camera.", advice: Latency);
        meter.CreateObservableGauge("facestream.model.info", () => Told(_models), null, "Always 1, for each model in use: the file's SHA-256 and what runs it.");
        meter.CreateObservableGauge("facestream.inference.device.info", () => Told(_devices), null, "Always 1: what was asked to run the models, and what does; where they differ, fallback says why in a word.");
    }

    /// <summary>Counts faces in a frame.</summary>
    public void FacesDetected(string camera, int faces) => _faces.Add(faces, Tag("camera", camera));

    /// <summary>Counts an embedded look.</summary>
    public void Embedded(LookReason reason) => _embeddings.Add(1, Tag("reason", reason.Label));

    /// <summary>Counts a decision about a track.</summary>
    public void Recognised(string camera, IdentityState state) =>
        _recognitions.Add(1, Tag("camera", camera), Tag("result", state.Label));

    /// <summary>Records a look's cosine to the closest enrolled person.</summary>
    public void Matched(float similarity) => _similarity.Record(similarity);

    /// <summary>Records how long a track waited for its name, in media time.</summary>
    public void Named(TimeSpan waited) => _sightToName.Record(waited.TotalSeconds);

    /// <summary>Counts a published frame and how long it took since <paramref name="arrived"/>, a <see cref="Stopwatch"/> timestamp.</summary>
    public void FrameProcessed(string camera, long arrived)
    {
        _processed.Add(1, Tag("camera", camera));
        _captureToResult.Record(Stopwatch.GetElapsedTime(arrived).TotalSeconds, Tag("camera", camera));
    }

    /// <summary>Begins to count what a sink throws at. Prometheus sees no rise in a series that begins with the first failure.</summary>
    public void SinkAttached(string sink) => _refused.Add(0, Tag("sink", sink));

    /// <summary>Counts a result that a sink threw at.</summary>
    public void SinkFailed(string sink) => _refused.Add(1, Tag("sink", sink));

    /// <summary>Says which model file is in use and what runs it.</summary>
    public void ModelLoaded(string model, string sha256, string provider) =>
        Tell(_models, Tag("model", model), Tag("sha256", sha256), Tag("provider", provider));

    /// <summary>Says which device was asked for, which one runs the models, and why it is another, in a word such as <c>no-driver</c>; empty where it is not.</summary>
    public void DeviceChosen(string asked, string used, string name, string fallback) =>
        Tell(_devices, Tag("asked", asked), Tag("used", used), Tag("device", name), Tag("fallback", fallback));

    private void Tell(List<Measurement<int>> facts, params KeyValuePair<string, object?>[] tags)
    {
        lock (_told)
        {
            // The same model loaded twice is still one fact.
            if (!facts.Any(fact => fact.Tags.SequenceEqual(tags)))
                facts.Add(new(1, tags));
        }
    }

    private Measurement<int>[] Told(List<Measurement<int>> facts)
    {
        lock (_told)
            return [.. facts];
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
