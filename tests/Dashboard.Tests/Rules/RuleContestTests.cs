using FaceStream.Recognizer.Evaluation;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Rules;

public sealed class RuleContestTests
{
    internal static readonly (string Name, Degradation How)[] Worse =
    [
        ("320×180, JPEG 50", new() { Height = 180, Jpeg = 50 }),
        ("240 rows, blurred", new() { Height = 240, Blur = 1.2, Jpeg = 70 }),
        ("240 rows, dark, noise, JPEG 40", new() { Height = 240, Light = 0.3, Noise = 6, Jpeg = 40 }),
    ];

    // Who is enrolled from a still, and who is a stranger before the camera.
    private static readonly string[] Enrolled = ["office-A", "office-C", "webcam-man", "portrait-d0", "portrait-d6", "portrait-d10", "woman-garden"];

    [Theory]
    [InlineData(new[] { 1, 0, 1, 1, 1, 2 }, ".AAAAA", "first")]
    [InlineData(new[] { 1, 0, 1, 1, 1, 2 }, ".AAAAB", "last")]
    [InlineData(new[] { 1, 0, 1, 1, 1, 2, 2, 2 }, "....AAAB", "three")]
    [InlineData(new[] { 1, 0, 1, 1, 1, 2 }, "A.AAAB", "each")]
    public void The_rules_of_others_do_what_is_told_of_them(int[] seen, string shown, string rule)
    {
        PeerRule peer = rule switch { "first" => new FirstMatchWins(0.5), "last" => new LastMatchSticks(0.5), "three" => new ThreeEqualFrames(0.5), _ => new EachFrame(0.5) };
        var said = seen.Select(who => peer.Say(who == 0 ? "A" : who == 1 ? "A" : "B", who == 0 ? 0.4 : 0.6, 100) ?? ".");

        Assert.Equal(rule is "first" or "last" ? "A" + shown[1..] : shown, string.Concat(said));
    }

    [Fact]
    public void The_mean_of_area_and_score_is_led_by_the_large_and_similar_faces()
    {
        var rule = new AreaScoreMean(0.5);
        Assert.Null(rule.Say("A", 0.4, 1000));
        Assert.Null(rule.Say("A", 0.55, 1000));         // (0.4² + 0.55²) / 0.95 = 0.487
        Assert.Equal("A", rule.Say("A", 0.6, 1000));    // (0.4² + 0.55² + 0.6²) / 1.55 = 0.531
        Assert.Equal("B", rule.Say("B", 0.6, 9000));    // 4000 · 0.6² = 1440 against 822.5
    }

    [Fact]
    public async Task In_the_sample_scene_evidence_gives_no_wrong_name_and_waits_no_longer_than_others()
    {
        using var contest = new RuleContest();
        contest.Enrol("Franck", Places.Sample("people/Franck/1.jpg"));
        contest.Enrol("Anders", Places.Sample("people/Anders/1.jpg"));
        var scene = SampleScene.Load("walk-through");
        IReadOnlyList<Truth> Truths(long frame) => [.. scene.Truth((int)frame).Select(face => new Truth(
            $"{face.Walk}", face.Person, new((float)face.X, (float)face.Y, (float)face.Width, (float)face.Height)))];
        await contest.WatchAsync(scene.Video, Worse[1].Name, Worse[1].How, Truths);

        Tell(contest);
        var ours = contest.Scores[(Worse[1].Name, RuleContest.Ours)];
        Assert.Equal((0, 0), (ours.WrongNames, ours.Flips));
        Assert.All(contest.Scores.Values, other => Assert.True(ours.TimeToName <= other.TimeToName, $"{ours.TimeToName} s, another rule {other.TimeToName} s"));
        Assert.True(ours.RightRate > 0.97, $"{ours.RightRate}");
    }

    /// <summary>Minutes long; docs/models.md has what it printed.</summary>
    [Fact(Explicit = true)]
    public async Task On_clean_and_on_degraded_clips_evidence_is_held_against_four_rules_of_others()
    {
        using var contest = new RuleContest();
        foreach (var person in Enrolled)
            contest.Enrol(person, Places.SharedData($"video/enrol/{person}.jpg"));
        foreach (var picture in RoledPicture.Read(Places.SharedData("identities.csv"), Places.SharedData("")).Where(picture => picture.Role == PictureRole.Gallery))
            contest.Enrol(picture.Person, picture.Path);

        foreach (var (name, how) in Worse.Prepend(("clean", new Degradation())))
        {
            foreach (var clip in (string[])["office-sequence.mp4", "office-side-by-side.mp4"])
            {
                var appearances = Appearance.Read(Places.SharedData($"video/{Path.ChangeExtension(clip, ".gt.csv")}"));
                await contest.WatchAsync(Places.SharedData($"video/{clip}"), name, how, frame =>
                    [.. appearances.Where(one => frame >= one.First && frame <= one.Last).Select(one => new Truth($"{one.First} {one.Region.X}", one.Person, one.Region))]);
            }

            foreach (var clip in (string[])["portrait-d0", "portrait-d3", "portrait-d10", "portrait-d12", "woman-garden-720p"])
            {
                var person = Enrolled.FirstOrDefault(one => clip.StartsWith(one, StringComparison.Ordinal));
                await contest.WatchAsync(Places.SharedData($"video/{clip}.mp4"), name, how, _ => [new("", person, new(0, 0, 4000, 4000))]);
            }
        }

        Tell(contest);
        var ours = Of(RuleContest.Ours);
        Assert.All(contest.Scores, other => Assert.True(Wrong(ours) <= Wrong(Of(other.Key.Rule)), other.Key.Rule));
        Assert.All(ours, score => Assert.True(score.LongestWrong <= TimeSpan.FromSeconds(1)));
        Assert.True(100 * ours.Sum(score => score.Flips) <= ours.Sum(score => score.NamedTracks));
        Assert.Equal(1, contest.Scores[("clean", RuleContest.Ours)].RightRate, 0.01);
        Assert.True(Degraded(RuleContest.Ours) > Degraded(RuleContest.PerFrame) + 0.08, $"{Degraded(RuleContest.Ours)} of faces rightly named, {Degraded(RuleContest.PerFrame)} by each frame alone");

        Assert.All(contest.Scores, other => Assert.True(Wait(RuleContest.Ours) <= Wait(other.Key.Rule), $"{other.Key.Rule} {Wait(other.Key.Rule)} s to a name, evidence {Wait(RuleContest.Ours)}"));

        RuleScore[] Of(string rule) => [.. contest.Scores.Where(one => one.Key.Rule == rule).Select(one => one.Value)];
        static int Wrong(RuleScore[] scores) => scores.Sum(score => score.WrongNames);
        IEnumerable<RuleScore> Poor(string rule) => contest.Scores.Where(one => one.Key.Rule == rule && one.Key.Degradation != "clean").Select(one => one.Value);
        double Degraded(string rule) => Poor(rule).Average(score => score.RightRate);
        double Wait(string rule) => Poor(rule).Average(score => score.TimeToName);
    }

    private static void Tell(RuleContest contest)
    {
        foreach (var line in contest.Table())
            TestContext.Current.TestOutputHelper?.WriteLine(line);
    }
}
