using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Models;
using Spectre.Console;

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
        var looks = LabelledFolder.Read(call, bench, out var withoutFace);
        var measured = EvalLists.Judge(() => CalibrationProtocol.Measure(new LookPairs(looks)));
        var (id, before) = (bench.Networks.Embedder.Id, bench.Calibration);
        if (call.Get(Write))
            bench.Models.Calibrate(id, measured);
        call.Terminal.Show(
            new { Model = id, NoFace = withoutFace, Calibration = measured, Before = before, Written = call.Get(Write) },
            console => Show(console, id, withoutFace, measured, before, call.Get(Write)));
        return ExitCode.Ok;
    }

    private static void Show(IAnsiConsole console, string id, int withoutFace, SimilarityCalibration measured, SimilarityCalibration before, bool written)
    {
        console.WriteLine($"{id}, {measured.Measured}; {withoutFace} pictures without a face");
        var table = Tables.Plain("quality", "pairs of one person", "their similarity", "of two people");
        table.AddRow(Tables.Cells("all", "", Words(measured.Genuine), Words(measured.Impostor)));
        table.AddRow(Tables.Cells("all, in the manifest until now", "", Words(before.Genuine), Words(before.Impostor)));
        foreach (var band in measured.Bands ?? [])
            table.AddRow(Tables.Cells(band.Quality.ToString("0.00", CultureInfo.InvariantCulture), band.Pairs, Words(band.Genuine), Words(band.Impostor)));
        console.Write(table);

        table = Tables.Plain("of two people accepted", "threshold", "until now", "of one person accepted");
        foreach (var point in measured.Thresholds)
        {
            table.AddRow(Tables.Cells(
                EvalLists.Rate(point.FalseAcceptRate), point.Similarity.ToString("0.000", CultureInfo.InvariantCulture),
                before.ThresholdAt(point.FalseAcceptRate).ToString("0.000", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{100 * point.TrueAcceptRate:0.00} %")));
        }

        console.Write(table);
        console.WriteLine(written ? "It is in the model's manifest now; a running service uses it from its next start on." : "Nothing was changed; --write keeps it in the model's manifest.");
    }

    private static string Words(ScoreDistribution scores) => string.Create(CultureInfo.InvariantCulture, $"{scores.Mean:0.000} ± {scores.Deviation:0.000}");
}
