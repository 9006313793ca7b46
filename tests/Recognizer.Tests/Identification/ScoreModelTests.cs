using FaceStream.Recognizer.Identification;

namespace FaceStream.Recognizer.Tests.Identification;

public class ScoreModelTests
{
    /// <summary>An embedder whose vectors all have something in common: what strangers share is no less of a track whose looks differ.</summary>
    [Fact]
    public void Looks_that_differ_are_as_similar_to_a_stranger_and_spread_less()
    {
        var scores = new ScoreModel(new() { Genuine = new(0.9, 0.04), Impostor = new(0.6, 0.1), Thresholds = [], Measured = "made up" });
        var (one, differing) = (LookStatistics.One(1), new LookStatistics(4, 1, 0.8));

        Assert.Equal(0.5, scores.Chance(0.6, one), 1e-6);
        Assert.Equal(0.5, scores.Chance(0.6, differing), 1e-6);
        Assert.Equal(scores.Chance(0.7, one), scores.Chance(0.68, differing), 1e-6);
        Assert.Equal(0.68, scores.SimilarityAt(scores.Chance(0.7, one), differing), 1e-4);
    }
}
