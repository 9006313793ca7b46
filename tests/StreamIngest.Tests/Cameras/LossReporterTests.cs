using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Tests.Cameras;

public class LossReporterTests
{
    [Fact]
    public void Losses_make_a_line_after_a_second_then_one_a_minute_and_silence_makes_none()
    {
        var clock = new HandClock();
        List<long> lines = [];

        using (var losses = new LossReporter(lines.Add, clock))
        {
            for (var i = 0; i < 500; i++)
                losses.Count();
            clock.Advance(1);
            Assert.Equal([500], lines);

            for (var second = 0; second < 60; second++)
            {
                losses.Count();
                clock.Advance(1);
            }

            Assert.Equal([500, 60], lines);
            for (var second = 0; second < 120; second++)
                clock.Advance(1);
            losses.Count();
        }

        Assert.Equal([500, 60, 1], lines);
    }
}
