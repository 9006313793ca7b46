using System.Globalization;
using FaceStream.Recognizer.Faces;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>Somebody is on screen, by the truth about a video.</summary>
/// <param name="First">The first frame, from 0.</param>
/// <param name="Last">The last frame, itself included.</param>
/// <param name="Person">The name as enrolled; empty for somebody who is not.</param>
/// <param name="Region">Where in the picture, in pixels; a face belongs here when its middle lies inside.</param>
public sealed record Appearance(long First, long Last, string Person, Box Region)
{
    private const string Heading = "first_frame,last_frame,person,region_x,region_y,region_w,region_h";

    /// <summary>Whether a face of a frame can be of this appearance.</summary>
    public bool Holds(long frame, in Box face) =>
        frame >= First && frame <= Last
        && face.Centre.X >= Region.X && face.Centre.X < Region.Right && face.Centre.Y >= Region.Y && face.Centre.Y < Region.Bottom;

    /// <summary>
    /// Reads a video's truth: CSV with the heading <c>first_frame,last_frame,person,region_x,region_y,region_w,region_h</c>, perhaps with
    /// more columns behind.
    /// </summary>
    /// <exception cref="FormatException">A line is not like that; the message has its number.</exception>
    public static IReadOnlyList<Appearance> Read(string file)
    {
        var lines = File.ReadAllLines(file);
        if (lines.Length == 0 || !lines[0].StartsWith(Heading, StringComparison.Ordinal))
            throw new FormatException($"{file} starts with “{lines.FirstOrDefault()}”; the truth about a video starts with the heading {Heading}.");
        return
        [
            .. lines.Select((line, i) => (Line: line, Number: i + 1)).Skip(1).Where(line => line.Line.Length > 0)
                .Select(line => Parse(line.Line) ?? throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"{file}, line {line.Number}: “{line.Line}” is not {Heading}."))),
        ];
    }

    private static Appearance? Parse(string line)
    {
        var fields = line.Split(',');
        var region = new float[4];
        if (fields.Length < 7 || !long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first)
            return null;
        for (var i = 0; i < region.Length; i++)
        {
            if (!float.TryParse(fields[3 + i], CultureInfo.InvariantCulture, out region[i]) || !float.IsFinite(region[i]))
                return null;
        }

        return new(first, last, fields[2], new(region[0], region[1], region[2], region[3]));
    }
}
