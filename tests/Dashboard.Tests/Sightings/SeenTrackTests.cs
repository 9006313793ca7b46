using FaceStream.Dashboard.Sightings;

namespace FaceStream.Dashboard.Tests.Sightings;

public class SeenTrackTests
{
    [Fact]
    public void A_clock_that_is_set_back_makes_no_sighting_end_before_it_began()
    {
        var tracks = new TracksInView();
        var noon = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
        foreach (var second in (int[])[0, 1, 2, -3599, -3598, -3597])
            tracks.See("door", 1, noon.AddSeconds(second), null, 3);

        var ended = tracks.End("door", 1)!;

        Assert.Equal((noon.AddSeconds(-3599), noon.AddSeconds(-3597)), (ended.First, ended.Last));
    }
}
