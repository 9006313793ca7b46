using System.Globalization;
using Spectre.Console;

namespace FaceStream.Dashboard.Output;

/// <summary>Tables that look alike.</summary>
internal static class Tables
{
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
}
