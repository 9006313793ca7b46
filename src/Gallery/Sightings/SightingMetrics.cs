using System.Diagnostics.Metrics;

namespace FaceStream.Gallery.Sightings;

/// <summary>What becomes of sightings, in numbers.</summary>
public sealed class SightingMetrics
{
    private readonly Counter<long> _sightings;
    private volatile Func<int> _waiting = () => 0;

    /// <summary>Creates the instruments on the gallery's meter of <paramref name="meters"/>.</summary>
    public SightingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(GalleryMetrics.MeterName);
        _sightings = meter.CreateCounter<long>("facestream.sightings", null, "Tracks that are over, by what became of them: stored, or lost because the store could not take them.");
        // Prometheus sees no rise in a series that begins with what was lost first, and its alert would stay silent.
        Count(0, "lost");
        meter.CreateObservableGauge("facestream.sightings.waiting", () => _waiting(), null, "Tracks that are over and not stored yet: some at a busy moment, up to 1,088 while their disk is full.");
    }

    /// <summary>Whom to ask how many wait.</summary>
    internal void Waits(Func<int> waiting) => _waiting = waiting;

    /// <summary>Counts sightings that are safe.</summary>
    public void Stored(int sightings) => Count(sightings, "stored");

    /// <summary>Counts one that the record could not take.</summary>
    public void Lost() => Count(1, "lost");

    private void Count(int sightings, string result) => _sightings.Add(sightings, new KeyValuePair<string, object?>("result", result));
}
