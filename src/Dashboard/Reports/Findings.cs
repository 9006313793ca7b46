using OxyPlot;
using Spectre.Console;

namespace FaceStream.Dashboard.Reports;

/// <summary>What a command found out, in its order: sentences and tables for the terminal, and with plots for the report.</summary>
internal sealed class Findings
{
    private readonly List<IFinding> _all = [];

    /// <summary>Everything, in the order of reading.</summary>
    public IReadOnlyList<IFinding> All => _all;

    /// <summary>A line of its own.</summary>
    public void Say(string sentence) => _all.Add(new FoundSentence(sentence));

    /// <summary>A table whose rows are still to come.</summary>
    public FoundTable Table(params string[] columns)
    {
        var table = new FoundTable(columns);
        _all.Add(table);
        return table;
    }

    /// <summary>A plot; only the report has it.</summary>
    public void Plot(PlotModel plot) => _all.Add(new FoundPlot(plot));

    /// <summary>Writes all that a terminal can show.</summary>
    public void Show(IAnsiConsole console)
    {
        foreach (var finding in _all)
            finding.Show(console);
    }
}
