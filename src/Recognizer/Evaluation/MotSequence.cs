using System.Globalization;
using FaceStream.Recognizer.Faces;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>A sequence in the format of the MOT benchmarks: rows <c>frame,id,left,top,width,height,confidence[,…]</c>, frames from 1.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Fps">Frames a second.</param>
/// <param name="Detections">Of frame i + 1.</param>
/// <param name="Truth">Of frame i + 1; rows marked as not to be considered are left out.</param>
public sealed record MotSequence(string Name, double Fps, Face[][] Detections, MotBox[][] Truth)
{
    /// <summary>Reads a folder with <c>seqinfo.ini</c>, <c>gt.txt</c> and <c>det.txt</c>, the latter perhaps in <c>gt/</c> and <c>det/</c>.</summary>
    /// <exception cref="FormatException">A file is not like that; the message names it.</exception>
    public static MotSequence Read(string folder)
    {
        var (fps, frames) = Info(Path.Combine(folder, "seqinfo.ini"));
        var (truth, found) = (MotRow.Read(File(folder, "gt")), MotRow.Read(File(folder, "det")));
        frames = Math.Max(frames, Math.Max(Last(truth), Last(found)));
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), fps, Frames(found, frames, row => row.Detection), Frames(truth.Where(row => row.Score != 0), frames, row => row.Labelled));
    }

    /// <summary>The rows of each frame, from the first frame on.</summary>
    /// <param name="rows">In any order.</param>
    /// <param name="frames">How many frames there are.</param>
    /// <param name="what">Made of each row.</param>
    public static T[][] Frames<T>(IEnumerable<MotRow> rows, int frames, Func<MotRow, T> what)
    {
        var byFrame = rows.ToLookup(row => row.Frame);
        return [.. Enumerable.Range(1, frames).Select(frame => byFrame[frame].Select(what).ToArray())];
    }

    /// <summary>The last frame that has a row; 0 without rows.</summary>
    public static int Last(IEnumerable<MotRow> rows) => rows.Select(row => row.Frame).DefaultIfEmpty(0).Max();

    private static string File(string folder, string name) =>
        Path.Combine(folder, name, $"{name}.txt") is var inside && System.IO.File.Exists(inside) ? inside : Path.Combine(folder, $"{name}.txt");

    private static (double Fps, int Frames) Info(string file)
    {
        var info = System.IO.File.ReadLines(file).Select(line => line.Split('=')).Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0].Trim(), parts => parts[1].Trim());
        if (double.TryParse(info["frameRate"].FirstOrDefault(), CultureInfo.InvariantCulture, out var fps) && fps > 0
            && int.TryParse(info["seqLength"].FirstOrDefault(), CultureInfo.InvariantCulture, out var frames))
            return (fps, frames);
        throw new FormatException($"{file} does not say frameRate and seqLength.");
    }
}

/// <summary>Who is where.</summary>
/// <param name="Id">Of the object or of the track.</param>
/// <param name="Box">In pixels.</param>
public readonly record struct MotBox(int Id, Box Box);
