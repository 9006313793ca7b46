using System.Text.RegularExpressions;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>A key and what is to stand behind it.</summary>
/// <param name="Key">In <c>snake_case</c>, as in the file.</param>
/// <param name="Text">As meant, not as written.</param>
internal sealed partial record Setting(string Key, string Text)
{
    /// <summary>As YAML, in a line of its own or in brackets.</summary>
    public string Yaml => $"{Key}: {Value}";

    /// <summary>What is written: in quotation marks unless it can be nothing but text.</summary>
    public string Value => Plain.IsMatch(Text) && Text != "null" ? Text : $"'{Text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9/.]([A-Za-z0-9_./~:?=%@&+-]*[A-Za-z0-9_./~=%@&+-])?\z")]
    private static partial Regex Plain { get; }
}
