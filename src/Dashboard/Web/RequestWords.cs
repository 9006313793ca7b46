using System.Text.Json;
using System.Text.RegularExpressions;

namespace FaceStream.Dashboard.Web;

/// <summary>What the framework says of a request that does not fit, without its names of types.</summary>
internal static partial class RequestWords
{
    private const string NoBody = "The request has no body; /openapi/v1.json says what is expected.";

    /// <summary>Of an address.</summary>
    public static string Of(BadHttpRequestException bad)
    {
        if (Unreadable().Match(bad.Message) is { Success: true } unreadable)
            return $"{Name(unreadable)} is '{unreadable.Groups["value"].Value}'; it must be {Kind(unreadable.Groups["type"].Value)}.";
        if (Absent().Match(bad.Message) is { Success: true } absent)
            return absent.Groups["from"].Value.Contains("body", StringComparison.Ordinal) ? NoBody : $"{Name(absent)} is missing from the address; /openapi/v1.json says what it is.";
        return bad.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal) ? NoBody : bad.Message;
    }

    /// <summary>Of a body.</summary>
    public static string Of(JsonException bad)
    {
        var words = Required().Match(bad.Message) is { Success: true } required ? $"it lacks {required.Groups["names"].Value}."
            : Unknown().Match(bad.Message) is { Success: true } unknown ? $"there is no '{unknown.Groups["name"].Value}' in it."
            : bad.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? $"what is at {bad.Path} is of another kind."
            : bad.Message;
        return $"The body is not the JSON that is expected: {words}";
    }

    /// <summary>As it stands in the address: names there begin with a small letter.</summary>
    private static string Name(Match match) => char.ToLowerInvariant(match.Groups["name"].Value[0]) + match.Groups["name"].Value[1..];

    private static string Kind(string type) => type switch
    {
        "int" or "long" => "a whole number",
        "float" or "double" => "a number",
        "bool" => "true or false",
        "DateTimeOffset" => "a time, such as 2026-05-01 or 2026-05-01T18:00:00Z",
        _ => "something else",
    };

    [GeneratedRegex("""^Failed to bind parameter "(?:Nullable<)?(?<type>\w+)>? (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Unreadable();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided from (?<from>.+)\.$""")]
    private static partial Regex Absent();

    [GeneratedRegex(@"was missing required properties,? including: (?<names>'[^.]+')")]
    private static partial Regex Required();

    [GeneratedRegex(@"^The JSON property '(?<name>.*)' could not be mapped to any \.NET member")]
    private static partial Regex Unknown();
}
