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
        var earlier = call.Get(Compare) is { } file ? EarlierRun.Read(file) : null;
        using var bench = new Workbench(call);
        var (load, embedder) = (Machine.Load(), bench.Options.Recognizer.Embedder);
        Warn(call.Terminal, load, embedder, earlier);
        using var rig = new BenchRig(call.Home, bench.Models, bench.Options.Recognizer, call.Cancel);
        var figures = new List<Figure>();
        foreach (var (name, measure) in parts)
        {
            using var line = new ProgressLine(call.Terminal);
            line.Show(() => $"{ProgressLine.Bar((double)figures.Count / parts.Count)} {figures.Count}/{parts.Count} {name}");
            if (Measured(() => measure(rig, name), call.Cancel) is not { } figure)
                break;
            figures.Add(figure with { RatioBefore = earlier?.Ratios.TryGetValue(name, out var before) == true ? before : null });
        }

        var interrupted = figures.Count < parts.Count;
        call.Terminal.Show(new BenchReport(Machine.Words, load, embedder, DateTimeOffset.UtcNow, figures, interrupted), console => Write(console, load, embedder, figures, compared: earlier is not null));
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

    /// <summary>Says what makes the figures hard to read, before they take minutes.</summary>
    private static void Warn(Terminal terminal, double? load, string embedder, EarlierRun? earlier)
    {
        // Above half of the cores, the pipeline and what runs on several cores have to share them.
        if (load > Environment.ProcessorCount / 2.0)
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"facestream: Other work keeps this machine busy (load {load:0.0}, {Environment.ProcessorCount} cores): times say little about it, and ratios stray. Measure when it is idle."));
        // Files of older versions do not name the registers.
        if (earlier?.Machine is { } machine && !Machine.Words.StartsWith(machine, StringComparison.Ordinal))
            terminal.Say($"facestream: The earlier run was on another machine: {machine}; this is {Machine.Words}.");
        if (earlier?.Embedder is { } other && other != embedder)
            terminal.Say($"facestream: The earlier run was with {other}; this is with {embedder}.");
    }

    /// <summary>In 80 columns, whatever was measured: what bare is stands in a table of its own, and a comparison is of ratios.</summary>
    private static void Write(IAnsiConsole console, double? load, string embedder, List<Figure> figures, bool compared)
    {
        console.WriteLine(Invariant($"{Machine.Words}, {Tables.Day(DateTimeOffset.UtcNow)}, load {load:0.0}, {embedder}"));
        var table = Tables.Plain(compared ? ["part", "ours (ms)", "ratio", "ratio before", "change"] : ["part", "ours (ms)", "bare (ms)", "ratio", "allocated"]);
        foreach (var figure in figures)
        {
            var (ours, ratio) = (Invariant($"{figure.Value:G4}"), Invariant($"{figure.Ratio:0.00} ({figure.RatioLow:0.00}–{figure.RatioHigh:0.00})"));
            table.AddRow(compared
                ? Tables.Cells(figure.Name, ours, ratio, Invariant($"{figure.RatioBefore:0.00}"), Invariant($"{figure.Change:+0 %;-0 %;0 %}"))
                : Tables.Cells(figure.Name, ours, Invariant($"{figure.Bare:G4}"), ratio, Invariant($"{figure.AllocatedBytes:N0} B")));
        }

        console.WriteTable(table);
        console.WriteLine("ratio: ours over bare, less is better; in brackets the range of half of the rounds");
        if (compared)
            console.WriteLine("change: of the ratio; one that lies within that range may be chance");
        else
            WriteBare(console, figures);
    }

    private static void WriteBare(IAnsiConsole console, List<Figure> figures)
    {
        var table = Tables.Plain("part", "bare is");
        foreach (var figure in figures)
            table.AddRow(Tables.Cells(figure.Name, figure.Against));
        console.WriteTable(table);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
