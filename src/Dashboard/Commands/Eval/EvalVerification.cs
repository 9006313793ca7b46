using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Identification;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval verification</c>: pairs of one person told from pairs of two, those of a list here, all of a folder in <see cref="EvalAllPairs"/>.</summary>
internal static partial class EvalVerification
{
    private const string Everything = "all", Similarity = "similarity", Evidence = "evidence";

    private static readonly Argument<string> Pairs = new("pairs") { Description = "CSV with the heading a,b,label[,source]; label is 'same' or 'different'; paths relative to the list. Or LFW's pairs.txt. Or a folder with a folder for each person: all pairs of its pictures.", HelpName = "PAIRS.csv|FOLDER" };
    private static readonly Option<string?> Images = new("--images") { Description = "What the paths of the list are relative to. Default: the list's folder.", HelpName = "FOLDER" };
    private static readonly Option<bool> Mirror = new("--mirror") { Description = "Average each vector with that of the mirrored face, as enrolment does." };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new CliCommand("verification", "Tell pairs of one person from pairs of two: tenfold cross-validation (docs/models.md).",
        "eval verification pairs.csv", "eval verification pairs.txt --images lfw --json", "eval verification photos --mirror") { Pairs, Images, Mirror, Common.Config }.Does(Run);

    private static ExitCode Run(Invocation call)
    {
        var file = call.Get(Pairs);
        if (Directory.Exists(file) && call.Get(Images) is not null)
            throw new CommandFailure(ExitCode.Usage, $"{file} is a folder, in which the pictures are; --images goes with a list.");
        if (Directory.Exists(file))
            return EvalAllPairs.Run(call, file, call.Get(Mirror));
        EvalLists.Expect(file);
        var pairs = EvalLists.Read(() => VerificationPair.Read(file, call.Get(Images)));
        EvalLists.ExpectPictures(file, pairs.SelectMany(pair => (string[])[pair.A, pair.B]), EvalLists.ImagesHint);

        using var bench = new Workbench(call);
        IReadOnlyList<ScoredPair> scored;
        using (var line = new ProgressLine(call.Terminal))
        {
            var comparison = new PairComparison(new PictureVectors(new PortraitFinder(bench.Networks.Detector), bench.Networks.Embedder, call.Get(Mirror)));
            scored = comparison.Compare(pairs, new Steps(line, pairs.Count, "pairs"), call.Cancel);
        }

        // A similarity can be judged before anybody has measured what it means.
        var scores = bench.Networks.Manifest.Calibration is { } calibration ? new ScoreModel(calibration) : null;
        var parts = EvalLists.Judge(() => Judge(scored));
        var evidence = scores is null ? null : EvalLists.Judge(() => Judge([.. scored.Select(pair => pair.ByEvidence(scores))])).ConvertAll(part => part.Report);
        EvalReport.Give(
            call, new Figures(parts[0].Report)
            {
                Model = bench.Networks.Embedder.Id,
                Evidence = ByEvidence(0),
                Sources = parts.Count > 1 ? Enumerable.Range(1, parts.Count - 1).ToDictionary(part => parts[part].Name, part => new Figures(parts[part].Report) { Evidence = ByEvidence(part) }) : null,
            },
            Found(parts, evidence, scored), bench.Networks.Models);
        return ExitCode.Ok;

        Figures? ByEvidence(int part) => evidence is null ? null : new(evidence[part]);
    }

    /// <summary>All pairs, then those of each source that has enough of them; <c>lfw-view2-fold1</c> is of <c>lfw</c>.</summary>
    private static List<(string Name, VerificationReport Report)> Judge(IReadOnlyList<ScoredPair> scored)
    {
        var parts = new List<(string, VerificationReport)> { (Everything, VerificationProtocol.Evaluate(scored)) };
        foreach (var source in scored.GroupBy(pair => PartNumbers().Replace(pair.Pair.Source, "")).OrderByDescending(source => source.Count()))
        {
            if (source.Key.Length > 0 && source.Count() < scored.Count
                && source.Count(pair => pair.Pair.Same) >= VerificationProtocol.Folds && source.Count(pair => !pair.Pair.Same) >= VerificationProtocol.Folds)
                parts.Add((source.Key, VerificationProtocol.Evaluate([.. source])));
        }

        return parts;
    }

    /// <summary>What names parts of one source: <c>-view2-fold1</c>.</summary>
    [GeneratedRegex(@"(-[a-z]*\d+)+$")]
    private static partial Regex PartNumbers();

    private static Findings Found(List<(string Name, VerificationReport Report)> parts, List<VerificationReport>? evidence, IReadOnlyList<ScoredPair> scored)
    {
        var found = new Findings();
        var table = found.Table("pairs of", "pairs", "judged by", "accuracy", "equal error", "threshold", "no face");
        for (var part = 0; part < parts.Count; part++)
        {
            var (name, similarity) = parts[part];
            foreach (var (by, report) in ((string, VerificationReport)[])[(Similarity, similarity), .. evidence is null ? [] : ((string, VerificationReport)[])[(Evidence, evidence[part])]])
            {
                table.Add(
                    name, report.Pairs, by, EvalLists.Accuracy(report),
                    string.Create(CultureInfo.InvariantCulture, $"{100 * report.EqualErrorRate:0.00} %"), string.Create(CultureInfo.InvariantCulture, $"{report.Threshold:0.000}{(by == Evidence ? " nats" : "")}"), report.NoFace);
            }
        }
        if (evidence is null)
            found.Say("Nothing is judged by evidence: the embedder has no calibration. 'facestream eval calibrate FOLDER --write' measures one.");
        table = found.Table("pairs of", "of two people accepted", "of one person accepted", "threshold");
        foreach (var (name, report) in parts)
        {
            foreach (var rate in report.Rates)
                table.Add(name, EvalLists.Rate(rate.FalseAccepts), EvalLists.Percent(rate.Accepted), rate.Threshold.ToString("0.000", CultureInfo.InvariantCulture));
        }
        float[] Similarities(bool same) => [.. scored.Where(pair => pair.Pair.Same == same).Select(pair => pair.Similarity ?? -1)];
        var (one, two) = (Similarities(true), Similarities(false));
        EvalLists.PlotPairs(found, one, two);
        return found;
    }

    /// <summary>A report as scripts read it; shares are fractions.</summary>
    private sealed class Figures(VerificationReport report)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Model { get; init; }

        public int Pairs { get; } = report.Pairs;

        public double Accuracy { get; } = Math.Round(report.Accuracy, 6);

        public double AccuracyStd { get; } = Math.Round(report.AccuracyDeviation, 6);

        public double Eer { get; } = Math.Round(report.EqualErrorRate, 6);

        public double Threshold { get; } = Math.Round(report.Threshold, 4);

        public IReadOnlyDictionary<string, double> Tar { get; } = EvalLists.Accepted(report.Rates);

        public IReadOnlyDictionary<string, double[]> TarInterval { get; } = EvalLists.Intervals(report.Rates);

        public int NoFace { get; } = report.NoFace;

        /// <summary>The same pairs by log-likelihood ratio at their quality; its threshold is in nats.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Figures? Evidence { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Dictionary<string, Figures>? Sources { get; init; }
    }
}
