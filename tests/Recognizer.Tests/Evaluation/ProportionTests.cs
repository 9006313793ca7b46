using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class ProportionTests
{
    [Fact]
    public void Half_of_ten_and_none_of_ten_have_the_intervals_that_Wilson_gives()
    {
        // z² = 3.8415. Half of ten: 0.5 ± (1.96 √(0.025 + 0.0096)) / 1.38415 … none of ten: up to z² / (10 + z²).
        var (low, high) = new Proportion(5, 10).Interval;
        Assert.Equal(0.2366, low, 1e-4);
        Assert.Equal(0.7634, high, 1e-4);

        Assert.Equal(0, new Proportion(0, 10).Interval.Low);
        Assert.Equal(3.841459 / 13.841459, new Proportion(0, 10).Interval.High, 1e-6);
        Assert.Equal(1, new Proportion(10, 10).Interval.High);
    }

    [Fact]
    public void None_of_none_can_be_anything() => Assert.Equal((0, 1), new Proportion(0, 0).Interval);
}
