using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Analysis;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval video</c>: the names of a recording against who is really in it.</summary>
internal static class EvalVideo
{
    private static readonly Argument<string> Video = new("video") { Description = "A video file; the people in it are enrolled in the gallery.", HelpName = "VIDEO" };
    private static readonly Argument<string> Truth = new("truth") { Description = "CSV with the heading first_frame,last_frame,person,region_x,region_y,region_w,region_h; frames from 0, person empty for a stranger.", HelpName = "GT.csv" };
    private static readonly Option<int> MinFace = new("--min-face") { Description = "The narrowest face to look for, in pixels.", DefaultValueFactory = _ => 40, HelpName = "PIXELS" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        MinFace.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 20 or > 1000)
                result.AddError("--min-face is between 20 and 1000 pixels.");
        });
        var command = new CliCommand("video", "The names of a recording against who is in it: right, wrong, missing, time to a name, flips (docs/models.md).",
            "eval video entrance.mp4 entrance.gt.csv", "eval video entrance.mp4 entrance.gt.csv --gallery test.db --json",
            "eval video entrance.mp4 entrance.gt.csv --height 180 --blur 1 --noise 8 --jpeg 40 --min-face 20") { Video, Truth, MinFace, Common.Gallery, Common.Config };
        foreach (var option in DegradeOptions.All)
            command.Add(option);
        return command.Does(RunAsync);
    }

    private static async Task<ExitCode> RunAsync(Invocation call)
    {
        var (video, list) = (call.Get(Video), call.Get(Truth));
        EvalLists.Expect(video);
        EvalLists.Expect(list);
        var truth = EvalLists.Read(() => Appearance.Read(list));

        using var bench = new Workbench(call);
        foreach (var person in truth.Select(appearance => appearance.Person).Distinct().Where(person => person.Length > 0))
        {
            if (!bench.Gallery.People.Any(known => known.Name == person))
                throw new CommandFailure(ExitCode.NotFound, $"{list} speaks of {person}, whom the gallery does not have.", "Enrol everybody whom the list names; leave the person empty for strangers.");
        }

        var score = new VideoScore(truth);
        Reading reading;
        using (var line = new ProgressLine(call.Terminal))
        {
            var analyzer = new Analyzer(bench.Networks, bench.Gallery, bench.Options.Recognizer, bench.Meters);
            var camera = new CameraOptions { Name = Path.GetFileNameWithoutExtension(video), Source = video, MinFace = call.Get(MinFace) };
            var (degradation, worse) = (DegradeOptions.Of(call), default(DegradedSource));
            reading = await analyzer.RunAsync(
                camera, session => new Judge(score, () => 1 / (worse?.Scale ?? 1), () => line.Show(() => Words(score, session.Info?.Frames))), call.Cancel,
                degradation.IsNothing ? null : () => worse = DegradeOptions.Open(camera, degradation));
        }

        call.Cancel.ThrowIfCancellationRequested();
        if (reading.Error is { } error)
            throw new SourceException(reading.Fault ?? SourceFault.Lost, error);
        if (reading.Damage is { } damage)
            call.Terminal.Say($"facestream: {video}: {damage}");
        EvalReport.Give(call, Figures(score, bench.Networks.Embedder.Id), Found(score), bench.Networks.Models);
        return reading.Damage is null ? ExitCode.Ok : ExitCode.Partly;
    }

    private static string Words(VideoScore score, long? all) =>
        string.Create(CultureInfo.InvariantCulture, $"{(all is > 0 ? ProgressLine.Bar((double)score.Frames / all.Value) + " " : "")}{score.Frames} frames · {score.Right} right · {score.Wrong} wrong");

    private static Findings Found(VideoScore score)
    {
        var found = new Findings();
        found.Say($"{score.Frames} frames; of {score.Right + score.Missing} times that somebody enrolled is in one, {score.Right} right, {score.Missing} missing; {score.Wrong} faces with a wrong name");
        found.Say($"{score.NamedTracks} tracks with a name, {score.Flips} flips");
        var table = found.Table("frames", "person", "time to the name");
        foreach (var (appearance, delay) in score.Delays)
            table.Add($"{appearance.First}–{appearance.Last}", appearance.Person, delay is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s") : "never");
        found.Plot(Plots.Bars("Seconds to the name", Plots.Linear("s"), [.. score.Delays.Select(entry => $"{entry.Appearance.Person}, {entry.Appearance.First}")], [("", score.Delays.Select(entry => entry.Delay?.TotalSeconds ?? double.NaN))]));
        return found;
    }

    private static object Figures(VideoScore score, string model) => new
    {
        Model = model,
        score.Frames,
        Expected = score.Right + score.Missing,
        score.Right,
        score.Missing,
        score.Wrong,
        score.NamedTracks,
        score.Flips,
        Appearances = score.Delays.Select(entry => new
        {
            FirstFrame = entry.Appearance.First, LastFrame = entry.Appearance.Last, entry.Appearance.Person,
            SecondsToName = entry.Delay is { } time ? Math.Round(time.TotalSeconds, 3) : (double?)null,
        }),
    };

    /// <summary>The truth speaks of the recording's own pixels, whatever is left of them.</summary>
    private sealed class Judge(VideoScore score, Func<double> enlarge, Action progress) : IRecognitionSink
    {
        public void FrameRecognised(Frame frame, FrameResult result)
        {
            var scale = (float)enlarge();
            score.Add(result.Frame.Sequence, scale == 1 ? result : result with { Faces = [.. result.Faces.Select(face => face with { Face = face.Face with { Box = Enlarged(face.Face.Box, scale) } })] });
            progress();
        }

        private static Box Enlarged(in Box box, float scale) => new(box.X * scale, box.Y * scale, box.Width * scale, box.Height * scale);

        public void TrackEnded(TrackSummary track)
        {
        }
    }
}
