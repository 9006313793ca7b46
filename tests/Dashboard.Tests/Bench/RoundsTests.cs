using FaceStream.Dashboard.Bench;

namespace FaceStream.Dashboard.Tests.Bench;

public class RoundsTests
{
    [Theory]
    [InlineData(3, 90.0, 3.0, 1.0)]     // one round was disturbed, one was lucky
    [InlineData(2.5, 4.0, 1.0, 3.0, 2.0)]
    [InlineData(7, 7.0)]
    public void The_middle_of_the_rounds_is_the_figure(double expected, params double[] rounds) =>
        Assert.Equal(expected, Rounds.Median(rounds));

    [Fact]
    public void Half_of_the_rounds_ratios_lie_in_the_range()
    {
        var cost = Rounds.Of([1, 2, 3, 4, 50], [1, 1, 1, 1, 1], allocated: 7);

        Assert.Equal(new Cost(3, 1, RatioLow: 2, RatioHigh: 4, 7), cost);
    }

    [Fact]
    public void Both_ways_are_run_in_turns_and_the_dearer_one_has_the_larger_figure()
    {
        var cost = Rounds.Compare(() => Thread.Sleep(8), () => Thread.Sleep(1), CancellationToken.None);

        Assert.True(cost.Ours > cost.Bare, $"{cost}");
        Assert.InRange(cost.Bare, 1, 1000);
    }
}
