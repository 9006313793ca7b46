using System.Diagnostics.Metrics;

namespace FaceStream.Recognizer.Detection;

/// <summary>Counts how pictures were looked at, and says how rare searches are.</summary>
public sealed class DetectionMetrics
{
    private readonly Counter<long> _detections, _cuts;

    /// <summary>Creates the instruments on a meter of <paramref name="meters"/>.</summary>
    /// <param name="meters">Whose.</param>
    /// <param name="stretch">Reads <see cref="SearchStretch.Factor"/>; left out, it is 1.</param>
    public DetectionMetrics(IMeterFactory meters, Func<double>? stretch = null)
    {
        var meter = meters.Create(RecognizerMetrics.MeterName);
        _detections = meter.CreateCounter<long>(
            "facestream.detections", null, "Pictures looked at, by kind: full searches all of the camera's area, refine only follows known faces.");
        meter.CreateObservableGauge(
            "facestream.search.stretch", stretch ?? (() => 1), null,
            "How many times rarer than configured live cameras are searched, because recognition cannot keep up; 1 when there is room.");
        _cuts = meter.CreateCounter<long>(
            "facestream.scene.cuts", null, "Times that a camera showed another scene all at once, by camera: tracks end there, and go on by looks alone.");
    }

    /// <summary>Counts pictures that were searched.</summary>
    public void Searched(int pictures) => _detections.Add(pictures, new KeyValuePair<string, object?>("kind", "full"));

    /// <summary>Counts pictures in which known faces were followed.</summary>
    public void Followed(int pictures) => _detections.Add(pictures, new KeyValuePair<string, object?>("kind", "refine"));

    /// <summary>Counts cuts; none makes a camera that has had none known.</summary>
    public void SceneCuts(string camera, int cuts) => _cuts.Add(cuts, new KeyValuePair<string, object?>("camera", camera));
}
