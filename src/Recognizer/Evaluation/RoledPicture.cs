using System.Globalization;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>A picture, whom it shows, and its part in an open-set test.</summary>
/// <param name="Path">The picture.</param>
/// <param name="Person">Whom it shows.</param>
/// <param name="Role">What it is for.</param>
public sealed record RoledPicture(string Path, string Person, PictureRole Role)
{
    /// <summary>
    /// Reads a list: CSV with the heading <c>path,person,role</c>, perhaps with more columns behind; role is <c>gallery</c>,
    /// <c>probe</c> or <c>distractor</c>.
    /// </summary>
    /// <param name="list">The CSV.</param>
    /// <param name="folder">What its paths are relative to.</param>
    /// <exception cref="FormatException">A line is not like that; the message has its number.</exception>
    public static IReadOnlyList<RoledPicture> Read(string list, string folder)
    {
        var lines = File.ReadAllLines(list);
        if (lines.Length == 0 || !lines[0].StartsWith("path,person,role", StringComparison.Ordinal))
            throw new FormatException($"{list} starts with “{lines.FirstOrDefault()}”; a list of roles starts with the heading path,person,role.");
        return
        [
            .. lines.Select((line, i) => (Line: line, Number: i + 1)).Skip(1).Where(line => line.Line.Length > 0)
                .Select(line => Parse(line.Line, folder) ?? throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"{list}, line {line.Number}: “{line.Line}” is not picture,person,gallery|probe|distractor."))),
        ];
    }

    private static RoledPicture? Parse(string line, string folder)
    {
        var fields = line.Split(',');
        if (fields.Length < 3 || fields[0].Length == 0 || fields[1].Length == 0)
            return null;
        PictureRole? role = fields[2] switch
        {
            "gallery" => PictureRole.Gallery,
            "probe" => PictureRole.Probe,
            "distractor" => PictureRole.Distractor,
            _ => null,
        };
        return role is { } known ? new(System.IO.Path.Combine(folder, fields[0]), fields[1], known) : null;
    }
}

/// <summary>What a picture is for.</summary>
public enum PictureRole
{
    /// <summary>It is enrolled.</summary>
    Gallery,

    /// <summary>It shows somebody who is enrolled, and is to be named.</summary>
    Probe,

    /// <summary>It shows somebody who is not enrolled, and is not to be named.</summary>
    Distractor,
}
