using FaceStream.Recognizer.Detection;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Tests.Detection;

public class SearchStretchTests
{
    private const int Pictures = 20;

    private readonly Clock _clock = new();
    private readonly FramePool _pool = new(limit: 4);

    [Fact]
    public void While_pictures_are_lost_searches_become_rarer_step_by_step_as_far_as_configured()
    {
        var stretch = Stretch();
        List<double> factors = [stretch.Factor];

        for (var second = 0; second < 20; second++)
            factors.Add(Second(stretch, idle: 0, searching: 0.5, lost: 0.5));

        Assert.Equal(factors.Order(), factors);
        Assert.Equal([1, 1.25, 1.5625], factors.Distinct().Take(3));
        Assert.Equal(4, factors[^1]);       // 2.4 s of 0.6 s
        Assert.Equal(4, factors[10]);
    }

    [Fact]
    public void With_room_again_they_become_as_frequent_as_configured_step_by_step()
    {
        var stretch = Stretched();
        List<double> factors = [stretch.Factor];

        for (var second = 0; second < 20; second++)
            factors.Add(Second(stretch, idle: 0.8, searching: 0.1, lost: 0));

        Assert.Equal(factors.OrderDescending(), factors);
        Assert.Equal(1, factors[^1]);
        Assert.Equal(1, factors[10]);
    }

    [Theory]
    [InlineData(0, 0.5, 0.3)]       // busy, and most pictures are recognised
    [InlineData(0.15, 0.5, 0.4)]    // a burst: the detector has time
    [InlineData(0.9, 0.01, 0.5)]    // likewise
    public void What_is_no_overload_makes_nothing_rarer(double idle, double searching, double lost)
    {
        var stretch = Stretch();

        for (var second = 0; second < 20; second++)
            Assert.Equal(1, Second(stretch, idle, searching, lost));
    }

    [Fact]
    public void Where_a_later_stage_is_the_slow_one_searches_stay_as_they_are()
    {
        var stretch = Stretch();

        for (var i = 0; i < 200; i++)
        {
            stretch.Take(new([], []) { Lost = 10 });
            _clock.Advance(0.04);
            stretch.Done();
            _clock.Advance(0.06);       // nobody takes the result, and the next batch waits already
        }

        Assert.Equal(1, stretch.Factor);
    }

    [Theory]
    [InlineData(0.05, 0.3)]     // no picture is lost, and a step back would fill what is idle
    [InlineData(0.25, 0.3)]
    public void Where_there_is_little_room_it_stays_as_it_is(double idle, double searching)
    {
        var stretch = Stretched();

        for (var second = 0; second < 20; second++)
            Assert.Equal(4, Second(stretch, idle, searching, lost: 0));
    }

    [Fact]
    public void At_a_steady_load_it_comes_to_rest_and_never_turns_back()
    {
        for (var load = 0.1; load < 3; load += 0.1)
        {
            foreach (var share in (double[])[0.05, 0.2, 0.5, 0.9])
            {
                var (up, down) = (Live(Stretch(), load, share), Live(Stretched(), load, share));

                Assert.Equal(up.Order(), up);
                Assert.True(down.Order().SequenceEqual(down) || down.OrderDescending().SequenceEqual(down), $"load {load:0.0} with {share:0.00} for searches swings");
                Assert.Single(up[90..].Distinct());
                Assert.Single(down[90..].Distinct());
                if (load < 0.85)
                    Assert.Equal(1, up[^1]);
                if (load < 0.7)
                    Assert.Equal(1, down[^1]);
                if (load * (1 - share) > 1.7)
                    Assert.Equal(4, up[^1]);
            }
        }
    }

    [Theory]
    [InlineData(600, 600)]
    [InlineData(600, 0)]
    [InlineData(0, 2400)]
    public void It_can_be_switched_off_and_whoever_asked_for_a_search_of_every_picture_gets_that(int every, int underLoad)
    {
        var stretch = new SearchStretch(new() { SearchEvery = TimeSpan.FromMilliseconds(every), SearchEveryUnderLoad = TimeSpan.FromMilliseconds(underLoad) }, _clock);

        for (var second = 0; second < 20; second++)
            Assert.Equal(1, Second(stretch, idle: 0, searching: 0.5, lost: 0.5));
    }

    [Fact]
    public void Files_are_never_late()
    {
        var stretch = Stretch();

        for (var second = 0; second < 20; second++)
            Assert.Equal(1, Second(stretch, idle: 0, searching: 0.5, lost: 0, live: false));
    }

    /// <summary>
    /// Two minutes of a machine that is never quite even: its searches take what their rarity leaves them, its pictures the rest of the time, and what does not fit is lost.
    /// </summary>
    /// <param name="stretch">What it obeys.</param>
    /// <param name="load">All work that comes, searches as often as configured; 1 is what the machine can do.</param>
    /// <param name="share">The searches' part of it.</param>
    /// <returns>The factor after each second.</returns>
    private double[] Live(SearchStretch stretch, double load, double share)
    {
        var random = new Random(1);
        var factors = new double[120];
        for (var second = 0; second < factors.Length; second++)
        {
            var searching = Math.Min(0.9, load * share / stretch.Factor) * (0.95 + 0.1 * random.NextDouble());
            var pictures = load * (1 - share) * (0.95 + 0.1 * random.NextDouble());
            factors[second] = Second(stretch, Math.Max(0, 1 - searching - pictures), searching, Math.Max(0, 1 - (1 - searching) / pictures));
        }

        return factors;
    }

    private SearchStretch Stretch() => new(new(), _clock);

    private SearchStretch Stretched()
    {
        var stretch = Stretch();
        while (stretch.Factor < 4)
            Second(stretch, idle: 0, searching: 0.5, lost: 0.5);
        return stretch;
    }

    /// <summary>A second of the detector's life: ten batches.</summary>
    /// <param name="stretch">What is told of it.</param>
    /// <param name="idle">Share of the time in which it waits for a batch.</param>
    /// <param name="searching">Share in which it searches whole pictures.</param>
    /// <param name="lost">Share of the pictures that newer ones replaced.</param>
    /// <param name="live">Whether the pictures are a camera's.</param>
    /// <returns>The factor after it.</returns>
    private double Second(SearchStretch stretch, double idle, double searching, double lost, bool live = true)
    {
        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(idle / 10);
            using var frame = _pool.TryRent(new FrameHeader("door", 0, 0, default, 0, default, 4, 2, default) { Live = live })!;
            stretch.Take(new([.. Enumerable.Repeat(frame, Pictures)], []) { Gathered = idle > 0 ? _clock.GetTimestamp() : 0, Lost = (long)Math.Round(Pictures * lost / (1 - lost)) });
            stretch.SearchBegins();
            _clock.Advance(searching / 10);
            stretch.SearchEnds();
            _clock.Advance((1 - idle - searching) / 10);
            stretch.Done();
        }

        return stretch.Factor;
    }

    private sealed class Clock : TimeProvider
    {
        private double _seconds = 1;

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => (long)Math.Round(_seconds * TimestampFrequency);

        public void Advance(double seconds) => _seconds += seconds;
    }
}
