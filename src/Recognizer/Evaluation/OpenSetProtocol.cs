using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>
/// Judges searches in a gallery in which not everybody is: a picture is named when the most similar person reaches the threshold.
/// </summary>
/// <remarks>
/// <para>FPIR is the share of pictures of strangers that are named at all; FNIR is the share of pictures of enrolled people that are not given
/// the right name. A picture without a face is never named, so it counts as a miss of an enrolled person and as no alarm of a stranger.
/// A “distractor” who is enrolled under the same name contradicts itself: it is left out and counted.</para>
/// <para>The terms are those of P. Grother, M. Ngan, K. Hanaoka, “Face Recognition Vendor Test, Part 2: Identification”, NISTIR 8271, 2019.</para>
/// </remarks>
public static class OpenSetProtocol
{
    private static readonly double[] AlarmRates = [1e-1, 1e-2, 1e-3];

    private const int Worst = 5; // as many as somebody looks at

    /// <summary>Judges all searches.</summary>
    /// <param name="set">What was searched.</param>
    /// <param name="calibration">What a similarity means, for the rates that are predicted.</param>
    /// <exception cref="ArgumentException">Nobody is enrolled, or there are no probes or no distractors.</exception>
    public static OpenSetReport Evaluate(OpenSet set, SimilarityCalibration calibration)
    {
        var (probes, strangers) = (Probes(set), Strangers(set));
        if (set.Templates == 0 || probes.Length == 0 || strangers.Length == 0)
            throw new ArgumentException($"{set.Templates} templates, {probes.Length} probes and {strangers.Length} distractors: at least one of each is needed.", nameof(set));

        OpenSetPoint At(double threshold) => new(
            threshold,
            new(strangers.Count(search => Best(search) >= threshold), strangers.Length),
            new(probes.Count(search => Best(search) < threshold || search.Ranked[0].Person != search.Picture.Person), probes.Length),
            Alarm(calibration.FalseAcceptRateAt(threshold), set.Templates));

        return new(
            set.People, set.Templates, set.NotEnrolled, Distractors(set).Count() - strangers.Length,
            new(probes.Count(search => search.Ranked.Count == 0), probes.Length), new(strangers.Count(search => search.Ranked.Count == 0), strangers.Length),
            InTop(probes, 1), InTop(probes, 5),
            [.. strangers.Where(search => search.Ranked.Count > 0).OrderByDescending(Best).Take(Worst)],
            [.. AlarmRates.Select(rate => new OpenSetRate(rate, At(Observed(rate, strangers)), At(calibration.ThresholdAt(Comparison(rate, set.Templates)))))]);
    }

    /// <summary>Misses against false alarms, at every threshold.</summary>
    public static IReadOnlyList<ErrorPoint> Curve(OpenSet set) => ErrorTradeOff.Curve(
        Probes(set).Select(search => search.Ranked.Count > 0 && search.Ranked[0].Person == search.Picture.Person ? Best(search) : -1), Strangers(set).Select(Best));

    private static Search[] Probes(OpenSet set) => [.. set.Searches.Where(search => search.Picture.Role == PictureRole.Probe)];

    private static IEnumerable<Search> Distractors(OpenSet set) => set.Searches.Where(search => search.Picture.Role == PictureRole.Distractor);

    private static Search[] Strangers(OpenSet set) => [.. Distractors(set).Where(search => !search.Ranked.Any(match => match.Person == search.Picture.Person))];

    /// <summary>Just above the first stranger that may not be named.</summary>
    private static double Observed(double rate, Search[] strangers)
    {
        var bests = strangers.Select(Best).OrderDescending().ToArray();
        return MathF.BitIncrement(bests[(int)Math.Min(rate * bests.Length, bests.Length - 1)]);
    }

    private static Proportion InTop(Search[] probes, int places) =>
        new(probes.Count(search => search.Ranked.Take(places).Any(match => match.Person == search.Picture.Person)), probes.Length);

    private static float Best(Search search) => search.Ranked.Count > 0 ? search.Ranked[0].Similarity : -1;

    /// <summary>The chance that one of so many comparisons of two people passes, as if each were its own draw.</summary>
    private static double Alarm(double comparison, int templates) => -double.ExpM1(templates * double.LogP1(-comparison));

    /// <summary>The inverse of <see cref="Alarm"/>.</summary>
    private static double Comparison(double alarm, int templates) => -double.ExpM1(double.LogP1(-alarm) / templates);
}
