using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Identification;

/// <summary>
/// What the similarity of a track's looks to an enrolled person says. Built from the embedder's measured distributions of
/// genuine and impostor similarities.
/// </summary>
/// <remarks>
/// A random-effects model: two faces have a similarity of their own, which every look at them shares, and each look adds its noise.
/// Averaging looks removes the noise only, so evidence saturates: somebody who resembles Bob does so in every frame, and a
/// hundred frames do not make him Bob. Adding up the log-likelihood ratios of looks as if they were independent would.
/// </remarks>
public sealed class ScoreModel(SimilarityCalibration calibration, string model = "", string sha256 = "")
{
    // No set of looks is worth less.
    private const double LeastCount = 0.1;

    // The same picture enrolled as two people leaves nothing to tell them apart by, and nothing to divide by.
    private const double LeastApart = 1e-6;

    // As often as statisticians take chance for something.
    private const double ByChance = 0.05;

    // Faces that are blurred, small or dark in one way resemble each other for that. Among 550 people of LFW, made worse in six ways, the mean similarity of two was
    // higher by 0.008 at a quality of 0.26, 0.018 at 0.15, 0.09 to 0.16 at 0.05 and 0.335 at 0.02: 0.0015x⁴. Its deviation stayed as it is.
    private const double Haze = 0.0015, HaziestQuality = 0.02;

    // Of the variance between photos of 195 people with four or more and a template of their own, this share is the person's.
    private const double GenuinePairShare = 0.5;

    // However it looks, a track may hold somebody else's looks (a swap, a reflection), and a stranger may be a double.
    private const double Outlier = 0.02;
    private const double Double = 1e-6;

    private readonly ScoreDistribution _genuine = calibration.Genuine;
    private readonly ScoreDistribution _impostor = calibration.Impostor;
    private readonly FalseAcceptCurve _curve = calibration.Curve;

    // Where none were measured, quality does not matter. Equal qualities would have nothing between them.
    private readonly CalibrationBand[] _bands = calibration.Bands is { Count: > 0 } bands
        ? [.. bands.OrderBy(band => band.Quality).DistinctBy(band => band.Quality)]
        : [new(1, calibration.Genuine, calibration.Impostor, 0)];

    /// <summary>All that it judges by.</summary>
    public ScoreTerms Terms { get; } = new(
        model, sha256, calibration.Measured, calibration.Genuine, calibration.Impostor, calibration.Thresholds, calibration.Bands ?? [], LeastCount, GenuinePairShare, Outlier, Double);

    /// <summary>
    /// Natural logarithm of how much better “it is this person” explains the looks than “it is somebody else”;
    /// between −3.9 and 13.8, however extreme the similarity.
    /// </summary>
    /// <param name="similarity">Weighted mean of the looks' cosines to the person.</param>
    /// <param name="looks">The looks.</param>
    public double LogRatio(double similarity, in LookStatistics looks)
    {
        var ratio = Genuine(looks).LogDensity(similarity) - Impostor(looks).LogDensity(similarity);
        // (e^ratio + outlier) / (1 + double · e^ratio), without overflow.
        var likely = Math.Exp(Math.Clamp(ratio, -50, 50));
        return Math.Log((likely + Outlier) / (1 + Double * likely));
    }

    /// <summary>
    /// The probability that looks of somebody else reach this similarity: by the thresholds that were measured, which lie below a normal distribution's
    /// where it matters, and which stand for looks of every quality as far from their mean, in deviations.
    /// </summary>
    public double Chance(double similarity, in LookStatistics looks)
    {
        var impostor = Impostor(looks);
        return _curve.RateAt(_impostor.Mean + _impostor.Deviation * (similarity - impostor.Mean) / impostor.Deviation);
    }

    /// <summary>The probability that two looks at two people are so similar, seen by one camera in one light: poor looks resemble each other.</summary>
    /// <param name="similarity">Cosine of the looks.</param>
    /// <param name="quality">Of the worse one.</param>
    public double ChanceSideBySide(double similarity, double quality)
    {
        var x = -Math.Log(Math.Clamp(quality, HaziestQuality, 1));
        return Chance(similarity - Haze * x * x * x * x, LookStatistics.One(quality));
    }

    /// <summary>The similarity that looks of somebody else reach with this probability.</summary>
    public double SimilarityAt(double chance, in LookStatistics looks)
    {
        var impostor = Impostor(looks);
        return impostor.Mean + impostor.Deviation * (_curve.ThresholdAt(chance) - _impostor.Mean) / _impostor.Deviation;
    }

    /// <summary>Whether two enrolled people are more alike than chance makes anybody among so many templates, once in twenty galleries.</summary>
    /// <param name="closeness">Cosine of the closest templates of the two.</param>
    /// <param name="templates">In the gallery.</param>
    public bool AreLookAlikes(double closeness, int templates) => templates * Chance(closeness, LookStatistics.One(1)) <= ByChance;

    /// <summary>The probability that looks of an enrolled person resemble their look-alike by so much more than themselves.</summary>
    /// <remarks>
    /// All faces have <c>m</c> in common, the mean of impostors; of the rest, a similarity <c>x</c> has <c>x* = (x − m)/(1 − m)</c>. Looks of the one have <c>g*</c> to their own templates and
    /// <c>s*/G*</c> of it to the other's, and in the difference the variance <c>2(1 − s*)(1 − g*²)i²</c>: what of a look is not its person's points anywhere, and the templates are <c>√(2(1 − s*))</c> apart.
    /// <c>s</c> is the cosine of the templates, <c>G</c> the genuine mean, <c>g</c> that of these looks, <c>i</c> the deviation of impostors; more looks take away as much as of the genuine variance.
    /// </remarks>
    /// <param name="lead">Weighted mean cosine to the look-alike, less that to the person.</param>
    /// <param name="closeness">Cosine of the closest templates of the two.</param>
    /// <param name="looks">The looks.</param>
    public double ChanceOfLead(double lead, double closeness, in LookStatistics looks)
    {
        var leads = Lead(closeness, looks);
        return ScoreDistribution.Tail((lead - leads.Mean) / leads.Deviation);
    }

    /// <summary>The lead that looks of a person reach over a look-alike's with this probability, by the same model.</summary>
    public double LeadAt(double chance, double closeness, in LookStatistics looks) => Lead(closeness, looks).Exceeded(chance);

    /// <summary>The probability that looks of an enrolled person are so similar to their look-alike.</summary>
    /// <param name="similarity">Weighted mean cosine to the look-alike.</param>
    /// <param name="closeness">Cosine of the closest templates of the two.</param>
    /// <param name="looks">The looks.</param>
    public double ChanceOfLikeness(double similarity, double closeness, in LookStatistics looks)
    {
        var (genuine, impostor, shared) = (Genuine(looks), Impostor(looks with { Concentration = 1 }), Shared(closeness));
        return ScoreDistribution.Tail((similarity - impostor.Mean - shared * (genuine.Mean - impostor.Mean)) / Math.Sqrt(
            Square(shared * genuine.Deviation) + (1 - Square(shared)) * Square(impostor.Deviation)));
    }

    /// <summary>The probability that a look at the same face is no more similar than this.</summary>
    public double ChanceOfSame(double similarity, double quality)
    {
        var genuine = Genuine(LookStatistics.One(quality));
        return ScoreDistribution.Tail((genuine.Mean - similarity) / genuine.Deviation);
    }

    /// <summary>How much of their noise two looks of one track share, 0–1: nothing at the similarity of two separate pictures, all when equal.</summary>
    public double Redundancy(double similarity) =>
        Math.Clamp((similarity - _genuine.Mean) / (1 - _genuine.Mean), 0, 1);

    private ScoreDistribution Genuine(in LookStatistics looks)
    {
        var (band, good) = (At(looks.Quality, band => band.Genuine), GenuinePairShare * Square(_bands[^1].Genuine.Deviation));
        return new(band.Mean, Math.Sqrt(good + (Math.Max(Square(band.Deviation), good) - good) / Math.Max(looks.Count, LeastCount)));
    }

    /// <summary>
    /// The mean of the looks' cosines to a stranger is the cosine to their mean vector, times its length: looks that differ point
    /// less and less to anybody in particular. What each of them has in common with everybody their mean has as well.
    /// </summary>
    /// <remarks>The length is that of all they have in common, with everybody too: measured along tracks, that of the rest alone lets 1.1 to 1.3 times as many strangers pass as are asked for.</remarks>
    private ScoreDistribution Impostor(in LookStatistics looks)
    {
        var one = At(looks.Quality, band => band.Impostor);
        return new(one.Mean, one.Deviation * looks.Concentration);
    }

    /// <summary>What of a cosine is not common to all faces: where vectors are <c>√m·o + √(1 − m)·x</c> with the same <c>o</c> in all, that of the <c>x</c>.</summary>
    private static double Beyond(double common, double cosine) => (cosine - common) / (1 - common);

    /// <summary>How much of what makes a look similar to its person does so to a look-alike.</summary>
    private double Shared(double closeness) => Math.Clamp((closeness - _impostor.Mean) / (_genuine.Mean - _impostor.Mean), 0, 1);

    private ScoreDistribution Lead(double closeness, in LookStatistics looks)
    {
        var (genuine, impostor) = (Genuine(looks).Mean, Impostor(looks with { Concentration = 1 }));
        return new((Shared(closeness) - 1) * (genuine - impostor.Mean), impostor.Deviation * Math.Sqrt(
            2 * Math.Max(LeastApart, 1 - Beyond(impostor.Mean, closeness)) * Math.Max(0, 1 - Square(Beyond(impostor.Mean, genuine)))
            * (GenuinePairShare + (1 - GenuinePairShare) / Math.Max(looks.Count, LeastCount))));
    }

    /// <summary>Straight between the bands' qualities; beyond the last ones, as there.</summary>
    private ScoreDistribution At(double quality, Func<CalibrationBand, ScoreDistribution> of)
    {
        var above = Array.FindIndex(_bands, band => band.Quality >= quality);
        if (above <= 0)
            return of(above < 0 ? _bands[^1] : _bands[0]);
        var (low, high) = (_bands[above - 1], _bands[above]);
        var part = (quality - low.Quality) / (high.Quality - low.Quality);
        return new(of(low).Mean + part * (of(high).Mean - of(low).Mean), of(low).Deviation + part * (of(high).Deviation - of(low).Deviation));
    }

    private static double Square(double value) => value * value;
}

/// <summary>
/// What the score of a look was judged by. Of <c>n</c> looks of quality <c>q</c> and mean vector of length <c>c</c>: the bands' distributions at <c>q</c>, straight between
/// their qualities; impostors have the deviation times <c>c</c>; genuine ones the variance <c>v + (s² − v) / max(n, LeastCount)</c> with <c>s</c> the deviation at <c>q</c>,
/// at least <c>√v</c>, and <c>v = PairShare · (deviation of the best band)²</c>. A similarity that lies <c>z</c> of those deviations above impostors has the chance that
/// <c>Thresholds</c> give to <c>Impostor.Mean + z · Impostor.Deviation</c>: logarithms of rates straight between two, beyond them the normal distribution moved to the nearest.
/// </summary>
/// <param name="Model">The embedder's id.</param>
/// <param name="Sha256">Of the embedder's file.</param>
/// <param name="Measured">On which pictures.</param>
/// <param name="Genuine">Similarities of two pictures of one person.</param>
/// <param name="Impostor">Similarities of two people.</param>
/// <param name="Thresholds">How often strangers are how similar; where there are none, as the normal distribution has it.</param>
/// <param name="Bands">By quality; where there are none, <paramref name="Genuine"/> and <paramref name="Impostor"/> hold for every quality.</param>
/// <param name="LeastCount">Looks are taken as at least so many.</param>
/// <param name="PairShare">The part of the genuine variance that more looks do not take away.</param>
/// <param name="Outlier">The ratio of likelihoods is <c>(r + Outlier) / (1 + Twin·r)</c>.</param>
/// <param name="Twin">A stranger may be a double.</param>
public sealed record ScoreTerms(
    string Model, string Sha256, string Measured, ScoreDistribution Genuine, ScoreDistribution Impostor, IReadOnlyList<SimilarityThreshold> Thresholds, IReadOnlyList<CalibrationBand> Bands,
    double LeastCount, double PairShare, double Outlier, double Twin);

/// <summary>What counts of a set of looks besides whom they resemble.</summary>
/// <param name="Count">How many separate pictures they are worth.</param>
/// <param name="Quality">Weighted mean, 0–1.</param>
/// <param name="Concentration">Length of their weighted mean vector, 0–1: 1 for one look, or for equal ones.</param>
public readonly record struct LookStatistics(double Count, double Quality, double Concentration)
{
    /// <summary>A single look.</summary>
    public static LookStatistics One(double quality) => new(1, quality, 1);
}
