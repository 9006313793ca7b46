using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Tests.Identification;

public class ScoreModelTests
{
    // Vectors √m·o + √(1 − m)·x, with the same o in all.
    private const double Common = 0.3;

    /// <summary>What all faces have in common tells nobody from anybody: with it in the vectors, the evidence is that of the vectors without it.</summary>
    [Fact]
    public void What_all_vectors_have_in_common_changes_no_evidence()
    {
        ScoreModel plain = Model(0), common = Model(Common);
        foreach (var (count, length, mean, closeness) in (ReadOnlySpan<(double, double, double, double)>)[(1, 1, 0.1, 0.6), (3.5, 0.9, 0.5, 0.45), (8, 0.8, 0.75, 0.7)])
        {
            var looks = new LookStatistics(count, 0.7, length);
            Assert.Equal(plain.LogRatio(mean, looks), common.LogRatio(Shown(mean), looks), 1e-9);
            Assert.Equal(plain.Chance(mean, looks), common.Chance(Shown(mean), looks), 1e-12);
            Assert.Equal(Shown(plain.SimilarityAt(1e-4, looks)), common.SimilarityAt(1e-4, looks), 1e-6);
            Assert.Equal(plain.Redundancy(mean), common.Redundancy(Shown(mean)), 1e-12);
            Assert.Equal(plain.ChanceOfLikeness(mean, closeness, looks), common.ChanceOfLikeness(Shown(mean), Shown(closeness), looks), 1e-12);
            Assert.Equal(plain.ChanceOfLead(-mean, closeness, looks), common.ChanceOfLead(-(1 - Common) * mean, Shown(closeness), looks), 1e-12);
            Assert.Equal((1 - Common) * plain.LeadAt(1e-3, closeness, looks), common.LeadAt(1e-3, Shown(closeness), looks), 1e-6);
        }
    }

    private static double Shown(double cosine) => Common + (1 - Common) * cosine;

    private static ScoreModel Model(double common)
    {
        return new(new()
        {
            Genuine = Of(0.73, 0.12), Impostor = Of(0, 0.14), Measured = "made up",
            Thresholds = [new(1e-2, Of(0.35, 0).Mean, 0.99), new(1e-3, Of(0.46, 0).Mean, 0.98)],
            Bands = [new(0.2, Of(0.5, 0.2), Of(0, 0.13), 100), new(0.9, Of(0.75, 0.1), Of(0, 0.14), 100)],
        });

        ScoreDistribution Of(double mean, double deviation) => new(common + (1 - common) * mean, (1 - common) * deviation);
    }
}
