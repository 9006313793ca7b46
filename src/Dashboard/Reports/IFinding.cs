using System.Globalization;
using System.Net;
using System.Text;
using FaceStream.Dashboard.Output;
using OxyPlot;
using Spectre.Console;

namespace FaceStream.Dashboard.Reports;

/// <summary>One thing that was found out.</summary>
internal interface IFinding
{
    /// <summary>Shows it on a terminal.</summary>
    void Show(IAnsiConsole console);

    /// <summary>Writes it into a page, with whatever it quotes made harmless.</summary>
    void Print(StringBuilder page);
}

/// <summary>A line of words.</summary>
internal sealed class FoundSentence(string words) : IFinding
{
    /// <inheritdoc/>
    public void Show(IAnsiConsole console) => console.WriteLine(words);

    /// <inheritdoc/>
    public void Print(StringBuilder page) => page.Append("<p>").Append(WebUtility.HtmlEncode(words)).Append("</p>\n");
}

/// <summary>Rows under headings.</summary>
internal sealed class FoundTable(string[] columns) : IFinding
{
    private readonly List<string[]> _rows = [];

    /// <summary>A row; values as they are written without a culture, counts with a comma at each thousand.</summary>
    public void Add(params object?[] values) => _rows.Add([.. values.Select(value => value is int or long ? string.Create(CultureInfo.InvariantCulture, $"{value:N0}") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]);

    /// <inheritdoc/>
    public void Show(IAnsiConsole console)
    {
        var table = Tables.Plain(columns);
        foreach (var row in _rows)
            table.AddRow(Tables.Cells(row));
        console.WriteTable(table);
    }

    /// <inheritdoc/>
    public void Print(StringBuilder page)
    {
        page.Append("<div class=\"table\"><table><tr>").AppendJoin("", columns.Select(column => $"<th>{WebUtility.HtmlEncode(column)}</th>")).Append("</tr>\n");
        foreach (var row in _rows)
            page.Append("<tr>").AppendJoin("", row.Select(Cell)).Append("</tr>\n");
        page.Append("</table></div>\n");
    }

    /// <summary>Figures stand under one another.</summary>
    private static string Cell(string value) =>
        $"<td{(value.Length > 0 && (char.IsAsciiDigit(value[0]) || value[0] is '-' or '−') ? " class=\"figure\"" : "")}>{WebUtility.HtmlEncode(value)}</td>";
}

/// <summary>A drawing.</summary>
internal sealed class FoundPlot(PlotModel plot) : IFinding
{
    private const int Width = 640, Height = 360; // pixels; the page makes it smaller where it is narrower

    /// <inheritdoc/>
    public void Show(IAnsiConsole console)
    {
        // A terminal has no place for it; the table beside it has the figures.
    }

    /// <summary>As a picture of its own, so that names inside one drawing never meet those of another.</summary>
    public void Print(StringBuilder page)
    {
        var svg = new SvgExporter { Width = Width, Height = Height, TextMeasurer = new RoomyText() }.ExportToString(plot);
        page.Append(CultureInfo.InvariantCulture, $"<img width=\"{Width}\" height=\"{Height}\" alt=\"{WebUtility.HtmlEncode(plot.Title)}\" src=\"data:image/svg+xml;base64,")
            .Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))).Append("\">\n");
    }

    /// <summary>Letters as wide as in the widest font that a reader's machine may take instead of Arial.</summary>
    private sealed class RoomyText() : PdfRenderContext(Width, Height, OxyColors.White)
    {
        private const double Widest = 1.4; // DejaVu Sans

        public override OxySize MeasureText(string text, string? fontFamily, double fontSize, double fontWeight)
        {
            var size = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new(size.Width * Widest, size.Height * Widest);
        }
    }
}
