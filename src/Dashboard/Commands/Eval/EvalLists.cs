using System.CommandLine.Parsing;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary>What the commands that judge have in common: wrong lists become words, and shares look alike.</summary>
internal static class EvalLists
{
    /// <summary>For a list with <c>--images</c>.</summary>
    public const string ImagesHint = "Paths start at the list's folder; --images names another.";

    /// <summary>For a list without.</summary>
    public const string ListHint = "Paths start at the list's folder.";

    /// <summary>Reads a list; a wrong line is the caller's mistake.</summary>
    public static T Read<T>(Func<T> read) => Or<FormatException, T>(read);

    /// <summary>Judges; too little to judge by is the caller's mistake.</summary>
    public static T Judge<T>(Func<T> judge) => Or<ArgumentException, T>(judge);

    /// <summary>Refuses a list that is not there, before models are loaded for it.</summary>
    public static void Expect(string file)
    {
        if (!File.Exists(file))
            throw new CommandFailure(ExitCode.NotFound, $"There is no file {file}.");
    }

    /// <summary>Refuses a list of pictures that are not there before any is looked at: of the last line's one would hear after minutes.</summary>
    /// <param name="list">The list, for the message.</param>
    /// <param name="pictures">Their paths.</param>
    /// <param name="hint">What the list's paths are relative to.</param>
    public static void ExpectPictures(string list, IEnumerable<string> pictures, string hint)
    {
        string[] missing = [.. pictures.Distinct(StringComparer.Ordinal).Where(picture => !File.Exists(picture))];
        if (missing.Length > 0)
            throw new CommandFailure(ExitCode.NotFound, $"{list} names {(missing.Length == 1 ? "a picture that is" : $"{missing.Length} pictures that are")} not there: {missing[0]}{(missing.Length > 1 ? ", …" : "")}", hint);
    }

    /// <summary>Such as <c>1e-3</c>, or <c>2.5e-3</c>.</summary>
    public static string Rate(double rate)
    {
        // What rounding of the logarithm leaves is far below a thousandth.
        var exponent = Math.Floor(Math.Log10(rate) + 1e-9);
        return string.Create(CultureInfo.InvariantCulture, $"{rate / Math.Pow(10, exponent):0.##}e{exponent:0}");
    }

    /// <summary>Such as <c>98.10 % (97.4–98.6)</c>, which is the 95 % interval; a dash of none.</summary>
    public static string Percent(Proportion part) =>
        part.Of == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * part.Share:0.00} % ({100 * part.Interval.Low:0.0}–{100 * part.Interval.High:0.0})");

    /// <summary>Such as <c>99.50 ± 0.55 %</c>.</summary>
    public static string Accuracy(VerificationReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * report.Accuracy:0.00} ± {100 * report.AccuracyDeviation:0.00} %");

    /// <summary>Such as <c>0.672 ± 0.121</c>.</summary>
    public static string Spread(ScoreDistribution scores) => string.Create(CultureInfo.InvariantCulture, $"{scores.Mean:0.000} ± {scores.Deviation:0.000}");

    /// <summary>Refuses what cannot be a share of pairs that is accepted.</summary>
    public static void IsShare(OptionResult option)
    {
        if (option.GetValueOrDefault<double>() is not (> 0 and <= 0.5))
            option.AddError($"{option.Option.Name} is above 0 and at most 0.5.");
    }

    /// <summary>The 95 % interval as <c>[low, high]</c>, fractions.</summary>
    public static double[] Interval(Proportion part) => [Math.Round(part.Interval.Low, 6), Math.Round(part.Interval.High, 6)];

    /// <summary>By rate of false accepts, the share of the pairs of one person that is accepted.</summary>
    public static IReadOnlyDictionary<string, double> Accepted(IReadOnlyList<AcceptRate> rates) => rates.ToDictionary(rate => Rate(rate.FalseAccepts), rate => Math.Round(rate.TrueAccepts, 6));

    /// <summary>By rate of false accepts, how far chance could have moved that share.</summary>
    public static IReadOnlyDictionary<string, double[]> Intervals(IReadOnlyList<AcceptRate> rates) => rates.ToDictionary(rate => Rate(rate.FalseAccepts), rate => Interval(rate.Accepted));

    /// <summary>Draws the similarities of pairs of one person and of two, and what every threshold costs.</summary>
    public static void PlotPairs(Findings found, float[] one, float[] two)
    {
        found.Plot(Plots.Similarities("How similar the pairs are", ("of one person", one), ("of two people", two)));
        found.Plot(Plots.Lines("Missed and falsely accepted, at every threshold", Plots.Rate("pairs of two people accepted"), Plots.Rate("pairs of one person missed"), [("", Points(ErrorTradeOff.Curve(one, two)))]));
    }

    /// <summary>A curve whose axes span powers of ten: no share of nothing.</summary>
    public static IEnumerable<(double FalseAlarms, double Misses)> Points(IReadOnlyList<ErrorPoint> curve) =>
        curve.Where(point => point.FalseAlarms > 0 && point.Misses > 0).Select(point => (point.FalseAlarms, point.Misses));

    private static T Or<TMistake, T>(Func<T> work) where TMistake : Exception
    {
        try
        {
            return work();
        }
        catch (TMistake wrong)
        {
            throw new CommandFailure(ExitCode.Usage, wrong.Message.Split(" (Parameter")[0], cause: wrong);
        }
    }
}
