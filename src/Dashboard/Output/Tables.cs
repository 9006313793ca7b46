using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FaceStream.Dashboard.Output;

/// <summary>Tables that look alike, and that lose nothing where a terminal is narrow.</summary>
internal static class Tables
{
    /// <summary>Characters of a column below which folding it makes it unreadable.</summary>
    private const int Narrowest = 12;

    /// <summary>Columns without lines around them, so that they can be read, copied and cut.</summary>
    public static Table Plain(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        return table;
    }

    /// <summary>Values as they are, whatever brackets a name has in it.</summary>
    public static Text[] Cells(params object?[] values) =>
        [.. values.Select(value => new Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""))];

    /// <summary>A date in the operator's time zone.</summary>
    public static string Day(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// Writes a table. The library would squeeze the columns of one that is too wide alike, down to none at all; here the widest fold and the others stay.
    /// Where even that is too narrow, the terminal folds the lines.
    /// </summary>
    public static void WriteTable(this IAnsiConsole console, Table table)
    {
        var widths = Widths(console, table);
        var (width, frame) = (console.Profile.Width, 3 * widths.Length + 1);
        var most = Most(widths, width - frame);
        if (most < Narrowest)
            console.Profile.Width = widths.Sum() + frame;
        else
            for (var i = 0; i < widths.Length; i++)
                table.Columns[i].Width(Math.Min(widths[i], most)).NoWrap = false;
        console.Write(table);
        console.Profile.Width = width;
    }

    /// <summary>What each column would like to have.</summary>
    private static int[] Widths(IAnsiConsole console, Table table)
    {
        var options = RenderOptions.Create(console, console.Profile.Capabilities);
        return [.. table.Columns.Select((column, i) => table.Rows.Select(row => row[i]).Prepend(column.Header).Max(cell => cell.Measure(options, int.MaxValue).Max))];
    }

    /// <summary>The most that a column gets, so that all have room.</summary>
    private static int Most(int[] widths, int room)
    {
        var (left, share) = (widths.Length, int.MaxValue);
        foreach (var width in widths.Order())
        {
            share = room / left--;
            if (width > share)
                return share;
            room -= width;
        }

        return int.MaxValue;
    }
}
