using System.Diagnostics.Metrics;
using FaceStream.Gallery;

namespace FaceStream.Dashboard.FalseAlarms;

/// <summary>Wrong names as gauges.</summary>
internal sealed class FalseAlarmMetrics
{
    /// <summary>The meter an exporter subscribes to.</summary>
    public const string MeterName = "FaceStream.FalseAlarms";

    // They change by the hour, and cost queries.
    private static readonly TimeSpan Renewed = TimeSpan.FromMinutes(1);

    private readonly Lock _reading = new();
    private readonly Lazy<FalseAlarmBook> _book;
    private readonly TimeProvider _time;
    private IReadOnlyList<CameraAlarmsView> _cameras = [];
    private long? _read;

    /// <summary>Creates the instruments on a meter of <paramref name="meters"/>.</summary>
    public FalseAlarmMetrics(IMeterFactory meters, Lazy<FalseAlarmBook> book, TimeProvider time)
    {
        (_book, _time) = (book, time);
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("facestream.strangers_per_day", () => Cameras().Select(camera => Of(camera, camera.StrangersADay)), null,
            "Tracks a day that ended without a name, by camera, over the last seven days.");
        meter.CreateObservableGauge("facestream.wrong_names_per_month",
            () => Cameras().SelectMany(camera => Figures(camera).Select(figure => new Measurement<double>(
                figure.Value, new("camera", camera.Camera), new("figure", figure.Name)))),
            null, "Wrong names in 30 days, by camera and figure: asked, predicted (by calibration, gallery and traffic) or observed (overruled by operators, the least that was wrong).");
    }

    private static IEnumerable<(string Name, double Value)> Figures(CameraAlarmsView camera)
    {
        yield return ("asked", camera.AskedAMonth);
        yield return ("predicted", camera.PredictedAMonth);
        if (camera.Observed is { } observed)
            yield return ("observed", observed.AMonth);
    }

    /// <summary>Nothing while the store does not answer: other metrics say that.</summary>
    private IReadOnlyList<CameraAlarmsView> Cameras()
    {
        lock (_reading)
        {
            if (_read is { } last && _time.GetElapsedTime(last) < Renewed)
                return _cameras;
            _read = _time.GetTimestamp();
            try
            {
                return _cameras = _book.Value.View().Cameras;
            }
            catch (GalleryException)
            {
                return _cameras = [];
            }
        }
    }

    private static Measurement<double> Of(CameraAlarmsView camera, double value) => new(value, new KeyValuePair<string, object?>("camera", camera.Camera));
}
