using System.Diagnostics.Metrics;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Pipeline;

public sealed class RecognitionHubTests
{
    private readonly CapturedLog<RecognitionHub> _log = new();
    private readonly FramePool _pool = new(1);
    private readonly HandClock _clock = new();
    private readonly TestMeters _meters = new();
    private readonly RecognitionHub _hub;

    public RecognitionHubTests() => _hub = new(new RecognizerMetrics(_meters), _log, _clock);

    [Fact]
    public void A_sink_that_throws_is_logged_once_a_minute_and_the_others_are_told()
    {
        var other = new HandSink();
        _hub.Attach(new HandSink { Failure = new IOException("disk full") }, "sightings");
        _hub.Attach(other, "live");

        Publish();
        Publish();
        Assert.Equal((2, 0), (other.Frames, _pool.Rented));
        Assert.StartsWith("Error: HandSink could not take 1 of the results", Assert.Single(_log.Lines), StringComparison.Ordinal);

        _clock.Now += TimeSpan.FromMinutes(1);
        Publish();
        Assert.Equal(3, other.Frames);
        Assert.Contains("could not take 2 of the results", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_vital_sink_throws_is_thrown_on_and_the_frames_are_let_go()
    {
        _hub.Attach(new HandSink { Failure = new IOException("disk full") }, "analysis", vital: true);

        Assert.Equal("disk full", Assert.Throws<IOException>(Publish).Message);
        Assert.Equal(0, _pool.Rented);
    }

    [Fact]
    public void What_a_sink_throws_at_is_counted_from_nought_so_that_the_first_failure_is_a_rise()
    {
        List<string> counted = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Scope == _meters && instrument.Name == "facestream.sink.failures")
                to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.Add($"{tags[0].Key}={tags[0].Value} {value}"));
        listener.Start();

        _hub.Attach(new HandSink { Failure = new IOException("disk full") }, "sightings");
        _hub.Attach(new HandSink(), "live");
        Publish();
        Publish();

        Assert.Equal(["sink=sightings 0", "sink=live 0", "sink=sightings 1", "sink=sightings 1"], counted);
    }

    private void Publish()
    {
        var header = new FrameHeader("door", 0, 0, TimeSpan.Zero, 0, default, 16, 16, default);
        _hub.Publish(new(new FrameBatch([_pool.TryRent(header)!], []), [new FrameResult(header, [])], []));
    }

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private sealed class HandSink : IRecognitionSink
    {
        public Exception? Failure { get; init; }

        public int Frames { get; private set; }

        public void FrameRecognised(Frame frame, FrameResult result)
        {
            Frames++;
            if (Failure is not null)
                throw Failure;
        }

        public void TrackEnded(TrackSummary track)
        {
        }
    }
}
