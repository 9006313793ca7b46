using System.Diagnostics.Metrics;

namespace FaceStream.Recognizer.Detection;

/// <summary>Counts how pictures were looked at, and says how rare searches are.</summary>
public sealed class DetectionMetrics
{
    private readonly Counter<long> _detections;

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
    }

    /// <summary>Counts pictures that were searched.</summary>
    public void Searched(int pictures) => _detections.Add(pictures, new KeyValuePair<string, object?>("kind", "full"));

    /// <summary>Counts pictures in which known faces were followed.</summary>
    public void Followed(int pictures) => _detections.Add(pictures, new KeyValuePair<string, object?>("kind", "refine"));
}
