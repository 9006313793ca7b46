using System.Diagnostics.Metrics;

namespace FaceStream.Recognizer.Detection;

/// <summary>Counts how pictures were looked at.</summary>
public sealed class DetectionMetrics
{
    private readonly Counter<long> _detections;

    /// <summary>Creates the instruments on a meter of <paramref name="meters"/>.</summary>
    public DetectionMetrics(IMeterFactory meters) => _detections = meters.Create(RecognizerMetrics.MeterName).CreateCounter<long>(
        "facestream.detections", null, "Pictures looked at, by kind: full searches all of the camera's area, refine only follows known faces.");

    /// <summary>Counts pictures that were searched.</summary>
    public void Searched(int pictures) => _detections.Add(pictures, new KeyValuePair<string, object?>("kind", "full"));

    /// <summary>Counts pictures in which known faces were followed.</summary>
    public void Followed(int pictures) => _detections.Add(pictures, new KeyValuePair<string, object?>("kind", "refine"));
}
