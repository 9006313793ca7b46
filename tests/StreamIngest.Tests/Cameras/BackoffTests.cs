using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Tests.Cameras;

public class BackoffTests
{
    [Fact]
    public void Waits_double_from_one_second_to_thirty()
    {
        var backoff = new Backoff(() => 0.5);

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Waits(backoff, 7));
    }

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(0.999999, 1.2)]
    public void Chance_spreads_them_by_a_fifth(double chance, double expected) =>
        Assert.Equal(expected, new Backoff(() => chance).Next(SourceFault.Lost, TimeSpan.Zero).TotalSeconds, tolerance: 1e-3);

    [Fact]
    public void No_chance_makes_a_wait_longer_than_thirty_seconds() =>
        Assert.Equal(30, Waits(new Backoff(() => 1), 10)[^1]);

    [Fact]
    public void Ten_seconds_of_pictures_make_the_next_failure_a_first_one()
    {
        var backoff = new Backoff(() => 0.5);
        Waits(backoff, 4);

        Assert.Equal(16, backoff.Next(SourceFault.Lost, TimeSpan.FromSeconds(9)).TotalSeconds);
        Assert.Equal(1, backoff.Next(SourceFault.Lost, TimeSpan.FromSeconds(10)).TotalSeconds);
    }

    [Fact]
    public void A_refused_password_is_not_tried_again_within_a_minute() =>
        Assert.True(new Backoff(() => 0).Next(SourceFault.Unauthorized, TimeSpan.Zero) >= TimeSpan.FromSeconds(60));

    private static double[] Waits(Backoff backoff, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => backoff.Next(SourceFault.Lost, TimeSpan.Zero).TotalSeconds)];
}
