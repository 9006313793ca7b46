using FaceStream.Gallery.Coverage;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests.Coverage;

public class CoverageRuleTests
{
    private static readonly CoverageRule Strict = new() { Enough = 1 };

    [Fact]
    public void The_better_of_two_that_show_the_same_is_kept_whichever_came_first()
    {
        Assert.Equal([2], Redundant(Strict, Look(1, quality: 0.9f), Look(2, quality: 0.5f)));
        Assert.Equal([1], Redundant(Strict, Look(1, quality: 0.5f), Look(2, quality: 0.9f)));
        Assert.Equal([2], Redundant(Strict, Look(1), Look(2)));
    }

    [Fact]
    public void Another_look_is_kept_however_bad_it_is()
    {
        Assert.Empty(Redundant(Strict, Look(1, quality: 0.9f), Look(2, quality: 0.1f, at: 60)));
        Assert.Empty(Redundant(Strict, Look(1, pose: new(0, 0)), Look(2, pose: new(20, 0))));
        Assert.Empty(Redundant(Strict, Look(1, pose: new(0, 0)), Look(2, pose: new(0, -20))));
        Assert.Equal([2], Redundant(Strict, Look(1, pose: new(0, 0)), Look(2, pose: new(5, 5))));
        Assert.Equal([2], Redundant(Strict, Look(1, pose: new(0, 0)), Look(2)));
    }

    [Fact]
    public void What_covers_is_always_kept_so_a_row_of_neighbours_does_not_fall_like_dominoes()
    {
        // Each is 20° from the next, cosine 0.94: the second is covered by the first, and so covers nothing.
        var row = Strict.Redundant([.. Enumerable.Range(0, 6).Select(i => Look(i + 1, at: 20 * i))]);
        Assert.Equal([(2, 1), (4, 3), (6, 5)], row.Select(one => ((int)one.Template, (int)one.By)));
        Assert.All(row, one => Assert.Equal(MathF.Cos(MathF.PI / 9), one.Similarity, 1e-5f));
    }

    [Fact]
    public void Some_are_kept_in_any_case_those_that_are_least_alike()
    {
        ShownLook[] looks = [.. Enumerable.Range(0, 8).Select(i => Look(i + 1, at: i * i * 0.2f, quality: i == 0 ? 1 : 0.5f))];
        Assert.Equal([2, 3, 4], Redundant(new(), looks));
        Assert.Empty(Redundant(new(), looks[..5]));
    }

    [Fact]
    public void A_restored_one_is_kept_and_sets_no_other_aside()
    {
        var restored = Look(1, quality: 0.8f) with { Restored = true };
        Assert.Empty(Redundant(Strict, restored, Look(2, quality: 0.9f)));
        Assert.Empty(Redundant(Strict, restored, Look(2, quality: 0.5f)));
        Assert.Equal([3], Redundant(Strict, restored, Look(2, quality: 0.5f), Look(3, quality: 0.4f)));
    }

    private static long[] Redundant(CoverageRule rule, params ShownLook[] looks)
    {
        long[] redundant = [.. rule.Redundant(looks).Select(one => one.Template)];
        Assert.Equal(redundant, rule.Redundant([.. looks.Reverse()]).Select(one => one.Template));
        return redundant;
    }

    private static ShownLook Look(long id, float quality = 0.5f, float at = 0, Pose? pose = null) =>
        new(id, Unit(MathF.Cos(at * MathF.PI / 180), MathF.Sin(at * MathF.PI / 180)), quality, pose, Restored: false);
}
