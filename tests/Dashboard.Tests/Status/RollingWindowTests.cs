using FaceStream.Dashboard.Status;

namespace FaceStream.Dashboard.Tests.Status;

public class RollingWindowTests
{
    [Fact]
    public void Percentiles_are_measured_values_by_nearest_rank()
    {
        var window = new RollingWindow(100);
        foreach (var value in Enumerable.Range(1, 20).Reverse())
            window.Add(value);

        Assert.Equal([10, 19, 1, 20], window.Percentiles(.5, .95, 0, 1));
    }

    [Fact]
    public void Only_the_latest_measurements_speak()
    {
        var window = new RollingWindow(3);
        foreach (var value in (double[])[100, 100, 1, 2, 3])
            window.Add(value);

        Assert.Equal([3], window.Percentiles(1));
        Assert.Equal(5, window.Count);
    }

    [Fact]
    public void Those_of_a_stretch_of_time_speak_alone()
    {
        var window = new RollingWindow(4);
        foreach (var value in (double[])[100, 100, 1, 2, 3])
            window.Add(value);

        Assert.Equal([2, 3], window.PercentilesAfter(2, .5, 1));
        Assert.Equal([100], window.PercentilesAfter(0, 1));
        Assert.Equal([0], window.PercentilesAfter(5, 1));
    }

    [Fact]
    public void Nothing_measured_is_zero() => Assert.Equal([0, 0], new RollingWindow(8).Percentiles(.5, .95));
}
