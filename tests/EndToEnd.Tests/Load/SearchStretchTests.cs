using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceStream.EndToEnd.Tests.Load;

/// <summary>
/// What rarer searches under load bring, and what they cost: the same cameras with and without them, in turns. Minutes long:
/// <c>-explicit only -class '*SearchStretchTests'</c>; <c>FACESTREAM_CAMERAS</c> says how many it takes to be twice as many as this machine can do.
/// </summary>
public class SearchStretchTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10), Stretch = TimeSpan.FromSeconds(36);

    [Fact(Explicit = true)]
    public async Task Under_load_rarer_searches_recognise_more_pictures_for_the_same_work_and_find_new_faces_no_later()
    {
        var cameras = int.Parse(Environment.GetEnvironmentVariable("FACESTREAM_CAMERAS") ?? "12", CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        var gallery = folder["gallery.db"];
        await Facestream.MustRunAsync("enroll", "--from", Places.Sample("people"), "--gallery", gallery);

        List<Figures> before = [], after = [];
        for (var round = 0; round < 3; round++)
        {
            before.Add(await RunAsync(cameras, gallery, new() { SearchEveryUnderLoad = TimeSpan.Zero }));
            output.WriteLine($"searches as ever:     {before[^1]}");
            after.Add(await RunAsync(cameras, gallery, new()));
            output.WriteLine($"rarer under load:     {after[^1]}");
        }

        // For each second of processor time, because other work on the machine takes now more, now less.
        Assert.True(after.Average(run => run.Recognised / run.Cores) > 1.2 * before.Average(run => run.Recognised / run.Cores));
        Assert.InRange(after.Average(run => run.Found), 0, before.Average(run => run.Found));
    }

    private static async Task<Figures> RunAsync(int count, string database, DetectionOptions detection)
    {
        var options = new RecognizerOptions { Detection = detection };
        await using var services = new ServiceCollection().AddMetrics().AddSingleton<IngestMetrics>().AddSingleton<RecognizerMetrics>().AddSingleton<GalleryMetrics>().BuildServiceProvider();
        using var networks = Networks.Load(TestModels.Store, options, InferenceDevice.Select(new InferenceOptions { Provider = ExecutionProvider.Cpu }));
        using var gallery = GalleryService.Open(database, services.GetRequiredService<GalleryMetrics>(), TimeProvider.System);
        var (meters, ingest, metrics) = (services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<IngestMetrics>(), services.GetRequiredService<RecognizerMetrics>());
        var (mux, hub, stretch) = (new FrameMux(ingest, batchSize: 8, TimeSpan.FromMilliseconds(4)), new RecognitionHub(metrics), new SearchStretch(detection, TimeProvider.System));

        string[] scenes = ["walk-through", "visitor"];
        var sessions = Enumerable.Range(0, count).Select(i => new CameraSession(
            new() { Name = $"{scenes[i % 2]}-{i}", Source = Places.Sample($"{scenes[i % 2]}.mp4"), Loop = true }, ingest, NullLogger<CameraSession>.Instance, TimeProvider.System)).ToList();
        var watch = new NewFaces(scenes);
        hub.Attach(watch, "watch", vital: true);
        hub.Attach(new UndecidedFaces(mux.Prefer), "order");
        long full = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "facestream.detections")
                it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, more, tags, _) =>
        {
            if (tags[0].Value is "full")
                Interlocked.Add(ref full, more);
        });
        listener.Start();

        using var stop = new CancellationTokenSource();
        var pipeline = PipelineParts.Assemble(networks, gallery, options, mux, camera => FaceSearch.Of(sessions.First(session => session.Options.Name == camera).Options), hub, meters, ingest, metrics, stretch: stretch);
        List<Task> running = [mux.RunAsync(CancellationToken.None), pipeline.RunAsync(CancellationToken.None)];
        for (var i = 0; i < count; i++)
        {
            mux.Add(sessions[i]);
            running.Add(sessions[i].RunAsync(stop.Token));
            await Task.Delay(250);
        }

        await Task.Delay(Settling);
        var (began, decoded, searches, cpu) = (Stopwatch.GetTimestamp(), sessions.Sum(session => session.Counters.Decoded), Interlocked.Read(ref full), Environment.CpuUsage.TotalTime);
        watch.Begin();
        List<double> factors = [];
        while (Stopwatch.GetElapsedTime(began) < Stretch)
        {
            await Task.Delay(1000);
            factors.Add(stretch.Factor);
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var said = watch.Tell(seconds);
        var (offered, searched, used) = (sessions.Sum(session => session.Counters.Decoded) - decoded, Interlocked.Read(ref full) - searches, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        await stop.CancelAsync();
        mux.Complete();
        foreach (var session in sessions)
            await session.DisposeAsync();
        await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return said with
        {
            Cores = used / seconds,
            Words = FormattableString.Invariant($"offered {offered / seconds:0}/s, searches {searched / seconds:0.0}/s, {said.Words}, {used / seconds:0.00} cores, stretch {string.Join(' ', factors.Where((_, i) => i % 4 == 0).Select(factor => factor.ToString("0.0", CultureInfo.InvariantCulture)))}"),
        };
    }

    /// <summary>Of one run.</summary>
    /// <param name="Recognised">Pictures a second.</param>
    /// <param name="Found">Mean time until a new face is in a result, in milliseconds.</param>
    /// <param name="Words">These and more.</param>
    private sealed record Figures(double Recognised, double Found, string Words)
    {
        public double Cores { get; init; }

        public override string ToString() => Words;
    }

    /// <summary>Knows from the scenes' recipes when each face is first there, and notes when a result first has it.</summary>
    private sealed class NewFaces(string[] scenes) : IRecognitionSink
    {
        private readonly Dictionary<string, (SampleScene Scene, TrueFace[][] Truth)> _scenes = scenes.ToDictionary(name => name, name =>
        {
            var scene = SampleScene.Load(name);
            return (scene, Enumerable.Range(0, scene.Frames).Select(frame => scene.Truth(frame).ToArray()).ToArray());
        });

        private readonly Lock _lock = new();
        private readonly Dictionary<(string Camera, int Epoch, int Walk), (double Appeared, double? Found, double? Named)> _seen = [];
        private readonly List<double> _latencies = [];
        private int _true, _there;

        public void Begin()
        {
            lock (_lock)
            {
                _seen.Clear();
                _latencies.Clear();
                (_true, _there) = (0, 0);
            }
        }

        public Figures Tell(double seconds)
        {
            lock (_lock)
            {
                _latencies.Sort();
                var found = _seen.Values.Where(seen => seen.Found is not null).Select(seen => seen.Found!.Value).Order().ToArray();
                var named = _seen.Values.Where(seen => seen.Named is not null).Select(seen => seen.Named!.Value).Order().ToArray();
                return new(_latencies.Count / seconds, Mean(found), FormattableString.Invariant(
                    $"recognised {_latencies.Count / seconds:0.0}/s, latency mean {_latencies.Average() * 1000:0} p99 {_latencies[(int)(_latencies.Count * 0.99)] * 1000:0} ms, {_seen.Count} new faces, found {found.Length} after mean {Mean(found):0} median {Median(found):0} p90 {At(found, 0.9):0} ms, named {named.Length} after mean {Mean(named):0} median {Median(named):0} ms, faces shown {100.0 * _there / _true:0.0} % of {_true}"));
            }
        }

        public void FrameRecognised(Frame frame, FrameResult result)
        {
            var header = result.Frame;
            var (scene, truth) = _scenes[header.Camera[..header.Camera.LastIndexOf('-')]];
            var index = Math.Min((int)Math.Round(header.Time.TotalSeconds * scene.Fps), truth.Length - 1);
            var latency = Stopwatch.GetElapsedTime(header.Arrived).TotalSeconds;
            lock (_lock)
            {
                _latencies.Add(latency);
                foreach (var face in truth[index])
                {
                    var key = (header.Camera, header.Epoch, face.Walk);
                    var first = index;
                    while (first > 0 && Array.Exists(truth[first - 1], other => other.Walk == face.Walk))
                        first--;
                    if (!_seen.TryGetValue(key, out var seen))
                    {
                        if (index - first > 25)
                            continue;       // was there before the measurement
                        seen = (first / (double)scene.Fps, null, null);
                    }

                    _true++;
                    var shown = result.Faces.FirstOrDefault(it => face.Is(it.Face.Box.X, it.Face.Box.Y, it.Face.Box.Width, it.Face.Box.Height));
                    _there += shown is null ? 0 : 1;
                    var delay = (index - first) / (double)scene.Fps + latency;
                    if (shown is not null && seen.Found is null)
                        seen.Found = delay;
                    if (shown is { Identity: { State: IdentityState.Confirmed } identity } && identity.Person is { } person && $"{person}".Contains(face.Person ?? "?", StringComparison.Ordinal) && seen.Named is null)
                        seen.Named = delay;
                    _seen[key] = seen;
                }
            }
        }

        public void TrackEnded(TrackSummary track)
        {
        }

        private static double Mean(double[] values) => values.Length == 0 ? 0 : values.Average() * 1000;

        private static double Median(double[] values) => At(values, 0.5);

        private static double At(double[] values, double share) => values.Length == 0 ? 0 : values[(int)(values.Length * share)] * 1000;
    }
}
