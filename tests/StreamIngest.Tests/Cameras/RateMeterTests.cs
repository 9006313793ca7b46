using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Tests.Cameras;

public class RateMeterTests
{
    [Fact]
    public void An_even_stream_shows_its_rate_and_a_silent_one_none()
    {
        var clock = new HandClock();
        var rate = new RateMeter(clock);
        Assert.Equal(0, rate.PerSecond);

        for (var i = 0; i < 1000; i++)
        {
            clock.Advance(0.04);
            rate.Count();
        }

        Assert.Equal(25, rate.PerSecond, tolerance: 0.3);
        clock.Advance(6);
        Assert.Equal(0, rate.PerSecond);
    }
}
