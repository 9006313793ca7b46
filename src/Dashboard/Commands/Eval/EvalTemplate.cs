using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval template</c>: several pictures of somebody against several others, by age, pose or whatever the list calls it.</summary>
internal static class EvalTemplate
{
    private static readonly Argument<string> Source = new("source") { Description = "CSV with the heading path,person,group,template; paths relative to the list. Or a folder for each person inside: templates are then made of each pose.", HelpName = "LIST.csv | FOLDER" };
    private static readonly Option<int> Size = new("--size") { Description = "Pictures in a template, of a folder; a list says it itself.", DefaultValueFactory = _ => 5, HelpName = "N" };
    private static readonly Option<double> Rate = new("--rate") { Description = "The share of the pairs of two people that is accepted.", DefaultValueFactory = _ => 1e-2, HelpName = "SHARE" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        Size.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
                result.AddError("--size is between 1 and 1000.");
        });
        Rate.Validators.Add(EvalLists.IsShare);
        return new CliCommand("template", "Templates of several pictures against each other: young and mature, front and profile (docs/models.md).",
            "eval template ages.csv", "eval template photos --size 2 --report accuracy.html") { Source, Size, Rate, Common.Config }.Does(Run);
    }

    private static ExitCode Run(Invocation call)
    {
        using var bench = new Workbench(call);
        var templates = Directory.Exists(call.Get(Source)) ? OfFolder(call, bench, out var withoutFace) : OfList(call, bench, out withoutFace);
        var cells = EvalLists.Judge(() => TemplateProtocol.Measure(templates, call.Get(Rate)));
        EvalReport.Give(
            call, new
            {
                Model = bench.Networks.Embedder.Id,
                People = templates.DistinctBy(template => template.Person).Count(),
                Templates = templates.Count,
                NoFace = withoutFace,
                Cells = cells.Select(cell => new
                {
                    cell.A, cell.B, Pairs = cell.Accepted.Of, Similarity = Rounded(cell.Genuine.Mean), SimilarityStd = Rounded(cell.Genuine.Deviation), cell.ImpostorPairs, ImpostorSimilarity = Rounded(cell.Impostor.Mean),
                    cell.Threshold, Tar = cell.Threshold is null ? (double?)null : Math.Round(cell.Accepted.Share, 6), TarInterval = cell.Threshold is null ? null : EvalLists.Interval(cell.Accepted),
                }),
            },
            Found(templates, cells, withoutFace, call.Get(Rate)), bench.Networks.Models);
        return ExitCode.Ok;
    }

    private static IReadOnlyList<FaceTemplate> OfFolder(Invocation call, Workbench bench, out int withoutFace) =>
        FaceTemplate.ByPose(LabelledFolder.Read(call, bench, call.Get(Source), out withoutFace), call.Get(Size));

    private static FaceTemplate[] OfList(Invocation call, Workbench bench, out int withoutFace)
    {
        var list = call.Get(Source);
        EvalLists.Expect(list);
        var pictures = EvalLists.Read(() => TemplatePicture.Read(list));
        EvalLists.ExpectPictures(list, pictures.Select(picture => picture.Path), EvalLists.ListHint);
        var vectors = new PictureVectors(new PortraitFinder(bench.Networks.Detector), bench.Networks.Embedder, mirror: false);
        using (var line = new ProgressLine(call.Terminal))
        {
            var (steps, done) = (new Steps(line, pictures.Count, "pictures"), 0);
            foreach (var picture in pictures)
            {
                call.Cancel.ThrowIfCancellationRequested();
                vectors.Of(picture.Path);
                steps.Report(++done);
            }
        }

        withoutFace = vectors.WithoutFace.Count();
        return
        [
            .. pictures.GroupBy(picture => (picture.Person, picture.Group, picture.Template))
                .Select(template => (template.Key, Vectors: template.Select(picture => vectors.Of(picture.Path)).OfType<ReadOnlyMemory<float>>().ToArray()))
                .Where(template => template.Vectors.Length > 0).Select(template => FaceTemplate.Mean(template.Key.Person, template.Key.Group, template.Vectors)),
        ];
    }

    private static Findings Found(IReadOnlyList<FaceTemplate> templates, IReadOnlyList<TemplateCell> cells, int withoutFace, double rate)
    {
        var found = new Findings();
        found.Say($"{templates.Count} templates of {templates.DistinctBy(template => template.Person).Count()} people; {withoutFace} pictures without a face");
        var table = found.Table("templates", "against", "pairs of one person", "their similarity", "pairs of two", "their similarity", $"accepted at {EvalLists.Rate(rate)}");
        foreach (var cell in cells)
        {
            table.Add(
                cell.A, cell.B, cell.Accepted.Of, cell.Accepted.Of == 0 ? "" : EvalLists.Spread(cell.Genuine), cell.ImpostorPairs, cell.ImpostorPairs == 0 ? "" : EvalLists.Spread(cell.Impostor),
                cell.Threshold is { } from && cell.Accepted.Of > 0 ? string.Create(CultureInfo.InvariantCulture, $"{EvalLists.Percent(cell.Accepted)} from {from:0.000}") : "too few to tell");
        }

        string[] groups = [.. templates.Select(template => template.Group).Distinct()];
        var matrix = new double[groups.Length, groups.Length];
        foreach (var cell in cells)
            matrix[Array.IndexOf(groups, cell.A), Array.IndexOf(groups, cell.B)] = matrix[Array.IndexOf(groups, cell.B), Array.IndexOf(groups, cell.A)] = cell.Genuine.Mean;
        found.Plot(Plots.Matrix("Similarity of one person's templates", groups, matrix));
        return found;
    }

    private static double? Rounded(double value) => double.IsNaN(value) ? null : Math.Round(value, 4);
}
