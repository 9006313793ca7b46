using System.Globalization;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Dashboard.Configuration;

/// <summary>What a value must be.</summary>
/// <param name="Fault">What is wrong with one that is not.</param>
/// <param name="Words">Such as <c>a whole number</c>.</param>
/// <param name="Named">What the words name.</param>
internal sealed record Wanted(ConfigurationFault Fault, string Words, params IReadOnlyList<(string Name, string Value)> Named);

/// <summary>What a single value can be, and how it is written.</summary>
internal static class Scalars
{
    /// <summary>What a single value of the type must be; <see langword="null"/> when the type is not a single value.</summary>
    public static Wanted? Kind(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => new(ConfigurationFault.NotText, "text"),
            _ when type == typeof(bool) => new(ConfigurationFault.NotBoolean, "true or false"),
            _ when type == typeof(int) || type == typeof(long) => new(ConfigurationFault.NotWholeNumber, "a whole number"),
            _ when type == typeof(float) || type == typeof(double) => new(ConfigurationFault.NotNumber, "a number"),
            _ when type == typeof(TimeSpan) => new(ConfigurationFault.NotTime, "a time, such as 5s, 500ms or 2m"),
            _ when type == typeof(ZonePoint) => new(ConfigurationFault.NotPoint, "a point, such as 0.25 0.5: how far across and how far down the picture"),
            { IsEnum: true } => Choice(string.Join(", ", Enum.GetNames(type).Select(name => name.ToLowerInvariant()))),
            _ => null,
        };
    }

    private static Wanted Choice(string choices) => new(ConfigurationFault.NotChoice, $"one of {choices}", ("choices", choices));

    /// <summary>The value, or <see langword="null"/> when <paramref name="text"/> is not of that type.</summary>
    public static object? Parse(Type type, string text)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => text switch { "true" => true, "false" => false, _ => null },
            _ when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            _ when type == typeof(long) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big) ? big : null,
            _ when type == typeof(float) => Number(text) is { } number ? (float)number : null,
            _ when type == typeof(double) => Number(text),
            _ when type == typeof(TimeSpan) => Time(text),
            _ when type == typeof(ZonePoint) => Point(text),
            _ => EnumValue(type, text),
        };
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static ZonePoint? Point(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var x, var y] && Number(x) is { } across && Number(y) is { } down ? new(across, down) : null;

    /// <summary>A number with its unit, a bare number of seconds, or <c>hours:minutes:seconds</c>.</summary>
    private static TimeSpan? Time(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var clock) ? clock : null;

        var digits = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz").ToString();
        double? seconds = text[digits.Length..] switch
        {
            "" or "s" => 1,
            "ms" => 0.001,
            "m" or "min" => 60,
            "h" => 3600,
            _ => null,
        };
        // The longest time that makes sense anywhere is a few months; beyond it TimeSpan itself overflows.
        return seconds * Number(digits) is { } total && Math.Abs(total) < 1e9 ? TimeSpan.FromSeconds(total) : null;
    }

    // Written as one word: tensorrt, newestwins.
    private static object? EnumValue(Type type, string text) =>
        Enum.GetNames(type).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name) : null;
}
