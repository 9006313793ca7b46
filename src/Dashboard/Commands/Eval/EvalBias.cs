using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval bias</c>: misses and false matches of each group of people, and whether there is enough to tell.</summary>
internal static class EvalBias
{
    private static readonly Argument<string> Groups = new("groups") { Description = "CSV with the heading path,person,group; paths relative to the list.", HelpName = "GROUPS.csv" };
    private static readonly Option<double> Rate = new("--rate") { Description = "The share of the pairs of two people that would be accepted; the threshold comes from the calibration.", DefaultValueFactory = _ => 1e-3, HelpName = "SHARE" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        Rate.Validators.Add(EvalLists.IsShare);
        return new CliCommand("bias", "Misses and false matches of each group of people, with intervals (docs/models.md).",
            "eval bias groups.csv", "eval bias groups.csv --rate 1e-4 --json") { Groups, Rate, Common.Config }.Does(Run);
    }

    private static ExitCode Run(Invocation call)
    {
        var list = call.Get(Groups);
        EvalLists.Expect(list);
        var pictures = EvalLists.Read(() => GroupedPicture.Read(list));
        if (pictures.Count == 0)
            throw new CommandFailure(ExitCode.Usage, $"{list} names no picture.");
        EvalLists.ExpectPictures(list, pictures.Select(picture => picture.Path), EvalLists.ListHint);

        using var bench = new Workbench(call);
        var threshold = bench.Calibration.ThresholdAt(call.Get(Rate));
        IReadOnlyList<LabelledLook> looks;
        int withoutFace;
        using (var line = new ProgressLine(call.Terminal))
        {
            looks = LabelledLook.Take(
                [.. pictures.Select(picture => (picture.Person, picture.Path))], new PortraitFinder(bench.Networks.Detector), bench.Networks.Embedder, out withoutFace,
                new Steps(line, pictures.Count, "pictures"), cancel: call.Cancel);
        }

        var groups = pictures.DistinctBy(picture => picture.Person).ToDictionary(picture => picture.Person, picture => picture.Group, StringComparer.Ordinal);
        var rates = GroupProtocol.Measure(looks, person => groups[person], threshold);
        EvalReport.Give(
            call, new
            {
                Model = bench.Networks.Embedder.Id,
                Threshold = Math.Round(threshold, 4),
                NoFace = withoutFace,
                Groups = rates.Select(one => new
                {
                    one.Group, one.People, one.Looks, Pairs = one.Misses.Of, Fnmr = Math.Round(one.Misses.Share, 6), FnmrInterval = EvalLists.Interval(one.Misses),
                    ImpostorPairs = one.FalseMatches.Of, Fmr = Math.Round(one.FalseMatches.Share, 8), FmrInterval = EvalLists.Interval(one.FalseMatches), one.TooSmall,
                    DiffersFrom = rates.Where(one.DiffersFrom).Select(other => other.Group),
                }),
            },
            Found(rates, threshold, call.Get(Rate), withoutFace), bench.Networks.Models);
        return ExitCode.Ok;
    }

    private static Findings Found(IReadOnlyList<GroupRates> rates, double threshold, double rate, int withoutFace)
    {
        var found = new Findings();
        found.Say(string.Create(CultureInfo.InvariantCulture, $"pairs from a similarity of {threshold:0.000} on ({EvalLists.Rate(rate)} of two people by the calibration) are taken for one person; {withoutFace} pictures without a face"));
        var table = found.Table("group", "people", "pairs of one person", "missed", "pairs of two", "matched", "");
        foreach (var one in rates)
        {
            var others = string.Join(", ", rates.Where(one.DiffersFrom).Select(other => other.Group));
            table.Add(
                one.Group, one.People, one.Misses.Of, EvalLists.Percent(one.Misses), one.FalseMatches.Of, EvalLists.Percent(one.FalseMatches),
                one.TooSmall ? "too small to tell" : others.Length > 0 ? $"misses differ from {others}" : "");
        }
        if (rates.Any(one => one.TooSmall))
            found.Say($"A group tells something from {GroupProtocol.FewestPeople} people and {GroupProtocol.FewestPairs} pairs of one person on; no difference between smaller ones is a finding.");
        found.Plot(Plots.Intervals("Missed pairs of one person, with 95 % intervals", "missed", [.. rates.Select(one => (one.Group, one.Misses.Interval.Low, one.Misses.Share, one.Misses.Interval.High))]));
        found.Plot(Plots.Intervals("Matched pairs of two people, with 95 % intervals", "matched", [.. rates.Select(one => (one.Group, one.FalseMatches.Interval.Low, one.FalseMatches.Share, one.FalseMatches.Interval.High))]));
        return found;
    }
}
