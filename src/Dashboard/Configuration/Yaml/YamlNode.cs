namespace FaceStream.Dashboard.Configuration.Yaml;

/// <summary>A value of the configuration and the place it was written.</summary>
/// <param name="Place">Such as <c>facestream.yaml:4:7</c>, or the name of an environment variable.</param>
internal abstract record YamlNode(string Place)
{
    /// <summary>The characters it takes up in the file; nothing for what an environment variable says.</summary>
    public YamlSpan Span { get; init; }
}

/// <summary>Characters of a text.</summary>
/// <param name="Start">Of the first.</param>
/// <param name="End">After the last.</param>
/// <param name="Flow">A list or section in brackets.</param>
internal readonly record struct YamlSpan(int Start, int End, bool Flow = false);

/// <summary>Text, a number, true or false: a single value, still as written.</summary>
/// <param name="Place">Where.</param>
/// <param name="Text">As written, with <c>${VARIABLE}</c> where there was one: what may be shown.</param>
/// <param name="Quoted">In quotation marks, so text whatever it looks like.</param>
internal sealed record YamlScalar(string Place, string Text, bool Quoted) : YamlNode(Place)
{
    /// <summary>Nothing was written, or <c>null</c> or <c>~</c>.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null";
}

/// <summary>Values in order.</summary>
internal sealed record YamlList(string Place, List<YamlNode> Items) : YamlNode(Place);

/// <summary>Values by key, in the order written.</summary>
internal sealed record YamlMap(string Place, List<YamlEntry> Entries) : YamlNode(Place)
{
    /// <summary>The value of a key, or <see langword="null"/>.</summary>
    public YamlNode? this[string key] => Entries.Find(entry => entry.Key == key)?.Value;
}

/// <summary>A key, where it stands, and its value.</summary>
internal sealed record YamlEntry(string Key, string Place, YamlNode Value)
{
    /// <summary>The characters of the key.</summary>
    public YamlSpan Span { get; init; }
}
