using System.Diagnostics.Metrics;
using FaceStream.Dashboard.Analysis;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary>One way of going through recordings: what it found and what that cost.</summary>
internal sealed class CadenceRun : IDisposable
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider(); // its own: the other way's work does not count
    private readonly Analyzer _analyzer;
    private readonly WorkCount _work;
    private readonly SortedDictionary<string, int> _tracks = new(StringComparer.Ordinal);

    /// <summary>For all recordings.</summary>
    /// <param name="bench">The networks and the people.</param>
    /// <param name="everything">Searches every frame and embeds every face that is good enough; else as configured.</param>
    public CadenceRun(Workbench bench, bool everything)
    {
        var options = bench.Options.Recognizer;
        if (everything)
        {
            options = options with
            {
                Detection = new() { SearchEvery = TimeSpan.Zero },
                Looks = new() { FirstInterval = 0, Growth = 1, LongestInterval = 0.01, ShortestInterval = 0, Limits = options.Looks.Limits },
            };
        }

        var meters = _meters.GetRequiredService<IMeterFactory>();
        (_work, _analyzer) = (new(meters), new(bench.Networks, bench.Gallery, options, meters));
    }

    /// <summary>Pictures recognised.</summary>
    public long Frames { get; private set; }

    /// <summary>Of all cores, decoding included, in milliseconds.</summary>
    public double Cpu { get; private set; }

    /// <summary>Whole pictures searched.</summary>
    public long Searches => _work.Searches;

    /// <summary>Faces embedded.</summary>
    public long Embeddings => _work.Embeddings;

    /// <summary>Who was named, and on how many tracks.</summary>
    public IReadOnlyDictionary<string, int> Tracks => _tracks;

    /// <summary>For scripts.</summary>
    public object Figures => new { Frames, CpuMilliseconds = Math.Round(Cpu, 1), Searches, Embeddings, People = _tracks };

    /// <summary>Goes through a recording.</summary>
    /// <returns>The boxes of each frame, by its number.</returns>
    /// <exception cref="SourceException">It cannot be read.</exception>
    public async Task<IReadOnlyDictionary<long, Box[]>> RunAsync(string video, Action progress, CancellationToken cancel)
    {
        var boxes = new Dictionary<long, Box[]>();
        var before = Environment.CpuUsage.TotalTime;
        var reading = await _analyzer.RunAsync(
            new CameraOptions { Name = Path.GetFileNameWithoutExtension(video), Source = video },
            _ => new Sink(boxes, _tracks, progress), cancel);
        Cpu += (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        Frames += boxes.Count;
        cancel.ThrowIfCancellationRequested();
        return reading.Error is { } error ? throw new SourceException(reading.Fault ?? SourceFault.Lost, error) : boxes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _work.Dispose();
        _meters.Dispose();
    }

    private sealed class Sink(Dictionary<long, Box[]> boxes, SortedDictionary<string, int> tracks, Action progress) : IRecognitionSink
    {
        public void FrameRecognised(Frame frame, FrameResult result)
        {
            boxes[result.Frame.Sequence] = [.. result.Faces.Select(face => face.Face.Box)];
            progress();
        }

        public void TrackEnded(TrackSummary track)
        {
            if (track.Identity is { State: IdentityState.Confirmed, Person: { } person })
                tracks[person] = tracks.GetValueOrDefault(person) + 1;
        }
    }
}
