using System.CommandLine;
using FaceStream.Dashboard.Analysis;
using FaceStream.Dashboard.Output;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream analyze</c>: recordings end to end, as fast as the machine allows.</summary>
internal static class AnalyzeCommand
{
    private static readonly Argument<string[]> Sources = new("source") { Description = "Video files, or addresses of streams.", HelpName = "SOURCE", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write every frame, track and a summary as JSON Lines; '-' is standard output.", HelpName = "FILE.jsonl" };
    private static readonly Option<string?> Annotate = new("--annotate") { Description = "Write the video with boxes and names drawn in.", HelpName = "FILE.mp4" };
    private static readonly Option<double> MaxFps = new("--max-fps") { Description = "Recognise at most so many frames a second; 0 takes all.", HelpName = "N" };
    private static readonly Option<int?> MinFace = new("--min-face") { Description = "The narrowest face to look for, in pixels. Default: 40, or the camera's.", HelpName = "PIXELS" };
    private static readonly Option<string?> Camera = new("--camera") { Description = "Look for faces as the configuration does for this camera: its zones and min_face.", HelpName = "NAME" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        MaxFps.Validators.Add(result => Check(result.GetValueOrDefault<double>() is >= 0 and <= 240, "--max-fps is between 0 (all) and 240.", result.AddError));
        MinFace.Validators.Add(result => Check(result.GetValueOrDefault<int?>() is null or (>= 20 and <= 1000), "--min-face is between 20 and 1000 pixels.", result.AddError));
        return new CliCommand("analyze", "Recordings end to end, as fast as the machine allows; no frame is lost.",
            "analyze night.mp4", "analyze hall-monday.mp4 --camera hall", "analyze night.mp4 --out night.jsonl --annotate night-with-names.mp4", "analyze --out - night.mp4 | jq -c 'select(.type==\"track\")'")
        {
            Sources, Out, Annotate, MaxFps, MinFace, Camera, Common.Gallery, Common.Config,
        }.Does(RunAsync);
    }

    private static async Task<ExitCode> RunAsync(Invocation call)
    {
        var sources = call.Get(Sources);
        if (call.Get(Annotate) is not null && sources.Length > 1)
            throw new CommandFailure(ExitCode.Usage, $"--annotate writes one video, and {sources.Length} sources are given.", "Analyze them one by one.");
        if (call.Get(Out) is { } records and not "-")
            OutputFiles.Expect("--out", records, sources);
        if (call.Get(Annotate) is { } video)
            OutputFiles.Expect("--annotate", video, sources);

        // The models come first: without them not even an empty result should be left behind.
        using var bench = new Workbench(call, cameras: call.Get(Camera) is not null);
        var like = Like(call, bench.Options.Cameras);
        var device = $"{bench.Networks.Device}";
        bench.TellUnembedded();
        using var stages = new StageTimes(bench.Meters);
        using var output = Open(call.Get(Out));
        using var writer = output is null ? null : new RecordWriter(output);
        AnalysisRun run;
        using (var line = new ProgressLine(call.Terminal))
        {
            run = new AnalysisRun(new Analyzer(bench.Networks, bench.Gallery, bench.Options.Recognizer, bench.Meters), writer, call.Get(Annotate), new AnalysisProgress(line));
            foreach (var (source, name) in sources.Zip(SourceNames.For(sources)))
            {
                if (!call.Cancel.IsCancellationRequested)
                    await Take(run, like with { Name = name, Source = source, MaxFps = call.Get(MaxFps) }, call.Cancel);
            }
        }

        var summary = run.Summary(stages, device, call.Cancel.IsCancellationRequested);
        writer?.Write(summary);
        Tell(call, summary);
        return Code(run, summary, sources.Length);
    }

    /// <summary>How faces are looked for.</summary>
    private static CameraOptions Like(Invocation call, IReadOnlyList<CameraOptions> cameras)
    {
        var usual = new CameraOptions { Name = "", Source = "" };
        if (call.Get(Camera) is { } name)
        {
            var camera = cameras.FirstOrDefault(camera => camera.Name == name)
                ?? throw new CommandFailure(ExitCode.NotFound, $"No camera '{name}' is configured.{DidYouMean.Ask(name, cameras.Select(camera => camera.Name))}", "facestream cameras list shows them.");
            usual = usual with { MinFace = camera.MinFace, Zones = camera.Zones };
        }

        return call.Get(MinFace) is { } pixels ? usual with { MinFace = pixels } : usual;
    }

    private static async Task Take(AnalysisRun run, CameraOptions camera, CancellationToken stop)
    {
        try
        {
            await run.AddAsync(camera, stop);
        }
        catch (SourceException bad)
        {
            run.Skip(camera, bad);
        }
    }

    private static Stream? Open(string? path) => path switch
    {
        null => null,
        "-" => new StandardOutput(),      // unbuffered, for somebody may read along
        _ => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16),
    };

    private static void Tell(Invocation call, AnalysisSummary summary)
    {
        foreach (var source in summary.Sources.Where(source => source.Error is not null || source.Damage is not null))
            call.Terminal.Say($"facestream: {source.Error ?? $"{source.Source}: {source.Damage}"}");

        if (summary.Interrupted)
            call.Terminal.Say("Interrupted: what came after was not looked at.");

        // With --out - the summary stands at the end of the records already.
        if (call.Terminal.Json && call.Get(Out) != "-")
            call.Terminal.Show(summary, _ => { });
        else if (!call.Terminal.Json && summary.Sources.Any(source => source.Error is null))
            SummaryTable.Write(call.Terminal.Status, summary);
    }

    private static ExitCode Code(AnalysisRun run, AnalysisSummary summary, int sources) =>
        summary.Interrupted ? ExitCode.Interrupted
        : run.Failures.Count == sources ? Output.Failures.From(run.Failures[0]).Code
        : run.Partly ? ExitCode.Partly
        : ExitCode.Ok;

    private static void Check(bool holds, string words, Action<string> complain)
    {
        if (!holds)
            complain(words);
    }
}
