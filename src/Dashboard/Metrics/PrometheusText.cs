using System.Globalization;
using System.Text;

namespace FaceStream.Dashboard.Metrics;

/// <summary>The text form 0.0.4 of Prometheus, and OpenMetrics 1.0, which differs in a few words.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    public const string OpenMetricsContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    public static string Write(IEnumerable<MetricFamily> families, bool openMetrics)
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var family in families)
            Write(text, family, openMetrics);
        if (openMetrics)
            text.Append("# EOF\n");
        return text.ToString();
    }

    /// <summary>A label's value between quotes.</summary>
    public static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static void Write(StringBuilder text, MetricFamily family, bool openMetrics)
    {
        MetricSeries[] series = [.. family.Series];
        if (series.Length == 0)
            return;

        // OpenMetrics names the family without the suffix that the sample has.
        var name = openMetrics && family.Kind == MetricKind.Counter ? family.Name[..^"_total".Length] : family.Name;
        var help = openMetrics ? Escape(family.Help) : family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(family.Kind)).Append('\n');
        if (openMetrics && family.Unit.Length > 0)
            text.Append("# UNIT ").Append(name).Append(' ').Append(family.Unit).Append('\n');

        foreach (var one in series)
        {
            if (family.Kind == MetricKind.Histogram)
                WriteHistogram(text, family, one);
            else
                Sample(text, family.Name, one.Labels, "", Number(one.Read().Value));
        }
    }

    private static void WriteHistogram(StringBuilder text, MetricFamily family, MetricSeries series)
    {
        var (sum, buckets) = series.Read();
        var count = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            count += buckets[i];
            // OpenMetrics wants "1.0", the older form takes it too, and a changed le would be a new series.
            var bound = i < family.Buckets.Length ? Bound(family.Buckets[i]) : "+Inf";
            Sample(text, family.Name + "_bucket", series.Labels, $"le=\"{bound}\"", Whole(count));
        }

        Sample(text, family.Name + "_sum", series.Labels, "", Number(sum));
        Sample(text, family.Name + "_count", series.Labels, "", Whole(count));
    }

    private static void Sample(StringBuilder text, string name, string labels, string extra, string value)
    {
        text.Append(name);
        if (labels.Length + extra.Length > 0)
            text.Append('{').Append(labels).Append(labels.Length > 0 && extra.Length > 0 ? "," : "").Append(extra).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static string Bound(double bound)
    {
        var text = Number(bound);
        return double.IsInteger(bound) && !text.Contains('E', StringComparison.Ordinal) ? text + ".0" : text;
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) =>
        double.IsPositiveInfinity(number) ? "+Inf"
        : double.IsNegativeInfinity(number) ? "-Inf"
        : number.ToString("R", CultureInfo.InvariantCulture);
}
