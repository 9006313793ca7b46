using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval quality</c>: whether the looks that are called bad are those that are not recognised.</summary>
internal static class EvalQuality
{
    private static readonly Option<double> Rate = new("--rate") { Description = "The share of the pairs of two people that would be accepted; the threshold comes from the calibration.", DefaultValueFactory = _ => 1e-4, HelpName = "SHARE" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        Rate.Validators.Add(EvalLists.IsShare);
        return new CliCommand("quality", "Misses among pairs of one person as the worst looks are left out: error against rejection (docs/models.md).",
            "eval quality photos", "eval quality photos --rate 1e-3 --json") { LabelledFolder.Folder, Rate, Common.Config }.Does(Run);
    }

    private static ExitCode Run(Invocation call)
    {
        using var bench = new Workbench(call);
        var threshold = bench.Calibration.ThresholdAt(call.Get(Rate));
        var looks = LabelledFolder.Read(call, bench, call.Get(LabelledFolder.Folder), out var withoutFace);
        var curves = RejectionProtocol.Measures.Select(measure => (measure.Name, Points: RejectionProtocol.Curve(looks, threshold, measure.Value))).ToArray();
        if (curves[0].Points[0].Of == 0)
            throw new CommandFailure(ExitCode.Usage, $"{call.Get(LabelledFolder.Folder)} has nobody with two pictures.");
        EvalReport.Give(
            call, new
            {
                Model = bench.Networks.Embedder.Id,
                Looks = looks.Count,
                NoFace = withoutFace,
                Threshold = Math.Round(threshold, 4),
                Rejected = RejectionProtocol.Shares,
                Curves = curves.ToDictionary(curve => curve.Name, curve => curve.Points.Select(point => new { Fnmr = Math.Round(point.Share, 6), Interval = EvalLists.Interval(point), Pairs = point.Of })),
            },
            Found(looks.Count, threshold, call.Get(Rate), curves), bench.Networks.Models);
        return ExitCode.Ok;
    }

    private static Findings Found(int looks, double threshold, double rate, (string Name, IReadOnlyList<Proportion> Points)[] curves)
    {
        var found = new Findings();
        found.Say(string.Create(CultureInfo.InvariantCulture, $"{looks:N0} looks; pairs of one person below a similarity of {threshold:0.000} ({EvalLists.Rate(rate)} of two people are accepted there by the calibration) are misses"));
        var table = found.Table(["looks left out", "pairs", .. curves.Select(curve => "by " + curve.Name)]);
        for (var i = 0; i < RejectionProtocol.Shares.Count; i++)
        {
            table.Add([
                string.Create(CultureInfo.InvariantCulture, $"{100 * RejectionProtocol.Shares[i]:0} %"), curves[0].Points[i].Of,
                .. curves.Select(curve => string.Create(CultureInfo.InvariantCulture, $"{100 * curve.Points[i].Share:0.00} %"))]);
        }
        found.Plot(Plots.Lines(
            "Misses as the worst looks are left out", Plots.Share("looks left out"), Plots.Share("pairs of one person missed"),
            curves.Select(curve => ("by " + curve.Name, RejectionProtocol.Shares.Zip(curve.Points, (share, point) => (share, point.Share))))));
        return found;
    }
}
