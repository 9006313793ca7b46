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
    private readonly RecognitionHub _hub;

    public RecognitionHubTests() => _hub = new(new RecognizerMetrics(new TestMeters()), _log, _clock);

    [Fact]
    public void A_sink_that_throws_is_logged_once_a_minute_and_the_others_are_told()
    {
        var other = new HandSink();
        _hub.Attach(new HandSink { Failure = new IOException("disk full") });
        _hub.Attach(other);

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
        _hub.Attach(new HandSink { Failure = new IOException("disk full") }, vital: true);

        Assert.Equal("disk full", Assert.Throws<IOException>(Publish).Message);
        Assert.Equal(0, _pool.Rented);
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
