using FaceStream.Recognizer.Detection;

namespace FaceStream.Tests;

/// <summary>Load that a test tells of, on a clock of its own.</summary>
public static class ToldLoad
{
    /// <summary>Was told that every picture is lost until searches were as rare as they may become. Its clock stands, so they stay so.</summary>
    public static SearchStretch Overload(DetectionOptions options)
    {
        var clock = new Clock();
        var stretch = new SearchStretch(options, clock);
        for (var second = 1; second <= 60; second++)
        {
            stretch.Take(new([], []) { Lost = 25 });
            clock.Now = TimeSpan.FromSeconds(second);
            stretch.Done();
        }

        return stretch;
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
