using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Tests.Looks;

public class LookSelectorTests
{
    private readonly LookSelector _selector = new(new());

    [Fact]
    public void A_new_track_is_looked_at_at_once_then_ever_more_rarely_but_never_left_alone()
    {
        List<double> times = [];
        for (var frame = 0; frame < 60 * 25; frame++)
        {
            if (_selector.Choose(Look(), Face, frame / 25.0) is not null)
                times.Add(frame / 25.0);
        }

        var waits = times.Zip(times.Skip(1), (a, b) => b - a).ToArray();
        Assert.Equal(0, times[0]);
        Assert.InRange(waits[0], 0.1, 0.2);
        Assert.InRange(times.Count(time => time < 1), 4, 6);
        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 0.05));
        Assert.InRange(waits[^1], 1.9, 2.1);
        Assert.InRange(times.Count, 30, 40);
    }

    [Theory]
    [InlineData(2), InlineData(10), InlineData(60)]
    public void The_frame_rate_changes_little(double fps)
    {
        var looks = Enumerable.Range(0, (int)(20 * fps)).Count(frame => _selector.Choose(Look(), Face, frame / fps) is not null);

        Assert.InRange(looks, 12, 18);
    }

    [Fact]
    public void A_clearly_better_look_and_another_side_of_the_face_do_not_wait()
    {
        Assert.Equal(LookReason.New, _selector.Choose(Look(score: 0.4f), Face, 0));
        Assert.Null(_selector.Choose(Look(score: 0.45f), Face, 0.08));
        Assert.Equal(LookReason.Better, _selector.Choose(Look(score: 0.8f), Face, 0.08));
        Assert.Equal(LookReason.Pose, _selector.Choose(Look(yaw: 30), Face, 0.15));
        Assert.Null(_selector.Choose(Look(yaw: 30), Face, 0.2));
        Assert.Null(_selector.Choose(Look(yaw: -40), Face, 0.2));        // not more often than the shortest interval
        Assert.Equal(LookReason.Pose, _selector.Choose(Look(yaw: -40), Face, 0.22));
    }

    [Fact]
    public void A_look_that_does_not_pass_the_gate_is_not_taken_and_delays_nothing()
    {
        Assert.Null(_selector.Choose(Look() with { EyeDistance = 4 }, Face, 0));
        Assert.Null(_selector.Choose(Look() with { Sharpness = 0.01f }, Face, 0.04));
        Assert.Null(_selector.Choose(Look(yaw: 80), Face, 0.08));
        Assert.Equal(LookReason.New, _selector.Choose(Look(), Face, 0.12));
    }

    [Fact]
    public void A_face_that_is_suddenly_another_one_is_looked_at_in_that_very_frame()
    {
        Assert.Equal(LookReason.New, _selector.Choose(Look(), Face, 0));
        Assert.Null(_selector.Choose(Look(), Brighter(Face), 0.04));
        Assert.Equal(LookReason.Changed, _selector.Choose(Look(), Another, 0.08));
        Assert.Null(_selector.Choose(Look(), Another, 0.12));
    }

    [Fact]
    public void A_change_that_cannot_be_looked_at_yet_is_not_forgotten()
    {
        Assert.Equal(LookReason.New, _selector.Choose(Look(), Face, 0));
        Assert.Null(_selector.Choose(Look() with { Sharpness = 0.01f }, Another, 0.04));
        Assert.Equal(LookReason.Changed, _selector.Choose(Look(), Another, 0.08));
    }

    private static readonly float[] Face = Patch(seed: 1), Another = Patch(seed: 2);

    private static float[] Patch(int seed)
    {
        var random = new Random(seed);
        var cells = Enumerable.Range(0, 64).Select(_ => random.Next(40, 200)).ToArray();   // 8 × 8 squares of one brightness
        return [.. Enumerable.Range(0, FacePatch.Size * FacePatch.Size).Select(i => (float)cells[i / FacePatch.Size / 8 * 8 + i % FacePatch.Size / 8])];
    }

    private static float[] Brighter(float[] patch) => Array.ConvertAll(patch, value => 1.1f * value + 10);

    private static LookQuality Look(float score = 0.8f, float yaw = 0) => new(score, 60, 0.6f, yaw, 0, 0, 1, 1);
}
