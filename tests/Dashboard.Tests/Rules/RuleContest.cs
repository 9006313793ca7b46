using System.Diagnostics.Metrics;
using FaceStream.Dashboard.Analysis;
using FaceStream.Dashboard.Commands.Eval;
using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Rules;

/// <summary>
/// The same clips before the pipeline as it is and before the rules of others, on one gallery and one calibration. The others are told every face of
/// every frame; ours embeds as seldom as it is configured to. Each rule may give a stranger a name as often as the others, over a whole track.
/// </summary>
internal sealed class RuleContest : IDisposable
{
    /// <summary>The pipeline's own name in the tables.</summary>
    public const string Ours = "evidence";

    /// <summary>Each picture by itself.</summary>
    public const string PerFrame = "each frame";

    private const double Asked = 1e-3, PicturesASecond = 10;

    // To how many separate chances for a stranger each rule's frames add up, as RuleAlarmTests measures it: a rule that believes any single frame has more than one that waits.
    private const double OfAnyFrame = 3.9, OfThree = 1, OfTheMean = 0.2;

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly RecognizerOptions _options = new() { Inference = new() { Provider = ExecutionProvider.Cpu } };
    private readonly Networks _networks;
    private readonly GalleryService _gallery;

    public RuleContest()
    {
        _networks = Networks.Load(TestModels.Store, _options, InferenceDevice.Select(_options.Inference));
        _gallery = GalleryService.Open(Path.Combine(_folder.Path, "gallery.db"), new GalleryMetrics(Meters), TimeProvider.System);
    }

    /// <summary>Scores by degradation and rule.</summary>
    public Dictionary<(string Degradation, string Rule), RuleScore> Scores { get; } = [];

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    /// <summary>What similarities mean.</summary>
    public SimilarityCalibration Calibration => _networks.Calibration;

    /// <summary>Every face of every frame.</summary>
    private RecognizerOptions Everything => _options with
    {
        Detection = new() { SearchEvery = TimeSpan.Zero },
        Looks = new() { FirstInterval = 0, Growth = 1, LongestInterval = 0.01, ShortestInterval = 0, Limits = new() { EyeDistance = 0, Sharpness = 0, Yaw = 90, Pitch = 90, Exposure = 0, Inside = 0 } },
    };

    public void Enrol(string person, params string[] pictures)
    {
        using var desk = new EnrolmentDesk(new PortraitFinder(_networks.Detector), _networks.Embedder, Calibration, _gallery, new());
        desk.Enrol(person, [.. pictures.Select(picture => (picture, (ReadOnlyMemory<byte>)File.ReadAllBytes(picture)))], EnrolmentCare.Force);
    }

    /// <summary>Everybody watches a clip.</summary>
    public async Task WatchAsync(string video, string name, Degradation degradation, Func<long, IReadOnlyList<Truth>> truth)
    {
        var snapshot = _gallery.Snapshot(_networks.Embedder.Id);
        double From(double chances) => Calibration.ThresholdAt(Asked / (chances * snapshot.TemplateCount));
        (string Name, Func<PeerRule> New)[] peers =
        [
            (PerFrame, () => new EachFrame(From(OfAnyFrame))), ("first match wins", () => new FirstMatchWins(From(OfAnyFrame))), ("last match sticks", () => new LastMatchSticks(From(OfAnyFrame))),
            ("three equal frames", () => new ThreeEqualFrames(From(OfThree))), ("area × score mean", () => new AreaScoreMean(From(OfTheMean))),
        ];

        var tracks = peers.ToDictionary(peer => peer.Name, _ => new Dictionary<int, PeerRule>());
        await RunAsync(video, degradation, Everything, (result, scale) =>
        {
            foreach (var (rule, make) in peers)
            {
                var faces = result.Faces.Select(face =>
                {
                    var peer = tracks[rule].TryGetValue(face.Track, out var known) ? known : tracks[rule][face.Track] = make();
                    var best = face.Embedding is { } look && snapshot.Search(look.Vector.Span, 1) is [var match] ? match : default;
                    return new NamedFace(face.Track, Enlarged(face.Face.Box, scale), peer.Say(best.Person?.Name, best.Similarity, face.Face.Box.Area));
                }).ToArray();
                Of(name, rule).Add(video, result.Frame.Time, faces, truth(result.Frame.Sequence));
            }
        });
        await RunAsync(video, degradation, _options, (result, scale) => Of(name, Ours).Add(
            video, result.Frame.Time,
            [.. result.Faces.Select(face => new NamedFace(face.Track, Enlarged(face.Face.Box, scale), face.Identity.State == IdentityState.Confirmed ? face.Identity.Person : null))],
            truth(result.Frame.Sequence)));
    }

    /// <summary>The faces of a clip's tracks that are embedded: all of them, or as configured.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<RecognisedFace>>> LooksAsync(string video, Degradation degradation, bool all)
    {
        List<RecognisedFace> faces = [];
        await RunAsync(video, degradation, all ? Everything : _options, (result, _) => faces.AddRange(result.Faces.Where(face => face.Embedding is not null)));
        return [.. faces.GroupBy(face => face.Track).Select(track => track.ToArray())];
    }

    /// <summary>The vector of a person's picture; null without a face.</summary>
    public Embedding? Vector(string picture)
    {
        using var desk = new EnrolmentDesk(new PortraitFinder(_networks.Detector), _networks.Embedder, Calibration, _gallery, new());
        return desk.Judge(File.ReadAllBytes(picture), picture, force: true).Template?.Embedding;
    }

    /// <summary>A line for each degradation and rule.</summary>
    public IEnumerable<string> Table() => Scores.Select(one => FormattableString.Invariant(
        $"| {one.Key.Degradation} | {one.Key.Rule} | {one.Value.WrongNames} | {one.Value.WrongFaces} | {one.Value.LongestWrong.TotalSeconds:0.0} s | {one.Value.TimeToName:0.00} s | {one.Value.Missed.Never} of {one.Value.Missed.Of} | {100 * one.Value.RightRate:0.0} % | {one.Value.Flips} of {one.Value.NamedTracks} |"));

    public void Dispose()
    {
        _gallery.Dispose();
        _networks.Dispose();
        _services.Dispose();
        _folder.Dispose();
    }

    private RuleScore Of(string degradation, string rule) =>
        Scores.TryGetValue((degradation, rule), out var score) ? score : Scores[(degradation, rule)] = new();

    private async Task RunAsync(string video, Degradation degradation, RecognizerOptions options, Action<FrameResult, double> see)
    {
        var camera = new CameraOptions { Name = Path.GetFileNameWithoutExtension(video), Source = video, MaxFps = PicturesASecond, MinFace = degradation.Height > 0 ? 20 : 40 };
        DegradedSource? worse = null;
        var reading = await new Analyzer(_networks, _gallery, options, Meters).RunAsync(
            camera, _ => new Watcher(result => see(result, 1 / worse!.Scale)), TestContext.Current.CancellationToken,
            () => worse = DegradeOptions.Open(camera, degradation));
        Assert.Null(reading.Error);
    }

    private static Recognizer.Faces.Box Enlarged(in Recognizer.Faces.Box box, double scale) =>
        new((float)(box.X * scale), (float)(box.Y * scale), (float)(box.Width * scale), (float)(box.Height * scale));

    private sealed class Watcher(Action<FrameResult> see) : IRecognitionSink
    {
        public void FrameRecognised(Frame frame, FrameResult result) => see(result);

        public void TrackEnded(TrackSummary track)
        {
        }
    }
}
