using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FaceStream.Gallery;

/// <summary>Every number that the gallery publishes: name, unit, meaning.</summary>
/// <remarks>Tags are models and reasons, which come from configuration and code, never people.</remarks>
public sealed class GalleryMetrics
{
    /// <summary>The meter an exporter subscribes to.</summary>
    public const string MeterName = "FaceStream.Gallery";

    // From a hundred people (microseconds) to a million templates (a tenth of a second).
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [.000_01, .000_03, .000_1, .000_3, .001, .003, .01, .03, .1, .3, 1],
    };

    private readonly Histogram<double> _search;
    private readonly Counter<long> _enrolments;
    private volatile Sizes _sizes = new(0, []);

    /// <summary>Creates the instruments on a meter of <paramref name="meters"/>.</summary>
    public GalleryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _search = meter.CreateHistogram("facestream.gallery.search.duration", "s", "Time to find the most similar people for one face.", advice: Seconds);
        _enrolments = meter.CreateCounter<long>("facestream.enrolments", null, "Pictures offered for enrolment, by result (accepted or refused) and reason.");
        meter.CreateObservableGauge("facestream.gallery.people", () => _sizes.People, null, "People enrolled.");
        meter.CreateObservableGauge("facestream.gallery.templates", Templates, null, "Templates enrolled, by model.");
    }

    /// <summary>Counts pictures that became templates.</summary>
    internal void EnrolmentAccepted(int pictures) => _enrolments.Add(pictures, Tag("result", "accepted"), Tag("reason", "ok"));

    /// <summary>Counts a picture that was refused, with the code of the reason.</summary>
    public void EnrolmentRefused(string reason) => _enrolments.Add(1, Tag("result", "refused"), Tag("reason", reason));

    internal void Holds(int people, IReadOnlyList<(string Model, int Templates)> models) => _sizes = new(people, models);

    /// <summary>A start mark for <see cref="SearchStopped"/>; 0, and free, when nobody listens.</summary>
    internal long SearchStarted() => _search.Enabled ? Stopwatch.GetTimestamp() : 0;

    internal void SearchStopped(long started)
    {
        if (started != 0)
            _search.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private IEnumerable<Measurement<int>> Templates() =>
        _sizes.Models.Select(model => new Measurement<int>(model.Templates, Tag("model", model.Model)));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private sealed record Sizes(int People, IReadOnlyList<(string Model, int Templates)> Models);
}
