using System.CommandLine;
using FaceStream.Dashboard.Metrics;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Models;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary>Where the commands that judge say what they found: on the terminal, and in a report when one is asked for.</summary>
internal static class EvalReport
{
    /// <summary>Which report.</summary>
    public static readonly Option<string?> File = Create();

    /// <summary>Shows what was found.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="figures">For scripts.</param>
    /// <param name="findings">For people.</param>
    /// <param name="models">What was judged.</param>
    /// <exception cref="CommandFailure">The report cannot be written.</exception>
    public static void Give<T>(Invocation call, T figures, Findings findings, params IEnumerable<ModelManifest> models)
    {
        call.Terminal.Show(figures, console =>
        {
            // A figure is worth nothing without what it is of; where several embedders are compared, the table names them.
            if (models.Where(model => model.Task == ModelTask.Embedder).ToArray() is [var embedder])
                console.WriteLine($"with {embedder.Id}");
            findings.Show(console);
        });
        if (call.Get(File) is not { } file)
            return;
        var measured = string.Join(" · ", [Tables.Day(DateTimeOffset.UtcNow), Machine.Words, $"FaceStream {ProcessMetrics.Version.Split('+')[0]}", .. models.Select(model => $"{model.Id} {model.Sha256?[..12]}")]);
        try
        {
            new HtmlReport(file).Put(Typed(call), measured, findings);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Failure, $"The report {file} cannot be written: {error.Message}", cause: error);
        }

        call.Terminal.Say($"facestream: the tables and plots are in {file}.");
    }

    /// <summary>The command line, without what says where its results go.</summary>
    private static string Typed(Invocation call)
    {
        var tokens = call.Parsed.Tokens.Select(token => token.Value).ToList();
        tokens.Remove("--json");
        var at = tokens.FindIndex(token => token.StartsWith(File.Name, StringComparison.Ordinal));
        tokens.RemoveRange(at, tokens[at] == File.Name ? 2 : 1);
        return string.Join(' ', tokens.Select(token => token.Contains(' ') ? $"'{token}'" : token));
    }

    private static Option<string?> Create()
    {
        var option = new Option<string?>("--report")
        {
            Description = "Also write tables and plots into this HTML file; every command line has a section of its own in it.", HelpName = "FILE.html", Recursive = true,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } file && !HtmlReport.MayBe(file))
                result.AddError($"--report: {file} is there and is not a report of FaceStream; name another file.");
        });
        return option;
    }
}
