using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Tests.Cameras;

public class LossReporterTests
{
    [Fact]
    public void Many_losses_make_one_line_a_second_and_silence_makes_none()
    {
        var clock = new HandClock();
        List<long> lines = [];

        using (var losses = new LossReporter(lines.Add, clock))
        {
            for (var i = 0; i < 500; i++)
                losses.Count();
            clock.Advance(1);
            clock.Advance(1);
            losses.Count();
        }

        Assert.Equal([500, 1], lines);
    }
}
