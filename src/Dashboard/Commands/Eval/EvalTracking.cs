using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Tracking;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval tracking</c>: tracks against labelled boxes, in the files of the MOT benchmarks.</summary>
internal static class EvalTracking
{
    private const double UsualFps = 25;

    private static readonly Argument<string[]> Files = new("files") { Description = "Truth, then tracks (scored as they are) or detections with id −1 (followed first); or one folder of sequences.", HelpName = "GT DET | FOLDER", Arity = new(1, 2) };
    private static readonly Option<double> Fps = new("--fps") { Description = "Frames a second of GT and DET; a folder's sequences say it themselves.", DefaultValueFactory = _ => UsualFps, HelpName = "N" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        Fps.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 1000))
                result.AddError("--fps is above 0 and at most 1000.");
        });
        return new CliCommand("tracking", "Tracks against labelled boxes: MOTA, IDF1, HOTA and switches on MOT files (docs/models.md).",
            "eval tracking gt.txt det.txt --fps 30", "eval tracking mot15/train --json") { Files, Fps, Common.Config }.Does(Run);
    }

    private static ExitCode Run(Invocation call)
    {
        using var bench = new Workbench(call);
        var options = bench.Options.Recognizer.Tracker;
        var files = call.Get(Files);
        List<(string Name, MotScore Score)> scores = [];
        var total = new MotScore();
        using (var line = new ProgressLine(call.Terminal))
        {
            foreach (var (name, frames, read) in Sequences(files, call.Get(Fps), options))
            {
                call.Cancel.ThrowIfCancellationRequested();
                line.Show(() => $"{ProgressLine.Bar((double)scores.Count / frames)} {name}");
                var (truth, found) = EvalLists.Read(read);
                var score = new MotScore();
                score.Add(truth, found);
                total.Add(truth, found);
                scores.Add((name, score));
            }
        }

        if (total.Truths == 0)
            throw new CommandFailure(ExitCode.Usage, $"{files[0]} has no labelled box.");
        EvalReport.Give(call, Figures(scores, total), Found(scores, total));
        return ExitCode.Ok;
    }

    private static IEnumerable<(string Name, int Of, Func<(MotBox[][] Truth, MotBox[][] Found)> Read)> Sequences(string[] files, double fps, TrackerOptions options)
    {
        if (files is [var truth, var found])
        {
            EvalLists.Expect(truth);
            EvalLists.Expect(found);
            return [(Path.GetFileName(found), 1, () => Pair(truth, found, fps, options))];
        }

        if (!Directory.Exists(files[0]))
            throw new CommandFailure(ExitCode.NotFound, $"There is no folder {files[0]}.", "Name a folder of sequences, or a file of truth and one of tracks or detections.");
        var folders = Directory.GetDirectories(files[0]).Append(files[0])
            .Where(folder => File.Exists(Path.Combine(folder, "seqinfo.ini"))).Order(StringComparer.Ordinal).ToArray();
        if (folders.Length == 0)
            throw new CommandFailure(ExitCode.NotFound, $"{files[0]} holds no sequence: a folder with seqinfo.ini, gt.txt and det.txt.");
        return folders.Select(folder => (Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), folders.Length, (Func<(MotBox[][], MotBox[][])>)(() =>
        {
            var sequence = MotSequence.Read(folder);
            return (sequence.Truth, Follow(sequence.Detections, sequence.Fps, options));
        })));
    }

    private static (MotBox[][] Truth, MotBox[][] Found) Pair(string truthFile, string foundFile, double fps, TrackerOptions options)
    {
        var (truth, found) = (MotRow.Read(truthFile), MotRow.Read(foundFile));
        var frames = Math.Max(MotSequence.Last(truth), MotSequence.Last(found));
        var boxes = MotSequence.Frames(truth.Where(row => row.Score != 0), frames, row => row.Labelled);
        return found.Any(row => row.Id >= 0)
            ? (boxes, MotSequence.Frames(found, frames, row => row.Labelled))
            : (boxes, Follow(MotSequence.Frames(found, frames, row => row.Detection), fps, options));
    }

    private static MotBox[][] Follow(Face[][] detections, double fps, TrackerOptions options)
    {
        var tracker = new CameraTracker(options);
        return
        [
            .. detections.Select((faces, frame) => tracker.Update(faces, TimeSpan.FromSeconds(frame / fps)).Faces
                .Where(face => face.Confirmed).Select(face => new MotBox(face.Track, face.Face.Box)).ToArray()),
        ];
    }

    private static Findings Found(List<(string Name, MotScore Score)> scores, MotScore total)
    {
        var found = new Findings();
        var table = found.Table("sequence", "boxes", "MOTA", "IDF1", "HOTA", "switches");
        foreach (var (name, score) in scores.Count > 1 ? scores.Append(("all", total)) : scores)
            table.Add(name, score.Truths, One(score.Mota), One(score.Idf1), One(score.Hota), score.Switches);
        found.Plot(Plots.Bars("Tracks against the truth", Plots.Linear("%"), [.. scores.Select(score => score.Name)],
            [("MOTA", scores.Select(score => score.Score.Mota)), ("IDF1", scores.Select(score => score.Score.Idf1)), ("HOTA", scores.Select(score => score.Score.Hota))]));
        return found;
    }

    private static string One(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Fractions, not percent.</summary>
    private static object Figures(List<(string Name, MotScore Score)> scores, MotScore total) => new
    {
        Total = Figures(total),
        Sequences = scores.Where(score => score.Score.Truths > 0).ToDictionary(score => score.Name, score => Figures(score.Score)),
    };

    private static object Figures(MotScore score) => new
    {
        Boxes = score.Truths, Mota = Share(score.Mota), Idf1 = Share(score.Idf1), Hota = Share(score.Hota), score.Switches,
    };

    private static double Share(double percent) => Math.Round(percent / 100, 6);
}
