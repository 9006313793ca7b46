using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval fruits</c>: how well people are told apart within a time for each picture, on this machine.</summary>
/// <remarks>The protocol “Face Recognition Under Inference Time conStraint” of Z. Zhu et al., “WebFace260M”, CVPR 2021, with the ways that this installation has.</remarks>
internal static class EvalFruits
{
    private static readonly double[] Budgets = [100, 500, 1000]; // milliseconds a picture

    private static readonly Argument<string> Pairs = new("pairs") { Description = "As for 'eval verification'.", HelpName = "PAIRS.csv" };
    private static readonly Option<string?> Images = new("--images") { Description = "What the paths of the list are relative to. Default: the list's folder.", HelpName = "FOLDER" };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new CliCommand("fruits", "How well people are told apart within 100, 500 and 1000 ms a picture, on one core of this machine (docs/models.md).",
        "eval fruits pairs.csv", "eval fruits pairs.csv --report accuracy.html") { Pairs, Images, Common.Config }.Does(Run);

    private static ExitCode Run(Invocation call)
    {
        var file = call.Get(Pairs);
        EvalLists.Expect(file);
        var pairs = EvalLists.Read(() => VerificationPair.Read(file, call.Get(Images)));
        EvalLists.ExpectPictures(file, pairs.SelectMany(pair => (string[])[pair.A, pair.B]), EvalLists.ImagesHint);

        using var bench = new Workbench(call);
        var onOneCore = new InferenceOptions { Provider = ExecutionProvider.Cpu, Threads = 1 };
        var embedders = bench.Models.List().Select(model => model.Manifest).Where(model => model.Task == ModelTask.Embedder).ToArray();
        List<FruitsRun> runs = [];
        using (var line = new ProgressLine(call.Terminal))
        {
            var pictures = pairs.SelectMany(pair => (string[])[pair.A, pair.B]).Distinct().Count();
            foreach (var embedder in embedders)
            {
                using var networks = Networks.Load(bench.Models, bench.Options.Recognizer with { Embedder = embedder.Id, Inference = onOneCore }, InferenceDevice.Select(onOneCore));
                foreach (var way in FruitsRun.Ways)
                    runs.Add(EvalLists.Judge(() => FruitsRun.Measure(networks, way, pairs, new Steps(line, pictures, $"pictures, {embedder.Id}, {way.Name}"), call.Cancel)));
            }
        }

        EvalReport.Give(
            call, new
            {
                Runs = runs.Select(run => new { Model = run.Embedder, Way = run.Name, MillisecondsP95 = Math.Round(run.Milliseconds, 2), MillisecondsMedian = Math.Round(run.Median, 2), Accuracy = Math.Round(run.Report.Accuracy, 6), AccuracyStd = Math.Round(run.Report.AccuracyDeviation, 6) }),
                Within = Budgets.ToDictionary(budget => budget.ToString(CultureInfo.InvariantCulture), budget => Best(runs, budget) is { } best ? new { Model = best.Embedder, Way = best.Name, Accuracy = Math.Round(best.Report.Accuracy, 6) } : null),
            },
            Found(runs), embedders);
        return ExitCode.Ok;
    }

    private static FruitsRun? Best(List<FruitsRun> runs, double budget) => runs.Where(run => run.Milliseconds <= budget).MaxBy(run => run.Report.Accuracy);

    private static Findings Found(List<FruitsRun> runs)
    {
        var found = new Findings();
        var table = found.Table("embedder", "way", "95 % within", "half within", "accuracy");
        foreach (var run in runs)
            table.Add(run.Embedder, run.Name, Milliseconds(run.Milliseconds), Milliseconds(run.Median), EvalLists.Accuracy(run.Report));
        table = found.Table("within", "best", "accuracy");
        foreach (var budget in Budgets)
        {
            var best = Best(runs, budget);
            table.Add($"{budget} ms", best is null ? "none" : $"{best.Embedder}, {best.Name}", best is null ? "" : EvalLists.Accuracy(best.Report));
        }

        found.Plot(Plots.Points("Accuracy and time for each picture", Plots.Linear("ms that 95 of 100 pictures keep to"), Plots.Share("pairs judged rightly"), runs.Select(run => ($"{run.Embedder}, {run.Name}", run.Milliseconds, run.Report.Accuracy))));
        return found;
    }

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ms");
}
