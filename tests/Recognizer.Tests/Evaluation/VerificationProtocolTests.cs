using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Identification;
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
    public void By_evidence_a_similarity_says_more_in_poor_pictures_than_in_good_ones()
    {
        var model = new ScoreModel(new()
        {
            Genuine = new(0.7, 0.1), Impostor = new(0, 0.14), Thresholds = [], Measured = "drawn",
            Bands = [new(0.2, new(0.4, 0.15), new(0, 0.13), 100), new(0.9, new(0.75, 0.1), new(0, 0.14), 100)],
        });
        var pair = new VerificationPair("a", "b", true, "");

        // ln(0.13 / 0.15) + (0.4 / 0.13)² / 2, and ln(e^(ln(0.14 / 0.1) + (0.4 / 0.14)² / 2 − 3.5² / 2) + 0.02).
        Assert.Equal(4.591, new ScoredPair(pair, 0.4f, 0.2f).ByEvidence(model).Similarity!.Value, 1e-3);
        Assert.Equal(-1.602, new ScoredPair(pair, 0.4f, 0.9f).ByEvidence(model).Similarity!.Value, 1e-3);
        Assert.Null(new ScoredPair(pair, null).ByEvidence(model).Similarity);
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

    [Fact]
    public void The_official_list_of_LFW_is_read_with_its_folds()
    {
        using var folder = new TemporaryFolder();
        var fold = "Abel_Pacheco\t1\t4\nAkhmed_Zakayev\t1\t3\nAbdel_Madi_Shabneh\t1\tDean_Barker\t1\nAbel_Pacheco\t2\tJay_Leno\t12\n";
        var good = folder.Write("pairs.txt", "10\t2\n" + string.Concat(Enumerable.Repeat(fold, 10)));
        var dev = folder.Write("pairsDevTest.txt", "2\n" + fold);
        var torn = folder.Write("torn.txt", "10\t2\n" + fold);
        var wrong = folder.Write("wrong.txt", "1\nAbel_Pacheco\t1\tDean_Barker\t1\nAbel_Pacheco\t1\t2\n");

        var pairs = VerificationPair.Read(good, "lfw");

        Assert.Equal(40, pairs.Count);
        Assert.Equal(new("lfw/Abel_Pacheco/Abel_Pacheco_0001.jpg", "lfw/Abel_Pacheco/Abel_Pacheco_0004.jpg", true, "") { Fold = 0 }, pairs[0]);
        Assert.Equal(new("lfw/Abel_Pacheco/Abel_Pacheco_0002.jpg", "lfw/Jay_Leno/Jay_Leno_0012.jpg", false, "") { Fold = 9 }, pairs[39]);
        Assert.All(VerificationPair.Read(dev), pair => Assert.Null(pair.Fold));
        Assert.Contains("promises 40 pairs and has 4", Assert.Throws<FormatException>(() => VerificationPair.Read(torn)).Message);
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => VerificationPair.Read(wrong)).Message);
    }

    [Fact]
    public void Folds_of_the_list_are_kept()
    {
        // In fold 0 everything lies half a point higher. Dealt out anew, nine of ten folds would hold some of it.
        ScoredPair[] pairs = [.. Enumerable.Range(0, 10).SelectMany(fold => Enumerable.Range(0, 10).SelectMany(i => new[] { Folded(true, fold, 0.4f), Folded(false, fold, 0) }))];

        var report = VerificationProtocol.Evaluate(pairs);

        // The other nine put the bar at 0.2, which all pairs of two people of fold 0 pass: it is half right, and the mean 0.95.
        Assert.Equal(0.95, report.Accuracy, 1e-9);
        Assert.Equal(0.5 / Math.Sqrt(10), report.AccuracyDeviation, 1e-9);

        static ScoredPair Folded(bool same, int fold, float score) =>
            new(new VerificationPair("a", "b", same, "") { Fold = fold }, score + (fold == 0 ? 0.5f : 0));
    }

    private static IEnumerable<ScoredPair> Pairs(bool same, float from, float to, int count) =>
        Enumerable.Range(0, count).Select(i => Pair(same, from + (to - from) * i / Math.Max(1, count - 1)));

    private static IEnumerable<ScoredPair> Pairs(bool same, float? score, int count) => Enumerable.Repeat(Pair(same, score), count);

    private static IEnumerable<ScoredPair> Steps(bool same, float from, int count) =>
        Enumerable.Range(0, count).Select(i => Pair(same, from + i / 100f));

    private static ScoredPair Pair(bool same, float? score) => new(new VerificationPair("a", "b", same, ""), score);
}
