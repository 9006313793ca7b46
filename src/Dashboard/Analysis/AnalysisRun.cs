using System.Diagnostics;
using FaceStream.Dashboard.Annotation;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Analysis;

/// <summary>Source after source, and what came of all of them.</summary>
/// <param name="analyzer">Takes each through the pipeline.</param>
/// <param name="records">Where results are written, if anywhere.</param>
/// <param name="annotate">The video to draw into, if any.</param>
/// <param name="progress">Says how far it is.</param>
internal sealed class AnalysisRun(Analyzer analyzer, RecordWriter? records, string? annotate, AnalysisProgress progress)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<SourceOutcome> _sources = [];
    private readonly SortedDictionary<string, int> _people = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private (long Frames, long Faces, long Tracks, long Decoded) _sum;

    /// <summary>What kept the sources that failed from being read, in their order.</summary>
    public List<SourceException> Failures { get; } = [];

    /// <summary>Some of what was asked for is missing.</summary>
    public bool Partly => _sources.Exists(source => source.Error is not null || source.Damage is not null);

    /// <summary>Takes one source.</summary>
    public async Task AddAsync(CameraOptions camera, CancellationToken stop)
    {
        AnalysisSink? sink = null;
        AnnotatedVideo? video = null;
        try
        {
            var reading = await analyzer.RunAsync(camera, session =>
            {
                video = annotate is null ? null : new AnnotatedVideo(annotate, () => Rate(session));
                return sink = new AnalysisSink(records, video, counted => progress.Show(session, counted));
            }, stop);
            video?.Finish();
            Note(camera, sink!, reading, video);
        }
        finally
        {
            video?.Dispose();
        }
    }

    /// <summary>Notes a source whose address cannot even be understood.</summary>
    public void Skip(CameraOptions camera, SourceException why)
    {
        Failures.Add(why);
        _sources.Add(new(SourceAddress.Mask(camera.Source), camera.Name, 0, 0, null, why.Message));
    }

    /// <summary>All of it.</summary>
    public AnalysisSummary Summary(StageTimes stages, string device, bool interrupted)
    {
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        return new()
        {
            Frames = _sum.Frames,
            Faces = _sum.Faces,
            Tracks = _sum.Tracks,
            People = _people,
            Seconds = Math.Round(seconds, 3),
            Fps = Math.Round(_sum.Frames / seconds, 2),
            MediaSeconds = Math.Round(_sources.Sum(source => source.Seconds), 3),
            Decoded = _sum.Decoded,
            Dropped = _dropped,
            Device = device,
            Stages = stages.Read(),
            Sources = _sources,
            Interrupted = interrupted,
        };
    }

    private void Note(CameraOptions camera, AnalysisSink sink, Reading reading, AnnotatedVideo? video)
    {
        if (reading is { Error: { } error, Info: null })
            Failures.Add(new SourceException(reading.Fault ?? SourceFault.Lost, error));

        _sum = (_sum.Frames + sink.Frames, _sum.Faces + sink.Faces, _sum.Tracks + sink.Tracks, _sum.Decoded + reading.Counters.Decoded);
        foreach (var (person, tracks) in sink.People)
            _people[person] = _people.GetValueOrDefault(person) + tracks;
        foreach (var reason in Enum.GetValues<DropReason>())
        {
            if (reading.Counters.Dropped(reason) is > 0 and var lost)
                _dropped[reason.Label] = _dropped.GetValueOrDefault(reason.Label) + lost;
        }

        var seconds = sink.Frames == 0 ? 0 : Math.Round(sink.Reached.TotalSeconds + 1 / Fps(reading.Info), 3);
        var damage = video is { LeftOut: > 0 } ? $"{reading.Damage} {video.LeftOut} frames of another size are not in {annotate}".Trim() : reading.Damage;
        _sources.Add(new(SourceAddress.Mask(camera.Source), camera.Name, sink.Frames, seconds, damage, reading.Error));
    }

    /// <summary>Pictures a second of the annotated video.</summary>
    private static double Rate(CameraSession session) =>
        session.Options.MaxFps > 0 ? Math.Min(session.Options.MaxFps, Fps(session.Info)) : Fps(session.Info);

    // A container that does not say is taken to be of the usual rate.
    private static double Fps(SourceInfo? info) => info is { Fps: > 0 } known ? known.Fps : 25;
}
