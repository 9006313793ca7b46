using System.CommandLine;
using System.Text.Json;
using FaceStream.Dashboard.Output;
using FaceStream.Recognizer.Models;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream models</c>: detectors and embedders.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string[]> Ids = new("model") { Description = "Ids from 'models list'. Default: all.", HelpName = "[MODEL...]", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };
    private static readonly Argument<string> Offer = new("path") { Description = "An .onnx file with its manifest beside it, or a folder with model.onnx and model.json.", HelpName = "PATH" };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new("models", "Detectors and embedders: list, install, check, add.", "models list", "models install", "models add my-embedder/")
    {
        new CliCommand("list", "The models on this machine.", "models list", "models list --json") { Common.Config }.Does(List),
        new CliCommand("install", "Convert the models that FaceStream brings; what is there already is left alone.", "models install") { Common.Config }.Does(Install),
        new CliCommand("check", "Verify the files' SHA-256, load the networks and try them.", "models check", "models check mobilefacenet-192")
            { Ids, Common.Config }.Does(Check),
        new CliCommand("add", "Take in an ONNX embedder with its manifest (docs/models.md).", "models add my-embedder/", "models add embedder.onnx")
            { Offer, Common.Config }.Does(Add),
    };

    private static ExitCode List(Invocation call)
    {
        using var bench = new Workbench(call);
        var models = bench.Models.List().Select(model => Row.Of(model, bench.Options.Models.Embedder)).ToList();
        call.Terminal.Show(models, console =>
        {
            if (models.Count == 0)
            {
                console.WriteLine($"There are no models in {bench.Models.Folder}. Try: facestream models install");
                return;
            }

            var table = Tables.Plain("id", "task", "licence", "sha-256", "used");       // 80 columns; --json has all
            foreach (var model in models)
                table.AddRow(Tables.Cells(model.Id, model.Task, model.Licence, model.Sha256?[..7], model.InUse ? "yes" : ""));
            console.WriteTable(table);
        });
        return ExitCode.Ok;
    }

    private static ExitCode Install(Invocation call)
    {
        using var bench = new Workbench(call);
        var done = new List<object>();
        using (var progress = new ProgressLine(call.Terminal))
        {
            bench.Models.Install(step =>
            {
                done.Add(new { step.Id, Result = step.UpToDate ? "up_to_date" : "installed" });
                progress.Show(() => $"{ProgressLine.Bar((double)step.Done / step.Count)} {step.Id}");
            });
        }

        call.Terminal.Show(done, console => console.WriteLine($"{done.Count} models are in {bench.Models.Folder}."));
        return ExitCode.Ok;
    }

    private static ExitCode Check(Invocation call)
    {
        using var bench = new Workbench(call);
        var ids = call.Get(Ids) is { Length: > 0 } named ? named : [.. bench.Models.List().Select(model => model.Manifest.Id)];
        if (ids.Length == 0)
            throw new CommandFailure(ExitCode.DependencyMissing, $"There are no models in {bench.Models.Folder}.", "Run: facestream models install");

        var findings = ids.Select(id => Try(bench.Models, id)).ToList();
        call.Terminal.Show(findings, console =>
        {
            var table = Tables.Plain("id", "result", "one picture");
            foreach (var finding in findings)
                table.AddRow(Tables.Cells(finding.Id, finding.Problem ?? "ok", finding.RunMs is { } run ? $"{run:0.0} ms" : ""));
            console.WriteTable(table);
        });
        return findings.TrueForAll(finding => finding.Problem is null) ? ExitCode.Ok : ExitCode.DependencyMissing;
    }

    private static ExitCode Add(Invocation call)
    {
        using var bench = new Workbench(call);
        if (call.Get(Offer) is var offer && !Path.Exists(offer))
            throw new CommandFailure(ExitCode.NotFound, $"There is no {offer}.", "Give an .onnx file, or a folder with model.onnx and model.json.");
        var added = Added(bench.Models, offer);
        var model = Row.Of(added, bench.Options.Models.Embedder);
        call.Terminal.Show(model, console =>
        {
            console.WriteLine($"{model.Id} is in {bench.Models.Folder}. To use it: models: {{ embedder: {model.Id} }} in facestream.yaml, then facestream people re-embed for those who are enrolled.");
            if (added.Manifest.Calibration is null)
                console.WriteLine("Its manifest has no calibration, and without one nobody is named: facestream eval calibrate FOLDER --write, with that setting, measures it.");
        });
        return ExitCode.Ok;
    }

    private static ModelFolder Added(ModelStore models, string offer)
    {
        try
        {
            return models.Add(offer);
        }
        catch (ModelException refused)
        {
            throw new CommandFailure(ExitCode.Refused, refused.Message, cause: refused);
        }
    }

    private static Finding Try(ModelStore models, string id)
    {
        try
        {
            return new(id, null, Math.Round(models.Check(id).Run.TotalMilliseconds, 2));
        }
        catch (ModelException problem)
        {
            return new(id, problem.Message, null);
        }
    }

    private sealed record Finding(string Id, string? Problem, double? RunMs);

    private sealed record Row(string Id, string Name, string Task, int Width, int Height, int Dimension, string Licence, string Provenance, string? Sha256, string Folder, bool InUse)
    {
        /// <summary>The detectors are always in use, of the embedders the one that is configured.</summary>
        public static Row Of(ModelFolder folder, string embedder)
        {
            var manifest = folder.Manifest;
            return new(manifest.Id, manifest.Name, JsonNamingPolicy.KebabCaseLower.ConvertName(manifest.Task.ToString()), manifest.Input.Width, manifest.Input.Height, manifest.Output.Dimension,
                manifest.Licence, manifest.Provenance, manifest.Sha256, folder.Path, manifest.Task != ModelTask.Embedder || manifest.Id == embedder);
        }
    }
}
