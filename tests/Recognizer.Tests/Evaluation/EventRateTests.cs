using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class EventRateTests
{
    // The limits are in every table of the Poisson distribution.
    [Theory]
    [InlineData(0, 1, 0, 3.6889), InlineData(1, 1, 0.0253, 5.5716), InlineData(10, 1, 4.7954, 18.3904), InlineData(10, 2, 2.3977, 9.1952)]
    public void The_interval_is_that_of_the_tables(int count, double exposure, double low, double high)
    {
        var rate = new EventRate(count, exposure);

        Assert.Equal(count / exposure, rate.Rate);
        Assert.Equal(low, rate.Interval.Low, 3e-4);
        Assert.Equal(high, rate.Interval.High, 3e-4);
    }
}
