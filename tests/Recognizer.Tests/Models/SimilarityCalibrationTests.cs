using FaceStream.Recognizer.Models;

namespace FaceStream.Tests.Models;

public class SimilarityCalibrationTests
{
    private static readonly SimilarityCalibration Measured = new()
    {
        Genuine = new(0.7, 0.12),
        Impostor = new(0, 0.14),
        Thresholds = [new(1e-2, 0.35, 0.99), new(1e-3, 0.45, 0.98), new(1e-4, 0.53, 0.95)],
        Measured = "nowhere",
    };

    [Theory]
    [InlineData(1e-2, 0.35)]
    [InlineData(1e-3, 0.45)]
    [InlineData(1e-4, 0.53)]
    [InlineData(3.16227766e-4, 0.49)]
    public void A_threshold_is_the_measured_one_or_lies_between_two(double rate, double threshold) =>
        Assert.Equal(threshold, Measured.ThresholdAt(rate), 1e-5);

    [Fact]
    public void Beyond_the_measured_rates_thresholds_go_on_without_a_step()
    {
        double[] rates = [0.5, 0.1, 0.0101, 0.01, 0.0099, 1e-3, 1.01e-4, 1e-4, 0.99e-4, 1e-6, 1e-8];
        float[] thresholds = [.. rates.Select(Measured.ThresholdAt)];

        Assert.Equal(thresholds.Order(), thresholds);
        Assert.True(thresholds[4] - thresholds[2] < 0.002 && thresholds[8] - thresholds[6] < 0.002);
    }

    [Theory]
    [InlineData(0.3), InlineData(0.0101), InlineData(0.01), InlineData(0.004), InlineData(2e-4), InlineData(1e-4), InlineData(0.9e-4), InlineData(1e-9)]
    public void A_rate_is_that_of_its_threshold(double rate)
    {
        Assert.Equal(1, Measured.FalseAcceptRateAt(Measured.ThresholdAt(rate)) / rate, 1e-4);
        Assert.Equal(1, (Measured with { Thresholds = [] }).FalseAcceptRateAt((Measured with { Thresholds = [] }).ThresholdAt(rate)) / rate, 1e-4);
    }

    [Fact]
    public void No_rate_is_told_that_no_data_shows() =>
        Assert.Equal(1e-12, Measured.FalseAcceptRateAt(1));

    [Fact]
    public void Without_measured_rates_the_impostor_distribution_tells()
    {
        var bare = Measured with { Thresholds = [] };

        Assert.Equal(1.2815516 * 0.14, bare.ThresholdAt(0.1), 1e-5);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.158655253931457)]
    [InlineData(-1, 0.841344746068543)]
    [InlineData(3, 1.34989803163009e-3)]
    [InlineData(4.26489079392282, 1e-5)]
    [InlineData(6, 9.86587645037698e-10)]
    public void The_normal_tail_is_that_of_the_tables(double z, double tail) =>
        Assert.Equal(1, ScoreDistribution.Tail(z) / tail, 1e-9);

    [Fact]
    public void The_density_is_highest_at_the_mean_and_adds_up_to_one()
    {
        var distribution = new ScoreDistribution(0.2, 0.1);

        var sum = Enumerable.Range(-1000, 2000).Sum(i => Math.Exp(distribution.LogDensity(i / 1000.0)) / 1000);

        Assert.Equal(1, sum, 1e-6);
        Assert.True(distribution.LogDensity(0.2) > distribution.LogDensity(0.21));
    }
}
