using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Bench;
using FaceStream.Dashboard.Output;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream bench</c>: this machine's figures, each with its limit beside it.</summary>
internal static class BenchCommand
{
    private static readonly Argument<string[]> Parts = new("part") { Description = "What to measure, such as 'search' or 'mtcnn.720p'; everything on the CPU when left out.", HelpName = "[PART...]", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };
    private static readonly Option<string?> Compare = new("--compare") { Description = "An earlier run's --json output; shows how each ratio changed.", HelpName = "FILE" };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new CliCommand("bench", "This machine's figures, each beside the bare library or the limit on the same work; on the CPU, or with 'bench gpu' on the GPU.",
        "bench", "bench decode mtcnn.720p", "bench gpu", "bench --json > before.json", "bench search --compare before.json")
    {
        Parts, Compare, Common.Config,
    }.Does(Run);

    private static ExitCode Run(Invocation call)
    {
        var parts = BenchParts.Named(call.Get(Parts));
        var earlier = call.Get(Compare) is { } file ? EarlierRun.Ratios(file) : null;
        using var bench = new Workbench(call);
        using var rig = new BenchRig(call.Home, bench.Models, bench.Options.Recognizer, call.Cancel);
        var figures = new List<Figure>();
        foreach (var (name, measure) in parts)
        {
            using var line = new ProgressLine(call.Terminal);
            line.Show(() => $"{ProgressLine.Bar((double)figures.Count / parts.Count)} {figures.Count}/{parts.Count} {name}");
            if (Measured(() => measure(rig, name), call.Cancel) is not { } figure)
                break;
            figures.Add(figure with { RatioBefore = earlier?.TryGetValue(name, out var before) == true ? before : null });
        }

        var interrupted = figures.Count < parts.Count;
        call.Terminal.Show(new BenchReport(Machine.Words, DateTimeOffset.UtcNow, figures, interrupted), console => Write(console, figures, compared: earlier is not null));
        if (!interrupted)
            return ExitCode.Ok;
        call.Terminal.Say($"facestream: Interrupted; {figures.Count} of {parts.Count} parts were measured.");
        return ExitCode.Interrupted;
    }

    /// <summary>The figure; null after Ctrl-C. What was measured before it stays.</summary>
    private static Figure? Measured(Func<Figure> measure, CancellationToken cancel)
    {
        try
        {
            return cancel.IsCancellationRequested ? null : measure();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private static void Write(IAnsiConsole console, List<Figure> figures, bool compared)
    {
        string[] headings = ["part", "ours", "bare", "ratio", .. compared ? (string[])["ratio before", "change"] : [], "allocated", "bare is"];
        var table = Tables.Plain(headings);
        foreach (var figure in figures)
        {
            object?[] change = compared ? [$"{figure.RatioBefore:0.00}", $"{figure.Change:+0 %;-0 %;0 %}"] : [];
            table.AddRow(Tables.Cells([figure.Name, Time(figure.Value), Time(figure.Bare), Ratio(figure.Ratio), .. change, $"{figure.AllocatedBytes:N0} B", figure.Against]));
        }

        console.WriteLine($"{Machine.Words}, {Tables.Day(DateTimeOffset.UtcNow)}");
        console.WriteTable(table);
    }

    private static string Time(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:G4} ms");

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
