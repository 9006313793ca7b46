using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Gallery.Coverage;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval identification</c>: who is named, and which strangers are, in a gallery that not everybody is in.</summary>
internal static class EvalIdentification
{
    private static readonly Argument<string> Folder = new("folder") { Description = "What the paths of the list are relative to.", HelpName = "FOLDER" };
    private static readonly Option<string> Roles = new("--roles") { Description = "CSV with the heading path,person,role; role is 'gallery', 'probe' or 'distractor'.", HelpName = "CSV", Required = true };
    private static readonly Option<int> Templates = new("--templates") { Description = "Enrol at most so many pictures of a person.", DefaultValueFactory = _ => 4, HelpName = "N" };

    private static readonly Option<float?> SetAside = new("--set-aside") { Description = string.Create(CultureInfo.InvariantCulture, $"Set templates aside that a better one of the person is so similar to (enrolment: {new CoverageRule().From}, where somebody has more than {new CoverageRule().Enough})."), HelpName = "COSINE" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        Templates.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
                result.AddError("--templates is between 1 and 1000.");
        });
        SetAside.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<float?>() is < 0 or > 1)
                result.AddError("--set-aside is between 0 and 1.");
        });
        return new CliCommand("identification", "Name people from a gallery, strangers among them: misses at given rates of false alarms (docs/models.md).",
            "eval identification photos --roles photos/roles.csv", "eval identification photos --roles photos/roles.csv --templates 1 --json")
            { Folder, Roles, Templates, SetAside, Common.Config }.Does(Run);
    }

    private static ExitCode Run(Invocation call)
    {
        var list = call.Get(Roles)!;
        EvalLists.Expect(list);
        var pictures = EvalLists.Read(() => RoledPicture.Read(list, call.Get(Folder)));
        EvalLists.ExpectPictures(list, pictures.Select(picture => picture.Path), $"Paths start at FOLDER, which is {call.Get(Folder)}.");

        foreach (var role in Enum.GetValues<PictureRole>())
        {
            if (!pictures.Any(picture => picture.Role == role))
                throw new CommandFailure(ExitCode.Usage, $"{list} has no picture of the role '{role.ToString().ToLowerInvariant()}'; it takes some of each of gallery, probe and distractor.");
        }

        using var bench = new Workbench(call);
        var calibration = bench.Calibration;
        OpenSet set;
        using (var line = new ProgressLine(call.Terminal))
        {
            var comparison = new OpenSetComparison(new PortraitFinder(bench.Networks.Detector), bench.Networks.Embedder, call.Get(Templates), call.Get(SetAside) is { } from ? new() { Enough = 1, From = from } : null);
            set = comparison.Compare(pictures, new Steps(line, pictures.Count, "pictures"), call.Cancel);
        }

        var report = EvalLists.Judge(() => OpenSetProtocol.Evaluate(set, calibration));
        var found = Found(report, set.SetAside);
        found.Plot(Plots.Lines("Enrolled people missed, at each rate of strangers named", Plots.Rate("strangers named (FPIR)"), Plots.Rate("missed (FNIR)"), [("", EvalLists.Points(OpenSetProtocol.Curve(set)))]));
        EvalReport.Give(call, Figures(report, set.SetAside, bench.Networks.Embedder.Id), found, bench.Networks.Models);
        return ExitCode.Ok;
    }

    private static Findings Found(OpenSetReport report, int setAside)
    {
        var found = new Findings();
        found.Say($"{report.People} people with {report.Templates} templates{(setAside > 0 ? $", {setAside} more set aside" : "")}; {report.ProbesWithoutFace.Of} probes, {report.DistractorsWithoutFace.Of} distractors");
        found.Say($"without a face: {report.NotEnrolled} to enrol, {report.ProbesWithoutFace.Count} probes, {report.DistractorsWithoutFace.Count} distractors");
        if (report.Contradicted > 0)
            found.Say($"left out: {report.Contradicted} distractors who are enrolled under the same name");
        found.Say($"rank 1 {EvalLists.Percent(report.Rank1)}, top 5 {EvalLists.Percent(report.Top5)}");
        var table = found.Table("FPIR asked", "threshold", "from", "FNIR", "strangers named", "predicted");
        foreach (var rate in report.Rates)
        {
            foreach (var (from, point) in (ReadOnlySpan<(string, OpenSetPoint)>)[("these strangers", rate.Observed), ("the calibration", rate.Calibrated)])
            {
                table.Add(
                    EvalLists.Rate(rate.Asked), point.Threshold.ToString("0.000", CultureInfo.InvariantCulture), from, EvalLists.Percent(point.Misses),
                    $"{point.Alarms.Count}: {EvalLists.Percent(point.Alarms)}", string.Create(CultureInfo.InvariantCulture, $"{100 * point.PredictedAlarms:0.00} %"));
            }
        }
        found.Say("FPIR: the share of strangers who are named; FNIR: the share of the enrolled who are not given their name; predicted: the FPIR by the calibration");
        foreach (var search in report.Loudest)
            found.Say(string.Create(CultureInfo.InvariantCulture, $"{search.Ranked[0].Similarity:0.000} {search.Picture.Path} (a stranger) resembles {search.Ranked[0].Person}"));
        return found;
    }

    /// <summary>A report as scripts read it; shares are fractions.</summary>
    private static object Figures(OpenSetReport report, int setAside, string model) => new
    {
        Model = model,
        report.People,
        report.Templates,
        SetAside = setAside,
        Probes = report.ProbesWithoutFace.Of,
        Distractors = report.DistractorsWithoutFace.Of,
        report.Contradicted,
        NoFace = new { Gallery = report.NotEnrolled, Probes = report.ProbesWithoutFace.Count, Distractors = report.DistractorsWithoutFace.Count },
        Rank1 = Math.Round(report.Rank1.Share, 6),
        Rank1Interval = EvalLists.Interval(report.Rank1),
        Top5 = Math.Round(report.Top5.Share, 6),
        Top5Interval = EvalLists.Interval(report.Top5),
        Loudest = report.Loudest.Select(search => new { search.Picture.Path, search.Ranked[0].Person, Similarity = Math.Round(search.Ranked[0].Similarity, 4) }),
        Rates = report.Rates.ToDictionary(rate => EvalLists.Rate(rate.Asked), rate => new { Observed = Figures(rate.Observed), Calibrated = Figures(rate.Calibrated) }),
    };

    private static object Figures(OpenSetPoint point) => new
    {
        Threshold = Math.Round(point.Threshold, 4),
        Fnir = Math.Round(point.Misses.Share, 6),
        FnirInterval = EvalLists.Interval(point.Misses),
        Fpir = Math.Round(point.Alarms.Share, 6),
        FpirInterval = EvalLists.Interval(point.Alarms),
        PredictedFpir = Pictures.Probability(point.PredictedAlarms),
    };
}
