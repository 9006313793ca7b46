using FaceStream.Recognizer.Detection;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.Recognizer.Tests.Detection;

public class NonMaximumSuppressionTests
{
    [Fact]
    public void Of_boxes_that_mean_the_same_the_surest_stays()
    {
        var candidates = new List<Candidate> { Box(10, 10, 30, 0.8f), Box(12, 11, 30, 0.9f), Box(80, 10, 30, 0.7f) };

        NonMaximumSuppression.Apply(candidates, 0.5f, NonMaximumSuppression.Overlap.Union);

        Assert.Equal([0.9f, 0.7f], candidates.Select(candidate => candidate.Score));
    }

    [Fact]
    public void A_box_inside_another_goes_by_the_smaller_area_and_stays_by_the_union()
    {
        List<Candidate> union = [Box(0, 0, 100, 0.9f), Box(30, 30, 20, 0.8f)], smaller = [.. union];

        NonMaximumSuppression.Apply(union, 0.7f, NonMaximumSuppression.Overlap.Union);
        NonMaximumSuppression.Apply(smaller, 0.7f, NonMaximumSuppression.Overlap.Smaller);

        Assert.Equal((2, 1), (union.Count, smaller.Count));
    }

    [Fact]
    public void What_stays_overlaps_little_and_what_goes_overlaps_something_surer_that_stays()
    {
        Prop.ForAll<int, byte>((seed, count) =>
        {
            var random = new Random(seed);
            var all = Enumerable.Range(0, count).Select(_ => Box(random.Next(60), random.Next(60), random.Next(10, 40), random.Next(20) / 20f)).ToList();
            var kept = new List<Candidate>(all);

            NonMaximumSuppression.Apply(kept, 0.4f, NonMaximumSuppression.Overlap.Union);

            Assert.Equal(kept.OrderByDescending(candidate => candidate.Score), kept);
            for (var i = 0; i < kept.Count; i++)
                Assert.All(kept[..i], other => Assert.True(Iou(other, kept[i]) <= 0.4f));
            Assert.All(all.Except(kept), gone => Assert.Contains(kept, other => other.Score >= gone.Score && Iou(other, gone) > 0.4f));
        }).QuickCheckThrowOnFailure();
    }

    private static Candidate Box(float x, float y, float side, float score) => Candidate.From(0, new(x, y, side, side)) with { Score = score };

    private static float Iou(Candidate a, Candidate b) => a.Box.Iou(b.Box);
}
