using FaceStream.Gallery;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.Recognizer.Quality;
using FaceStream.Recognizer.Tests.Tracking;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Tests.Identification;

/// <summary>A camera before which drawn people are moved by hand, ten frames a second.</summary>
internal sealed class DrawnCamera(DrawnPeople people, IdentificationOptions? options = null, ExplanationBook? book = null, ScoreModel? model = null, Func<string, double>? strangers = null)
{
    private readonly FramePool _pool = new(limit: 4);
    private readonly FaceIdentifier _identifier = new(() => people.Snapshot, model ?? DrawnPeople.Model, options ?? new(), new(new OneMeter()), book, strangers);

    /// <summary>Media time of the latest frame, in seconds.</summary>
    public double Time { get; set; }

    /// <summary>How often the camera was opened again.</summary>
    public int Epoch { get; set; }

    public static Embedding Next(IEnumerator<Embedding> looks) => looks.MoveNext() ? looks.Current : throw new InvalidOperationException();

    /// <summary>A frame with these faces: the tracker's number and, where it was embedded, the look.</summary>
    public IReadOnlyList<RecognisedFace> See(params (int Tracker, Embedding? Look)[] faces) => Process(faces, [], ended: []).Results.Single().Faces;

    /// <summary>A frame with one look, as good or bad as is said.</summary>
    public void See(int tracker, Embedding? look, in LookQuality quality, LookFault fault = LookFault.None) =>
        Process([(tracker, look)], [], ended: [], quality, fault);

    /// <summary>A frame without faces, in which the tracker gives these up.</summary>
    public TrackSummary[] Lose(params int[] trackers) => Process([], trackers, ended: []).Ended;

    /// <summary>A frame of another scene, in which the tracker gives these up.</summary>
    public IReadOnlyList<RecognisedFace> Cut(int[] trackers, params (int Tracker, Embedding? Look)[] faces) => Process(faces, trackers, ended: [], cut: true).Results.Single().Faces;

    /// <summary>The stream ends.</summary>
    public TrackSummary[] End()
    {
        using var result = Run(new(new(new([], ["door"]), [], [[]]), []));
        return result.Ended;
    }

    public Recognised Process((int Tracker, Embedding? Look)[] faces, int[] lost, string[] ended, LookQuality? quality = null, LookFault fault = LookFault.None, bool cut = false)
    {
        Time += 0.1;
        var tracks = new FrameTracks([.. faces.Select((face, i) => new TrackedFace(face.Tracker, Walk.FaceAt(new(i, 1, 8, 8)), true))], lost, cut);
        var looks = faces.Select(face => new Look(quality ?? DrawnPeople.Quality(0.95f), face.Look, Fault: fault)).ToArray();
        using var result = Run(new(new(new([NewFrame()], ended), [tracks], []), [looks]));
        return result;
    }

    public Recognised Run(Embedded item)
    {
        var result = _identifier.ProcessAsync(item, TestContext.Current.CancellationToken);
        Assert.True(result.IsCompleted);
        return result.Result;
    }

    public Frame NewFrame() =>
        _pool.TryRent(new("door", Epoch, 0, TimeSpan.FromSeconds(Time), 0, DateTimeOffset.UnixEpoch.AddSeconds(Time), 16, 16, default))!;
}
