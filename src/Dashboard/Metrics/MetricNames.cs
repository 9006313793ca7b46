using System.Diagnostics.Metrics;
using System.Text;

namespace FaceStream.Dashboard.Metrics;

/// <summary>From an instrument's name and unit to the name that Prometheus knows.</summary>
/// <remarks>As prometheus.io/docs/practices/naming asks: base unit as suffix, <c>_total</c> on what only grows.</remarks>
internal static class MetricNames
{
    /// <summary>For example <c>facestream.stage.duration</c> in <c>s</c> → <c>facestream_stage_duration_seconds</c>.</summary>
    public static string Exposed(Instrument instrument)
    {
        var name = Sanitise(instrument.Name);
        var unit = Unit(instrument);
        if (unit.Length > 0 && !name.EndsWith('_' + unit, StringComparison.Ordinal))
            name += '_' + unit;
        if (IsCounter(instrument) && !name.EndsWith("_total", StringComparison.Ordinal))
            name += "_total";
        return name;
    }

    /// <summary>The unit in words; empty for plain counts and for annotations such as <c>{frame}</c>.</summary>
    public static string Unit(Instrument instrument) => instrument.Unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        "Cel" => "celsius",
        "1" => "ratio",
        _ => "",
    };

    /// <summary>Whether the instrument only grows.</summary>
    public static bool IsCounter(Instrument instrument) => IsA(instrument, typeof(Counter<>)) || IsA(instrument, typeof(ObservableCounter<>));

    /// <summary>Whether the instrument is of that generic kind, whatever its number type.</summary>
    public static bool IsA(Instrument instrument, Type kind)
    {
        var type = instrument.GetType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == kind;
    }

    /// <summary>Letters, digits and underscores only.</summary>
    public static string Sanitise(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var letter in name)
            clean.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        if (clean.Length == 0 || char.IsAsciiDigit(clean[0]))
            clean.Insert(0, '_');
        return clean.ToString();
    }
}
