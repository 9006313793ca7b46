using System.Diagnostics.Metrics;

namespace FaceStream.Gallery.Sightings;

/// <summary>What becomes of sightings, in numbers.</summary>
public sealed class SightingMetrics
{
    private readonly Counter<long> _sightings;

    /// <summary>Creates the instruments on the gallery's meter of <paramref name="meters"/>.</summary>
    public SightingMetrics(IMeterFactory meters) =>
        _sightings = meters.Create(GalleryMetrics.MeterName).CreateCounter<long>("facestream.sightings", null, "Tracks that are over, by what became of them: stored, or lost because the store could not take them.");

    /// <summary>Counts sightings that are safe.</summary>
    public void Stored(int sightings) => _sightings.Add(sightings, new KeyValuePair<string, object?>("result", "stored"));

    /// <summary>Counts one that the record could not take.</summary>
    public void Lost() => _sightings.Add(1, new KeyValuePair<string, object?>("result", "lost"));
}
