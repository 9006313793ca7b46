using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Tests.Cameras;

public class FrameGateTests
{
    [Theory]
    [InlineData(25, 0, 250)]
    [InlineData(25, 25, 250)]
    [InlineData(25, 10, 100)]
    [InlineData(30, 12.5, 125)]
    [InlineData(30, 1, 10)]
    [InlineData(25, 60, 250)]
    public void The_rate_is_kept_on_average(double camera, double limit, int expected) =>
        Assert.Equal(expected, Admitted(limit, Enumerable.Range(0, (int)(camera * 10)).Select(n => n / camera)));

    [Fact]
    public void Times_rounded_to_milliseconds_lose_nothing_at_their_own_rate() =>
        Assert.Equal(300, Admitted(30, Enumerable.Range(0, 300).Select(n => Math.Round(n / 30.0, 3))));

    [Fact]
    public void After_a_pause_there_is_no_burst() =>
        Assert.Equal(2, Admitted(1, [0, 10, 10.04, 10.08, 10.12, 10.16]));

    [Fact]
    public void A_new_stream_begins_with_its_first_picture()
    {
        var gate = new FrameGate(1);
        Assert.True(gate.Admits(TimeSpan.FromSeconds(100)));
        gate.Restart();
        Assert.True(gate.Admits(TimeSpan.Zero));
        Assert.False(gate.Admits(TimeSpan.FromSeconds(0.5)));
    }

    private static int Admitted(double limit, IEnumerable<double> seconds)
    {
        var gate = new FrameGate(limit);
        return seconds.Count(time => gate.Admits(TimeSpan.FromSeconds(time)));
    }
}
