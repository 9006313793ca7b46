using System.Globalization;

namespace FaceStream.Dashboard.Configuration;

/// <summary>Everything that is wrong with a configuration, gathered so that it can be mended in one go.</summary>
internal sealed class Problems
{
    private readonly List<ConfigurationProblem> _found = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<ConfigurationProblem> Found => _found;

    /// <summary>Notes one.</summary>
    /// <param name="place">Such as <c>facestream.yaml:4:7</c>.</param>
    /// <param name="fault">What kind it is.</param>
    /// <param name="words">What is wrong there and what would be right; no secrets.</param>
    /// <param name="values">What the words name.</param>
    public void Add(string place, ConfigurationFault fault, string words, params IReadOnlyList<(string Name, string Value)> values) =>
        _found.Add(new(place, fault, words, values));

    /// <summary>Notes what was found elsewhere.</summary>
    public void Add(IEnumerable<ConfigurationProblem> problems) => _found.AddRange(problems);

    /// <summary>Throws when there are any.</summary>
    /// <exception cref="ConfigurationException">With all of them.</exception>
    public void ThrowIfAny(string file)
    {
        if (_found.Count > 0)
            throw new ConfigurationException(file, [.. _found.OrderBy(problem => Line(problem.Place))]);
    }

    /// <summary>The line of <c>facestream.yaml:4:7</c>: whoever mends a file goes from its top to its end. What has no place comes first.</summary>
    private static int Line(string place) => place.Split(':') is [.., var line, _] && int.TryParse(line, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>The configuration cannot be used; every reason is in the message, one a line.</summary>
internal sealed class ConfigurationException(string file, IReadOnlyList<ConfigurationProblem> problems)
    : Exception($"{file} has {problems.Count switch { 1 => "an error", var n => $"{n} errors" }}:\n  {string.Join("\n  ", problems)}")
{
    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems => problems;

    /// <summary>Each in English, with its place.</summary>
    public IReadOnlyList<string> Lines => [.. problems.Select(problem => problem.ToString())];
}
