using System.Globalization;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>A picture, whom it shows, and which template of which kind it is part of.</summary>
/// <param name="Path">The picture.</param>
/// <param name="Person">Whom it shows.</param>
/// <param name="Group">The kind of template, such as <c>young</c> or <c>profile</c>.</param>
/// <param name="Template">Which of the person's templates of that kind.</param>
public sealed record TemplatePicture(string Path, string Person, string Group, string Template)
{
    private const string Heading = "path,person,group,template";

    /// <summary>Reads a list: CSV with the heading <c>path,person,group,template</c>, perhaps with more columns behind; paths are relative to the list.</summary>
    /// <exception cref="FormatException">A line is not like that; the message has its number.</exception>
    public static IReadOnlyList<TemplatePicture> Read(string list)
    {
        var lines = File.ReadAllLines(list);
        if (lines.Length == 0 || !lines[0].StartsWith(Heading, StringComparison.Ordinal))
            throw new FormatException($"{list} starts with “{lines.FirstOrDefault()}”; a list of templates starts with the heading {Heading}.");
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(list))!;
        return
        [
            .. lines.Select((line, i) => (Line: line, Number: i + 1)).Skip(1).Where(line => line.Line.Length > 0).Select(line =>
                line.Line.Split(',') is [{ Length: > 0 } path, { Length: > 0 } person, { Length: > 0 } group, { Length: > 0 } template, ..]
                    ? new TemplatePicture(System.IO.Path.Combine(folder, path), person, group, template)
                    : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{list}, line {line.Number}: “{line.Line}” is not picture,person,group,template."))),
        ];
    }
}
