using System.Globalization;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Configuration;

/// <summary>Values in messages: short, and without the secrets in them.</summary>
internal static class Shown
{
    private const int Longest = 60;

    /// <summary>A node as written: variables unexpanded, passwords in addresses left out.</summary>
    public static string Value(YamlNode node) => node switch
    {
        YamlList => "a list",
        YamlScalar { IsNull: true } => "empty",
        YamlScalar scalar => $"'{Short(SourceAddress.Mask(scalar.Text))}'",
        _ => "a section",
    };

    /// <summary>The same in two values, for pages: <c>form</c> is list, section, empty or text; <c>value</c> is the text.</summary>
    public static IReadOnlyList<(string Name, string Value)> Named(YamlNode node) => node switch
    {
        YamlList => [("form", "list"), ("value", "")],
        YamlScalar { IsNull: true } => [("form", "empty"), ("value", "")],
        YamlScalar scalar => [("form", "text"), ("value", Short(SourceAddress.Mask(scalar.Text)))],
        _ => [("form", "section"), ("value", "")],
    };

    /// <summary>A limit or a default as it would be written in the file.</summary>
    public static string Limit(object limit) => limit switch
    {
        string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) => Time(time),
        TimeSpan time => Time(time),
        // 1e-9 rather than 1E-09
        double or float => Convert.ToDecimal(limit, CultureInfo.InvariantCulture) is var number && Math.Abs(number) is > 0 and < 0.0001m
            ? ((double)number).ToString("0.###e-0", CultureInfo.InvariantCulture)
            : number.ToString("0.###########", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => limit.ToString() ?? "",
    };

    private static string Time(TimeSpan time) => time switch
    {
        { TotalMilliseconds: > 0 and < 1000 } => $"{time.TotalMilliseconds:0}ms",
        { TotalSeconds: < 60 } => $"{time.TotalSeconds:0.#}s",
        { TotalMinutes: < 60 } => $"{time.TotalMinutes:0.#}m",
        _ => $"{time.TotalHours:0.#}h",
    };

    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
