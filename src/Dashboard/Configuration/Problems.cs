namespace FaceStream.Dashboard.Configuration;

/// <summary>Everything that is wrong with a configuration, gathered so that it can be mended in one go.</summary>
internal sealed class Problems
{
    private readonly List<string> _lines = [];

    /// <summary>What was found, each with its place.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Notes one.</summary>
    /// <param name="place">Such as <c>facestream.yaml:4:7</c>.</param>
    /// <param name="words">What is wrong there and what would be right; no secrets.</param>
    public void Add(string place, string words) => _lines.Add($"{place}: {words}");

    /// <summary>Notes what was found elsewhere, with its place.</summary>
    public void Add(string line) => _lines.Add(line);

    /// <summary>Throws when there are any.</summary>
    /// <exception cref="ConfigurationException">With every line.</exception>
    public void ThrowIfAny(string file)
    {
        if (_lines.Count > 0)
            throw new ConfigurationException(file, _lines);
    }
}

/// <summary>The configuration cannot be used; every reason is in the message, one a line.</summary>
internal sealed class ConfigurationException(string file, IReadOnlyList<string> problems)
    : Exception($"{file} has {problems.Count switch { 1 => "an error", var n => $"{n} errors" }}:\n  {string.Join("\n  ", problems)}")
{
    /// <summary>Each with its place.</summary>
    public IReadOnlyList<string> Problems => problems;
}
