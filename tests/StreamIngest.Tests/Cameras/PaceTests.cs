using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Tests.Cameras;

public class PaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_waits_for_its_time()
    {
        var clock = new HandClock();
        var pace = new Pace(clock);
        pace.Wait(TimeSpan.Zero, Cancel);

        var waiting = Task.Run(() => pace.Wait(TimeSpan.FromSeconds(2), Cancel), Cancel);
        while (clock.Waiting == 0)
            await Task.Delay(1, Cancel);
        clock.Advance(1.9);
        Assert.False(waiting.IsCompleted);
        clock.Advance(0.1);
        await waiting;
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(365)]
    public void Nobody_waits_for_a_recording_that_leaps(double days)
    {
        var pace = new Pace(new HandClock());
        pace.Wait(TimeSpan.Zero, Cancel);

        Assert.True(Task.Run(() => pace.Wait(TimeSpan.FromDays(days), Cancel), Cancel).Wait(TimeSpan.FromSeconds(20), Cancel));
    }

    [Fact]
    public void Who_is_far_behind_begins_anew_instead_of_hurrying()
    {
        var clock = new HandClock();
        var pace = new Pace(clock);
        pace.Wait(TimeSpan.Zero, Cancel);
        clock.Advance(5);

        pace.Wait(TimeSpan.FromSeconds(1), Cancel);

        var next = Task.Run(() => pace.Wait(TimeSpan.FromSeconds(1.04), Cancel), Cancel);
        while (clock.Waiting == 0)
            Thread.Sleep(1);
        Assert.False(next.IsCompleted);
        clock.Advance(0.04);
        next.Wait(Cancel);
    }
}
