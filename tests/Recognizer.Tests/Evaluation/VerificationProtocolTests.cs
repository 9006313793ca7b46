using FaceStream.Recognizer.Evaluation;
using FaceStream.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class VerificationProtocolTests
{
    [Fact]
    public void Pairs_that_lie_apart_are_all_judged_rightly_and_the_threshold_lies_between_them()
    {
        var report = VerificationProtocol.Evaluate([.. Pairs(true, 0.6f, 0.9f, 40), .. Pairs(false, -0.1f, 0.2f, 40)]);

        Assert.Equal((80, 0, 1.0, 0.0), (report.Pairs, report.NoFace, report.Accuracy, report.AccuracyDeviation));
        Assert.Equal(0.4, report.Threshold, 0.01);
        Assert.Equal(0, report.EqualErrorRate);
        Assert.All(report.Rates, rate => Assert.Equal(1, rate.TrueAccepts));
    }

    [Fact]
    public void A_pair_without_a_face_is_judged_wrongly_whichever_label_it_has()
    {
        ScoredPair[] pairs =
        [
            .. Pairs(true, 0.6f, 0.9f, 40), .. Pairs(false, -0.1f, 0.2f, 40),
            .. Pairs(true, null, 10), .. Pairs(false, null, 10),
        ];

        var report = VerificationProtocol.Evaluate(pairs);

        Assert.Equal(20, report.NoFace);
        Assert.Equal(0.8, report.Accuracy, 1e-9);
    }

    [Fact]
    public void No_pair_helps_to_choose_the_threshold_it_is_judged_by()
    {
        // One pair of two people lies above all others: judged with its own help it would cost nothing to raise the bar.
        ScoredPair[] pairs = [.. Pairs(true, 0.5f, 0.5f, 10), .. Pairs(false, 0.45f, 0.45f, 1), .. Pairs(false, 0, 0, 9)];

        var report = VerificationProtocol.Evaluate(pairs);

        // Without it the bar is at 0.25, below the outlier, in its own fold; one of 20 pairs is judged wrongly.
        Assert.Equal(0.95, report.Accuracy, 1e-9);
    }

    [Fact]
    public void Rates_of_accepts_count_exactly()
    {
        // Pairs of two people at 0.00, 0.01 … 0.99; of one person at 0.505, 0.515 … 1.495 (so half of them above 0.995).
        ScoredPair[] pairs = [.. Steps(true, 0.505f, 100), .. Steps(false, 0, 100)];

        var report = VerificationProtocol.Evaluate(pairs);

        Assert.Equal([0.1, 0.01], report.Rates.Select(rate => rate.FalseAccepts));
        Assert.Equal(0.61, report.Rates[0].TrueAccepts, 1e-9); // above 0.89, which would be the eleventh
        Assert.Equal(0.52, report.Rates[1].TrueAccepts, 1e-9); // above 0.98, which would be the second
        Assert.Equal(0.25, report.EqualErrorRate, 0.006);
    }

    [Fact]
    public void The_threshold_is_the_best_of_all_that_can_be_tried()
    {
        Prop.ForAll<sbyte[], sbyte[]>((same, different) =>
        {
            float[] genuine = [.. same.Select(score => score / 128f)], impostor = [.. different.Select(score => score / 128f)];
            if (genuine.Length == 0 || impostor.Length == 0)
                return true;
            var chosen = VerificationProtocol.BestThreshold(genuine, impostor);
            var best = Enumerable.Range(-129, 259).Max(step => Right(genuine, impostor, (step + 0.5) / 128));
            return Right(genuine, impostor, chosen) == best;
        }).QuickCheckThrowOnFailure();

        static int Right(float[] same, float[] different, double threshold) =>
            same.Count(score => score >= threshold) + different.Count(score => score < threshold);
    }

    [Fact]
    public void Too_few_pairs_are_refused_with_their_number()
    {
        var error = Assert.Throws<ArgumentException>(() => VerificationProtocol.Evaluate([.. Pairs(true, 0.5f, 0.6f, 30), .. Pairs(false, 0, 0.1f, 9)]));

        Assert.Contains("30 pairs of one person and 9 of two", error.Message);
    }

    [Fact]
    public void A_list_is_read_with_its_sources_and_a_bad_line_is_named()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("pairs.csv", "a,b,label,source\nx/1.jpg,x/2.jpg,same,lfw\nx/1.jpg,y/1.jpg,different,lfw\n");
        var bad = folder.Write("bad.csv", "a,b,label\n1.jpg,2.jpg,same\n1.jpg,2.jpg,maybe\n");

        var pairs = VerificationPair.Read(good);

        Assert.Equal(new VerificationPair(folder["x/1.jpg"], folder["y/1.jpg"], false, "lfw"), pairs[1]);
        Assert.Contains("line 3", Assert.Throws<FormatException>(() => VerificationPair.Read(bad)).Message);
    }

    private static IEnumerable<ScoredPair> Pairs(bool same, float from, float to, int count) =>
        Enumerable.Range(0, count).Select(i => Pair(same, from + (to - from) * i / Math.Max(1, count - 1)));

    private static IEnumerable<ScoredPair> Pairs(bool same, float? score, int count) => Enumerable.Repeat(Pair(same, score), count);

    private static IEnumerable<ScoredPair> Steps(bool same, float from, int count) =>
        Enumerable.Range(0, count).Select(i => Pair(same, from + i / 100f));

    private static ScoredPair Pair(bool same, float? score) => new(new VerificationPair("a", "b", same, ""), score);
}
