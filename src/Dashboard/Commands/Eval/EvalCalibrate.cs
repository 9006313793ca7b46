using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval calibrate</c>: what a similarity of the embedder means, measured.</summary>
internal static class EvalCalibrate
{
    private static readonly Option<bool> Write = new("--write") { Description = "Keep it in the model's manifest: names are given by it from the next start on." };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new CliCommand("calibrate", "Measure what a similarity of the embedder means, by the quality of the looks (docs/models.md).",
        "eval calibrate photos", "eval calibrate photos --write") { LabelledFolder.Folder, Write, Common.Config }.Does(Run);

    private static ExitCode Run(Invocation call)
    {
        using var bench = new Workbench(call);
        var looks = LabelledFolder.Read(call, bench, call.Get(LabelledFolder.Folder), out var withoutFace);
        var pairs = new LookPairs(looks);
        var measured = EvalLists.Judge(() => CalibrationProtocol.Measure(pairs));
        var (id, before) = (bench.Networks.Embedder.Id, bench.Networks.Manifest.Calibration);
        if (call.Get(Write))
            bench.Models.Calibrate(id, measured);
        var found = Found(withoutFace, measured, before, call.Get(Write));
        found.Plot(Plots.Similarities("How similar two looks are", ("of one person", [.. pairs.Genuine.Select(pair => pair.Similarity)]), ("of two people", [.. pairs.Impostor.Select(pair => pair.Similarity)])));
        EvalReport.Give(
            call, new { Model = id, NoFace = withoutFace, Calibration = measured, Before = before, Written = call.Get(Write) }, found, bench.Networks.Models);
        return ExitCode.Ok;
    }

    private static Findings Found(int withoutFace, SimilarityCalibration measured, SimilarityCalibration? before, bool written)
    {
        var found = new Findings();
        found.Say($"{measured.Measured}; {withoutFace} pictures without a face");
        var table = found.Table("quality", "pairs of one person", "their similarity", "of two people");
        table.Add("all", "", EvalLists.Spread(measured.Genuine), EvalLists.Spread(measured.Impostor));
        if (before is not null)
            table.Add("all, in the manifest until now", "", EvalLists.Spread(before.Genuine), EvalLists.Spread(before.Impostor));
        foreach (var band in measured.Bands ?? [])
            table.Add(band.Quality.ToString("0.00", CultureInfo.InvariantCulture), band.Pairs, EvalLists.Spread(band.Genuine), EvalLists.Spread(band.Impostor));

        table = found.Table("of two people accepted", "threshold", "until now", "of one person accepted");
        foreach (var point in measured.Thresholds)
        {
            table.Add(
                EvalLists.Rate(point.FalseAcceptRate), point.Similarity.ToString("0.000", CultureInfo.InvariantCulture),
                before?.ThresholdAt(point.FalseAcceptRate).ToString("0.000", CultureInfo.InvariantCulture) ?? "", string.Create(CultureInfo.InvariantCulture, $"{100 * point.TrueAcceptRate:0.00} %"));
        }
        found.Say(written ? "It is in the model's manifest now; a running service uses it from its next start on." : "Nothing was changed; --write keeps it in the model's manifest.");
        return found;
    }
}
