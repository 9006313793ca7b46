using System.Globalization;
using System.Text;
using FaceStream.Dashboard.Metrics;

namespace FaceStream.Dashboard.Tests.Metrics;

/// <summary>The table of all metrics, from the instruments and what was measured with them.</summary>
internal static class MetricsReference
{
    /// <summary>A line for each family; its labels are those of its series.</summary>
    public static string Table(IEnumerable<MetricFamily> families)
    {
        var table = new StringBuilder("| metric | kind | labels | unit | meaning |\n|---|---|---|---|---|\n");
        foreach (var family in families)
        {
            var labels = string.Join(", ", family.Series.SelectMany(series => series.LabelNames).Distinct().Select(label => $"`{label}`"));
            table.Append(CultureInfo.InvariantCulture,
                $"| `{family.Name}` | {family.Kind.ToString().ToLowerInvariant()} | {labels} | {family.Unit} | {family.Help.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return table.ToString();
    }
}
