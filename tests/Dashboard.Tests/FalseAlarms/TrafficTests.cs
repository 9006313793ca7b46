using FaceStream.Dashboard.FalseAlarms;
using FaceStream.Recognizer.Identification;

namespace FaceStream.Dashboard.Tests.FalseAlarms;

public class TrafficTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly WallClock _clock = new() { Now = Noon };
    private readonly Traffic _traffic;

    public TrafficTests() => _traffic = new(new() { StrangersADay = 480 }, _clock);

    [Fact]
    public void The_first_day_is_filled_with_what_is_assumed_and_then_only_the_count_counts()
    {
        Assert.Equal((480, 0), _traffic.Of("door"));
        Pass(10);
        Assert.Equal((490, 0), _traffic.Of("door"));

        _clock.Now += TimeSpan.FromHours(6);
        Assert.Equal((10 + 480 * 0.75, 0.25), _traffic.Of("door"));

        _clock.Now = Noon.AddDays(2);
        Pass(20);
        Assert.Equal((30 / 2.0, 2), _traffic.Of("door"));
        Assert.Equal(480, _traffic.StrangersADay("yard"));
    }

    [Fact]
    public void What_is_older_than_a_week_is_forgotten()
    {
        Pass(700);
        _clock.Now = Noon.AddDays(6.9);
        Assert.Equal(700 / 6.9, _traffic.StrangersADay("door"), 1e-6);
        Pass(70);
        _clock.Now = Noon.AddDays(8);
        Assert.Equal((70 / 7.0, 7), _traffic.Of("door"));
    }

    [Fact]
    public void Names_and_tracks_that_nobody_could_be_compared_with_are_no_strangers()
    {
        _traffic.TrackEnded(Track(IdentityState.Confirmed));
        _traffic.TrackEnded(Track(IdentityState.Unknown) with { Looks = 0 });
        _traffic.TrackEnded(Track(IdentityState.Contested));
        _clock.Now = Noon.AddDays(1);

        Assert.Equal(1, _traffic.StrangersADay("door"));
    }

    [Fact]
    public void Counting_goes_on_where_an_earlier_run_left_off()
    {
        var hour = Noon.ToUnixTimeSeconds() / 3600;
        _traffic.Recall([new("door", hour - 48, 60), new("door", hour - 1, 30), new("door", hour - 300, 1000)]);

        var (aDay, days) = _traffic.Of("door");

        Assert.Equal(7, days);
        Assert.Equal(90 / 7.0, aDay, 1e-9);
    }

    private void Pass(int strangers)
    {
        for (var i = 0; i < strangers; i++)
            _traffic.TrackEnded(Track(IdentityState.Unknown));
    }

    private static TrackSummary Track(IdentityState state) => new("door", 1, default, default, 5, new(state, null, null, 0, 0), 3, null);

    /// <summary>The time of day, as the test says.</summary>
    internal sealed class WallClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
