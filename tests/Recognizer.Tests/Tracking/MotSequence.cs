using System.Globalization;
using FaceStream.Recognizer.Faces;

namespace FaceStream.Recognizer.Tests.Tracking;

/// <summary>A sequence of the MOT15 benchmark: public detections and true tracks, frame by frame.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Fps">Frames a second.</param>
/// <param name="Detections">Of frame i + 1.</param>
/// <param name="Truth">Of frame i + 1; rows marked as not to be considered are left out.</param>
internal sealed record MotSequence(string Name, double Fps, Face[][] Detections, MotBox[][] Truth)
{
    public static MotSequence Read(string folder)
    {
        var info = File.ReadLines(Path.Combine(folder, "seqinfo.ini"))
            .Select(line => line.Split('=')).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);
        var frames = int.Parse(info["seqLength"], CultureInfo.InvariantCulture);
        return new(
            Path.GetFileName(folder), Number(info["frameRate"]),
            Frames(Path.Combine(folder, "det.txt"), frames, row => new Face(BoxOf(row), default, (float)row[6])),
            Frames(Path.Combine(folder, "gt.txt"), frames, row => new MotBox((int)row[1], BoxOf(row)), row => row[6] != 0));
    }

    private static T[][] Frames<T>(string file, int frames, Func<double[], T> read, Predicate<double[]>? keep = null)
    {
        var rows = File.ReadLines(file)
            .Select(line => line.Split(',').Select(Number).ToArray())
            .Where(row => keep is null || keep(row)).ToLookup(row => (int)row[0]);
        return [.. Enumerable.Range(1, frames).Select(frame => rows[frame].Select(read).ToArray())];
    }

    private static Box BoxOf(double[] row) => new((float)row[2], (float)row[3], (float)row[4], (float)row[5]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Who is where.</summary>
internal readonly record struct MotBox(int Id, Box Box);
