using System.Diagnostics;
using System.Diagnostics.Metrics;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Looks;

namespace FaceStream.Recognizer.Tests;

public sealed class RecognizerMetricsTests : IMeterFactory
{
    private readonly List<string> _heard = [];
    private readonly MeterListener _listener = new();
    private readonly RecognizerMetrics _metrics;
    private readonly List<Meter> _meters = [];

    public RecognizerMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, Math.Round(value, 1), tags));
        _listener.Start();
        _metrics = new(this);
    }

    [Fact]
    public void What_happens_is_counted_with_labels_from_closed_lists()
    {
        _metrics.FacesDetected("door", 3);
        _metrics.Embedded(LookReason.Pose);
        _metrics.Recognised("door", IdentityState.Contested);
        _metrics.Matched(0.7f);
        _metrics.Named(TimeSpan.FromSeconds(0.4));
        _metrics.FrameProcessed("door", Stopwatch.GetTimestamp());

        Assert.Equal(
            [
                "facestream.faces.detected 3 camera=door",
                "facestream.embeddings 1 reason=pose",
                "facestream.recognitions 1 camera=door result=contested",
                "facestream.match.similarity 0.7",
                "facestream.first_sight_to_name 0.4",
                "facestream.frames.processed 1 camera=door",
                "facestream.capture_to_result 0 camera=door",
            ],
            _heard);
    }

    [Fact]
    public void A_model_that_is_loaded_twice_is_told_of_once()
    {
        _metrics.ModelLoaded("mobilefacenet-192", "ab12", "cpu");
        _metrics.ModelLoaded("mobilefacenet-192", "ab12", "cpu");
        _metrics.DeviceChosen("auto", "cpu", "CPU", "differs");

        _listener.RecordObservableInstruments();

        Assert.Equal(
            ["facestream.model.info 1 model=mobilefacenet-192 sha256=ab12 provider=cpu", "facestream.inference.device.info 1 asked=auto used=cpu device=CPU fallback=differs"],
            _heard);
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        _meters.Add(new(options));
        return _meters[^1];
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void Hear<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));
        _heard.Add(FormattableString.Invariant($"{instrument.Name} {value}{words}"));
    }
}
