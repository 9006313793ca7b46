using System.Globalization;
using System.Text.RegularExpressions;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Configuration.Showing;

/// <summary>What is wrong with a configuration, where, and the lines around it.</summary>
internal static partial class BrokenConfiguration
{
    // Enough to find the place by eye; the rest of the file is nobody's business here.
    private const int Around = 2;

    /// <summary>Shows what is wrong.</summary>
    /// <param name="file">The file's name, as the problems call it.</param>
    /// <param name="text">What stands in it.</param>
    /// <param name="problems">Each with its place.</param>
    public static ConfigurationView Of(string file, string text, IEnumerable<ConfigurationProblem> problems)
    {
        var lines = text.Split('\n');
        return new(file, [.. problems.Select(problem => View(problem, lines))], []);
    }

    private static ConfigurationProblemView View(ConfigurationProblem problem, string[] lines)
    {
        if (LineAndColumn().Match(problem.Place) is not { Success: true } match)
            return new(0, 0, problem.ToString(), problem.Code, problem.Values, 0, []);
        var (line, column) = (Number(match.Groups["line"]), Number(match.Groups["column"]));
        var first = Math.Max(1, line - Around);
        return new(
            line, column, problem.Words, problem.Code, problem.Values,
            first, [.. lines.Skip(first - 1).Take(line + Around - first + 1).Select(one => SourceAddress.Mask(one.TrimEnd('\r')))]);
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    /// <summary>The end of <c>facestream.yaml:4:7</c>.</summary>
    [GeneratedRegex(@":(?<line>\d{1,7}):(?<column>\d{1,7})$")]
    private static partial Regex LineAndColumn();
}
