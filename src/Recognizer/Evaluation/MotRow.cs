using System.Globalization;
using FaceStream.Recognizer.Faces;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>A row of a file of the MOT benchmarks.</summary>
/// <param name="Frame">From 1.</param>
/// <param name="Id">Of the object or track; −1 in a file of detections.</param>
/// <param name="Box">In pixels.</param>
/// <param name="Score">The detector's; in a file of truth, 0 marks a row that is not to be considered. 1 when the row ends before it.</param>
public readonly record struct MotRow(int Frame, int Id, Box Box, double Score)
{
    private const int LastFrame = 10_000_000; // days of video; a larger number is a mistake that would fill the memory

    /// <summary>The row as the detector's answer, without landmarks.</summary>
    public Face Detection => new(Box, default, (float)Score);

    /// <summary>The row as somebody's place.</summary>
    public MotBox Labelled => new(Id, Box);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">A line is no such row; the message has its number.</exception>
    public static IReadOnlyList<MotRow> Read(string file) =>
    [
        .. File.ReadLines(file).Select((line, i) => (Line: line, Number: i + 1)).Where(line => !string.IsNullOrWhiteSpace(line.Line))
            .Select(line => Parse(line.Line) ?? throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"{file}, line {line.Number}: “{line.Line}” is not frame,id,left,top,width,height[,confidence,…]."))),
    ];

    private static MotRow? Parse(string line)
    {
        var fields = line.Split(',');
        var values = new double[Math.Min(fields.Length, 7)];
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(fields[i], CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
                return null;
        }

        return values.Length < 6 || values[0] is < 1 or > LastFrame ? null
            : new((int)values[0], (int)values[1], new((float)values[2], (float)values[3], (float)values[4], (float)values[5]), values.Length > 6 ? values[6] : 1);
    }
}
