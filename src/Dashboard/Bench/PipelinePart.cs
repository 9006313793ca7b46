using System.Diagnostics;
using System.Diagnostics.Metrics;
using FaceStream.Dashboard.Analysis;
using FaceStream.Gallery;

namespace FaceStream.Dashboard.Bench;

/// <summary>The walk-through from file to result, against the bare cost of the stages it went through, spread over two cores.</summary>
internal static class PipelinePart
{
    private const int Cores = 2;
    private const int Turns = 3;

    // Six seconds: by then pools, tensors and tables have their size.
    private const int Steady = 150;

    public static Figure Measure(BenchRig rig, string name)
    {
        var (full, follow, embed) = (DetectPart.Bare(rig), DetectPart.BareFollow(rig), FacePart.BareEmbed(rig, 1));
        var (ours, bare, allocated) = (new List<double>(Turns), new List<double>(Turns), 0L);
        for (var turn = 0; turn < Turns; turn++)
        {
            var run = Run(rig, turn);
            var decode = Ffmpeg.Decode(rig.Walk, rig.Cancel);
            var networks = Rounds.Compare(full, follow, rig.Cancel);
            var embedding = Rounds.Compare(embed, embed, rig.Cancel).Bare;
            var detect = (run.Full * networks.Ours) + (run.Refined * networks.Bare);

            // Stages overlap, but each is one thread: the longest is a limit, too.
            var limit = Math.Max((decode + detect + (run.Embeddings * embedding)) / Math.Min(Cores, Environment.ProcessorCount), Math.Max(decode, detect));
            ours.Add(run.Milliseconds / run.Frames);
            bare.Add(limit / run.Frames);
            allocated = run.Allocated;
        }

        return Figure.Of(name, Rounds.Of(ours, bare, allocated), $"ffmpeg and ONNX Runtime alone for what the run decoded, detected, followed and embedded, on {Cores} cores");
    }

    private static Taken Run(BenchRig rig, int turn)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var work = new WorkCount(meters);
        using var gallery = GalleryService.Open(rig.Scratch($"nobody-{turn}.db"), new GalleryMetrics(meters), TimeProvider.System);
        var analyzer = new Analyzer(rig.Networks(), gallery, rig.Options, meters);
        var (started, before) = (Stopwatch.GetTimestamp(), 0L);
        analyzer.RunAsync(new() { Name = "walk-through", Source = rig.Walk, MinFace = BenchRig.Search.MinFace }, _ => new AnalysisSink(null, null, Note), rig.Cancel).GetAwaiter().GetResult();
        var taken = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        rig.Cancel.ThrowIfCancellationRequested();
        return new(taken, work.Frames, work.Searches, work.Follows, work.Embeddings, (GC.GetTotalAllocatedBytes() - before) / (work.Frames - Steady));

        void Note(AnalysisSink sink) => before = sink.Frames == Steady ? GC.GetTotalAllocatedBytes() : before;
    }

    private readonly record struct Taken(double Milliseconds, long Frames, long Full, long Refined, long Embeddings, long Allocated);
}
