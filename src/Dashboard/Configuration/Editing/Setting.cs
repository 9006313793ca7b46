using System.Text.RegularExpressions;
using FaceStream.Dashboard.Configuration.Yaml;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>A key and what is to stand behind it.</summary>
/// <param name="Key">In <c>snake_case</c>, as in the file.</param>
/// <param name="Text">As meant, not as written.</param>
internal partial record Setting(string Key, string Text)
{
    /// <summary>What it means to leave it out; so it is not written where it is left out.</summary>
    public string? Default { get; init; }

    /// <summary>As YAML, in a line of its own or in brackets.</summary>
    public string Yaml => $"{Key}: {Value}";

    /// <summary>What is written: in quotation marks unless it can be nothing but text.</summary>
    public virtual string Value => Plain.IsMatch(Text) && Text != "null" ? Text : $"'{Text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>As YAML without brackets around it, line by line.</summary>
    public virtual IEnumerable<string> Lines => [Yaml];

    /// <summary>What a reader of the file will find.</summary>
    /// <param name="place">Where it stands, for what is wrong with it.</param>
    public virtual YamlNode Node(string place) => new YamlScalar(place, Text, Quoted: true);

    /// <summary>Whether that is what a value says already.</summary>
    public virtual bool Is(YamlNode? value) => (value is YamlScalar { Text: var text } ? text : value is null ? Default : null) == Text;

    /// <summary>All words that it consists of, as meant.</summary>
    public virtual IEnumerable<string> Words => [Text];

    [GeneratedRegex(@"^[A-Za-z0-9/.]([A-Za-z0-9_./~:?=%@&+-]*[A-Za-z0-9_./~=%@&+-])?\z")]
    private static partial Regex Plain { get; }
}

/// <summary>A key with a list of single values behind it.</summary>
internal sealed record ListSetting(string Key, IReadOnlyList<string> Items) : Setting(Key, string.Join(", ", Items))
{
    public override string Value => $"[{string.Join(", ", Items)}]";

    public override YamlNode Node(string place) => new YamlList(place, [.. Items.Select(item => new YamlScalar(place, item, Quoted: true))]);

    public override bool Is(YamlNode? value) => value is YamlList list && list.Items.Select(item => (item as YamlScalar)?.Text).SequenceEqual(Items);
}

/// <summary>A key with a list of sections behind it.</summary>
internal sealed record SectionsSetting(string Key, IReadOnlyList<IReadOnlyList<Setting>> Items) : Setting(Key, "")
{
    public override string Value => $"[{string.Join(", ", Items.Select(InBrackets))}]";

    public override IEnumerable<string> Lines => Items.Count == 0 ? [Yaml] : [$"{Key}:", .. Items.SelectMany(item => Item(item, "  "))];

    public override YamlNode Node(string place) =>
        new YamlList(place, [.. Items.Select(item => new YamlMap(place, [.. item.Select(setting => new YamlEntry(setting.Key, place, setting.Node(place)))]))]);

    public override IEnumerable<string> Words => Items.SelectMany(item => item).SelectMany(setting => setting.Words);

    /// <summary>The lines of an item, its dash included.</summary>
    public static IEnumerable<string> Item(IReadOnlyList<Setting> item, string indent) =>
        item.SelectMany(setting => setting.Lines).Select((line, i) => $"{indent}{(i == 0 ? "- " : "  ")}{line}");

    /// <summary>An item within one line.</summary>
    public static string InBrackets(IReadOnlyList<Setting> item) => $"{{ {string.Join(", ", item.Select(setting => setting.Yaml))} }}";
}
