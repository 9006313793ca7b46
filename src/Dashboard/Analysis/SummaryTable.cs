using System.Globalization;
using FaceStream.Dashboard.Output;
using Spectre.Console;

namespace FaceStream.Dashboard.Analysis;

/// <summary>The summary for people.</summary>
internal static class SummaryTable
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, AnalysisSummary summary)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Count(summary.Frames, "frame")} ({summary.MediaSeconds:0.0} s) in {summary.Seconds:0.0} s: {summary.Fps:0.0} fps on {summary.Device}"));
        console.WriteLine($"{Count(summary.Faces, "face")}, {Count(summary.Tracks, "track")}{Named(summary)}");
        foreach (var (reason, frames) in summary.Dropped)
            console.WriteLine($"{Count(frames, "frame")} not recognised: {reason}");

        if (summary.Stages.Count == 0)
            return;
        var table = Tables.Plain("stage", "mean", "slowest", "in all");
        foreach (var (stage, time) in summary.Stages)
            table.AddRow(Tables.Cells(stage, $"{time.MeanMs:0.00} ms", $"{time.MaxMs:0.0} ms", $"{time.Seconds:0.0} s"));
        console.WriteTable(table);
    }

    private static string Count(long number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    private static string Named(AnalysisSummary summary) => summary.People.Count == 0
        ? summary.Tracks == 0 ? "" : "; nobody was named"
        : $"; {string.Join(", ", summary.People.Select(person => $"{person.Key} in {person.Value}"))}";
}
