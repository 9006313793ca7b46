using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval cadence</c>: what is saved by searching and embedding seldom, and what is missed.</summary>
internal static class EvalCadence
{
    private static readonly Argument<string[]> Videos = new("videos") { Description = "Video files.", HelpName = "VIDEO", Arity = ArgumentArity.OneOrMore };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new CliCommand("cadence", "What the configured cadence saves and misses, against searching every frame and embedding every face (docs/models.md).",
        "eval cadence entrance.mp4", "eval cadence door.mp4 yard.mp4 --gallery test.db --json") { Videos, Common.Gallery, Common.Config }.Does(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation call)
    {
        var videos = call.Get(Videos);
        foreach (var video in videos)
            EvalLists.Expect(video);

        using var bench = new Workbench(call);
        using CadenceRun plain = new(bench, everything: true), ours = new(bench, everything: false);
        var boxes = new BoxAgreement();
        using (var line = new ProgressLine(call.Terminal))
        {
            for (var i = 0; i < videos.Length; i++)
            {
                var (at, video) = (i, videos[i]);
                var expected = await plain.RunAsync(video, () => Show(0), call.Cancel);
                var found = await ours.RunAsync(video, () => Show(1), call.Cancel);
                foreach (var (frame, faces) in expected)
                    boxes.Add(faces, found.GetValueOrDefault(frame, []));
                void Show(int half) => line.Show(() => $"{ProgressLine.Bar((2 * at + half) / (2.0 * videos.Length))} {video}");
            }
        }

        EvalReport.Give(
            call, new
            {
                Model = bench.Networks.Embedder.Id, Frames = ours.Frames, Recall = Math.Round(boxes.Recall, 6), Expected = boxes.Expected, Shared = boxes.Shared, Found = boxes.Found,
                Cpu = Math.Round(plain.Cpu / ours.Cpu, 3), Embeddings = Math.Round((double)plain.Embeddings / Math.Max(1, ours.Embeddings), 3),
                EveryFrame = plain.Figures, Cadence = ours.Figures,
            },
            Found(plain, ours, boxes), bench.Networks.Models);
        return ExitCode.Ok;
    }

    private static Findings Found(CadenceRun plain, CadenceRun ours, BoxAgreement boxes)
    {
        var found = new Findings();
        var table = found.Table("", "frames", "processor time", "searches", "embeddings", "tracks with a name");
        foreach (var (name, run) in (ReadOnlySpan<(string, CadenceRun)>)[("every frame", plain), ("the cadence", ours)])
            table.Add(name, run.Frames, Invariant($"{run.Cpu / Math.Max(1, run.Frames):0.0} ms a frame"), run.Searches, run.Embeddings, Invariant($"{run.Tracks.Values.Sum()}, of {run.Tracks.Count} people"));
        found.Say(Invariant($"{100 * boxes.Recall:0.0} % of the {boxes.Expected} boxes, {boxes.Found - boxes.Shared} others; {plain.Cpu / ours.Cpu:0.00}× less processor time, {(double)plain.Embeddings / Math.Max(1, ours.Embeddings):0.0}× fewer embeddings"));
        foreach (var difference in Differences(plain.Tracks, ours.Tracks))
            found.Say(difference);
        return found;
    }

    /// <summary>Whose tracks have their name more or less often by the cadence, a line each; of hundreds of people who were named alike there is nothing to say.</summary>
    internal static IEnumerable<string> Differences(IReadOnlyDictionary<string, int> plain, IReadOnlyDictionary<string, int> ours) =>
        from person in plain.Keys.Union(ours.Keys).Order(StringComparer.Ordinal)
        let counts = (Plain: plain.GetValueOrDefault(person), Ours: ours.GetValueOrDefault(person))
        where counts.Plain != counts.Ours
        select Invariant($"{person} is named on {counts.Plain} tracks with every frame searched, on {counts.Ours} by the cadence");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
