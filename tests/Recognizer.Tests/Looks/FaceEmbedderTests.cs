using FaceStream.Gallery;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Pipeline;
using FaceStream.Recognizer.Tests.Identification;
using FaceStream.Recognizer.Tests.Tracking;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Tests.Looks;

public sealed class FaceEmbedderTests
{
    private readonly FramePool _pool = new(limit: 8);
    private readonly CountingEmbedder _embedder = new();
    private readonly FaceEmbedder _step;

    public FaceEmbedderTests() =>
        // Drawn noise is no portrait: only size counts here.
        _step = new(_embedder, new(), new() { Limits = new() { Sharpness = 0, Exposure = 0, Yaw = 90, Pitch = 90 } }, new(new OneMeter()));

    [Fact]
    public void The_new_faces_of_all_cameras_are_embedded_in_one_run()
    {
        using var embedded = Look(0, ("door", [1, 2]), ("yard", [1]));

        Assert.Equal([3], _embedder.Runs);
        Assert.All(embedded.Looks.SelectMany(look => look), look => Assert.NotNull(look.Embedding));
        // Each face has its own vector: the embedder was told where it is.
        Assert.Equal([10, 60], embedded.Looks[0].Select(look => MathF.Round(look.Embedding!.Vector.Span[0])));
    }

    [Fact]
    public void A_known_face_is_not_embedded_in_every_frame()
    {
        for (var frame = 0; frame < 25; frame++)
            Look(frame * 0.04, ("door", [1])).Dispose();

        Assert.InRange(_embedder.Runs.Count, 4, 6);
    }

    [Fact]
    public void Faces_that_are_not_confirmed_or_too_small_are_not_embedded()
    {
        using var embedded = Run(0, [], ("door", [new(1, FaceAt(0), false), new(2, Walk.FaceAt(new(50, 10, 8, 9)), true)]));

        Assert.Empty(_embedder.Runs);
        Assert.All(embedded.Looks[0], look => Assert.Null(look.Embedding));
        Assert.Equal(0, embedded.Looks[0][0].Quality.Score);
    }

    [Fact]
    public void A_track_that_ended_is_forgotten()
    {
        Look(0, ("door", [1])).Dispose();
        Run(0.04, [1], ("door", [])).Dispose();
        Look(0.08, ("door", [1])).Dispose();

        Assert.Equal([1, 1], _embedder.Runs);
    }

    private Embedded Look(double time, params (string Camera, int[] Tracks)[] cameras) =>
        Run(time, [], [.. cameras.Select(camera => (camera.Camera, camera.Tracks.Select((track, i) => new TrackedFace(track, FaceAt(i), true)).ToArray()))]);

    private Embedded Run(double time, int[] ended, params (string Camera, TrackedFace[] Faces)[] cameras)
    {
        Frame[] frames =
        [
            .. cameras.Select(camera => _pool.TryRent(
                new(camera.Camera, 0, 0, TimeSpan.FromSeconds(time), 0, default, 160, 80, default))!),
        ];
        var tracks = cameras.Select(camera => new FrameTracks(camera.Faces, ended)).ToArray();
        return _step.ProcessAsync(new(new(frames, []), tracks, []), TestContext.Current.CancellationToken).Result;
    }

    private static Face FaceAt(int place) => Walk.FaceAt(new(10 + 50 * place, 10, 40, 48));

    /// <summary>Answers with where the left eye is, and remembers how many faces each run had.</summary>
    private sealed class CountingEmbedder : IEmbedder
    {
        public List<int> Runs { get; } = [];

        public string Id => "counting";

        public int Dimension => 1;

        public Embedding[] Embed(IReadOnlyList<(Frame Frame, Landmarks Landmarks)> faces, bool mirror = false)
        {
            Runs.Add(faces.Count);
            return [.. faces.Select(face => new Embedding(Id, new[] { face.Landmarks[0].X - 0.3f * 40 }))];
        }
    }
}
