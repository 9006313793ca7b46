using FaceStream.StreamIngest.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.StreamIngest.Tests.Sources;

public class PresentationClockTests
{
    [Fact]
    public void Time_always_rises_whatever_the_timestamps() => Prop.ForAll(
        ArbMap.Default.ArbFor<int?[]>(),
        stamps =>
        {
            var clock = new PresentationClock(1 / 90_000.0, 25);
            var times = stamps.Select(stamp => clock.Next(stamp * 1000L)).ToArray();
            return times.Zip(times.Skip(1)).All(pair => pair.First < pair.Second) && (times.Length == 0 || times[0] == TimeSpan.Zero);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Good_timestamps_are_taken_as_they_are_from_the_first_on() =>
        Assert.Equal([0, 40, 120, 20_120], Times(25, 1000, 1040, 1120, 21_120));

    [Fact]
    public void Pictures_without_a_time_follow_at_the_rate_and_the_next_time_joins_on() =>
        Assert.Equal([0, 100, 200, 300, 400], Times(10, null, null, 5000, null, 5200));

    [Fact]
    public void A_stream_that_begins_again_goes_on_one_picture_later() =>
        Assert.Equal([0, 40, 80, 120, 160], Times(25, 90_000, 90_040, 90_080, 0, 40));

    [Fact]
    public void A_picture_out_of_order_shifts_nothing() =>
        Assert.Equal([0, 80, 81, 160], Times(25, 0, 80, 40, 160));

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue + 1)]
    public void A_time_beyond_all_bounds_counts_as_none(long stamp)
    {
        var clock = new PresentationClock(1, 25);

        TimeSpan[] times = [clock.Next(stamp), clock.Next(10), clock.Next(stamp), clock.Next(11), clock.Next(12)];

        Assert.Equal([0, 40, 80, 1040, 2040], times.Select(time => Math.Round(time.TotalMilliseconds)));
    }

    [Fact]
    public void An_unknown_rate_counts_as_25() => Assert.Equal([0, 40], Times(0, null, null));

    [Fact]
    public void What_was_repaired_is_said()
    {
        var clock = new PresentationClock(0.001, 25);

        var repairs = ((long?[])[null, 1000, 1040, 1020, 1080, null, 5, 45]).Select(stamp =>
        {
            clock.Next(stamp);
            return clock.Repair;
        });

        Assert.Equal(
            [TimeRepair.Missing, TimeRepair.None, TimeRepair.None, TimeRepair.Backwards, TimeRepair.None, TimeRepair.Missing, TimeRepair.Backwards, TimeRepair.None], repairs);
    }

    private static IEnumerable<double> Times(double fps, params long?[] milliseconds)
    {
        var clock = new PresentationClock(0.001, fps);
        return milliseconds.Select(stamp => Math.Round(clock.Next(stamp).TotalMilliseconds));
    }
}
