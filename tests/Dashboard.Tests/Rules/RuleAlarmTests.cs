using System.Numerics.Tensors;
using FaceStream.Gallery;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Rules;

/// <summary>
/// How often a track gives a stranger somebody's name, over all its frames: every track of every clip, as it is and made worse, against each picture of each person who is in none of them.
/// </summary>
public sealed class RuleAlarmTests
{
    // The chance of a stranger at a single look; a gallery divides what is asked for by its templates, so these are rates of galleries of a hundred and more.
    private static readonly double[] Chances = [1e-2, 1e-3, 1e-4, 1e-5];

    // Who is pictured among the people and in a clip.
    private static readonly string[] InClips = ["Franck", "Lin_Manuel_Miranda"];

    private readonly Dictionary<string, (double[] Named, long Of)> _rules = [];

    /// <summary>Minutes long; docs/models.md has what it printed.</summary>
    [Fact(Explicit = true)]
    public async Task Along_real_tracks_strangers_are_named_as_often_as_is_asked_for()
    {
        using var contest = new RuleContest();
        Embedding[] strangers =
        [
            .. RoledPicture.Read(Places.SharedData("identities.csv"), Places.SharedData("")).Where(picture => !InClips.Contains(picture.Person)).Select(picture => contest.Vector(picture.Path)).OfType<Embedding>(),
        ];
        double[] thresholds = [.. Chances.Select(chance => (double)contest.Calibration.ThresholdAt(chance))];
        var model = new ScoreModel(contest.Calibration);
        foreach (var (_, how) in RuleContestTests.Worse.Prepend(("clean", new Degradation())))
        {
            foreach (var clip in Directory.EnumerateFiles(Places.SharedData("video")).Where(file => Path.GetExtension(file) is ".mp4" or ".mkv"))
            {
                foreach (var track in await contest.LooksAsync(clip, how, all: true))
                {
                    foreach (var stranger in strangers)
                    {
                        double[] similarities = [.. track.Select(face => (double)TensorPrimitives.Dot(face.Embedding!.Vector.Span, stranger.Vector.Span))];
                        Count("any frame", thresholds.Select(from => similarities.Any(similarity => similarity >= from)));
                        Count("three equal frames", thresholds.Select(from => Names(new ThreeEqualFrames(from))));
                        Count("area × score mean", thresholds.Select(from => Names(new AreaScoreMean(from))));

                        bool Names(PeerRule rule) => track.Zip(similarities).Any(look => rule.Say("somebody", look.Second, look.First.Face.Box.Area) is not null);
                    }
                }

                foreach (var track in await contest.LooksAsync(clip, how, all: false))
                    Follow(track, strangers, model);
            }
        }

        var asked = Chances.Select(chance => chance * IdentityRule.Repeats).ToArray();
        foreach (var (rule, (named, of)) in _rules)
            TestContext.Current.TestOutputHelper?.WriteLine($"| {rule} | " + string.Join(" | ", Chances.Zip(named, (chance, count) => FormattableString.Invariant($"{count:0}: {count / of / chance:0.00}"))) + " |");
        var ours = _rules[RuleContest.Ours];
        Assert.All(Enumerable.Range(0, 3), i => Assert.InRange(ours.Named[i] / ours.Of / asked[i], 0.5, 1));
    }

    /// <summary>The least chance that the track's evidence ever gives to being each of the strangers.</summary>
    private void Follow(IReadOnlyList<RecognisedFace> track, Embedding[] strangers, ScoreModel model)
    {
        var looks = new LookSet(model, new IdentificationOptions().LooksKept);
        double[] least = [.. strangers.Select(_ => 1.0)];
        foreach (var face in track)
        {
            looks.Add(new(face.Embedding!, Math.Max(IdentityEvidence.LeastQuality, face.Quality)) { Matches = [] });
            for (var i = 0; i < strangers.Length; i++)
                least[i] = Math.Min(least[i], model.Chance(looks.Mean(look => look.Similarity(strangers[i])), looks.Statistics));
        }

        foreach (var chance in least)
            Count(RuleContest.Ours, Chances.Select(bar => chance <= bar));
    }

    private void Count(string rule, IEnumerable<bool> named)
    {
        var (counts, of) = _rules.GetValueOrDefault(rule, (new double[Chances.Length], 0));
        _rules[rule] = ([.. counts.Zip(named, (count, one) => one ? count + 1 : count)], of + 1);
    }
}
