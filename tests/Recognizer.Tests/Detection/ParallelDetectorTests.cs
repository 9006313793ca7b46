using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>Groups of pictures in flight together, as a GPU gets them, computed on the CPU.</summary>
public sealed class ParallelDetectorTests : IDisposable
{
    private readonly List<Model> _models = [];
    private readonly Frame[] _frames =
        [.. Directory.GetFiles(Places.Sample("people"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(6).Select(file => StillPicture.Load(file))];

    [Theory]
    [InlineData(2), InlineData(3), InlineData(9)]
    public void Each_picture_has_the_faces_that_are_found_in_it_alone_whatever_its_group(int groups)
    {
        var (alone, parallel) = (MtcnnDetector.Fast(TestModels.Store, Load("pnet"), Load("rnet"), Load("onet"), new()), Parallel(groups));
        for (var count = 0; count <= _frames.Length; count++)
        {
            var frames = _frames[..count];
            // Not two alike, and nothing to find in each third, so that a picture that gets another's search is seen.
            FaceSearch[] searches = [.. frames.Select((_, i) => new FaceSearch(i % 3 == 2 ? 10_000 : 20 + 4 * i))];

            var found = parallel.Detect(frames, searches);
            Box[][] expected = [.. found.Select((faces, i) => Array.ConvertAll(faces, face => face.Box)[..Math.Min(faces.Length, i % 2 + 1)])];
            var refined = parallel.Refine(frames, expected);

            Assert.Equal(count, found.Length);
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(alone.Detect([frames[i]], [searches[i]])[0], found[i]);
                Assert.Equal(alone.Refine([frames[i]], [expected[i]])[0], refined[i]);
                Assert.Equal(i % 3 == 2, found[i].Length == 0);
            }
        }
    }

    [Fact]
    public void Groups_are_in_flight_at_the_same_time()
    {
        using var together = new Barrier(3);
        var parallel = new ParallelDetector(new Workers(3), [.. Enumerable.Range(0, 3).Select(_ => new Meeting(together))]);

        parallel.Detect(_frames, new FaceSearch[_frames.Length]);
        parallel.Refine(_frames, new Box[_frames.Length][]);
    }

    [Fact]
    public void A_network_that_fails_in_one_group_is_named_and_the_next_batch_goes_through()
    {
        using var none = new Barrier(1);
        var failing = new Meeting(none) { Refuses = _frames[5] };
        var parallel = new ParallelDetector(new Workers(3), [failing, failing, failing]);

        var trouble = Assert.Throws<ModelException>(() => parallel.Detect(_frames, new FaceSearch[6]));

        Assert.Equal("mtcnn-pnet cannot be run", trouble.Message);
        Assert.Equal(5, parallel.Detect(_frames[..5], new FaceSearch[5]).Length);
    }

    public void Dispose()
    {
        _models.ForEach(model => model.Dispose());
        Array.ForEach(_frames, frame => frame.Dispose());
    }

    private ParallelDetector Parallel(int groups) => ParallelDetector.Of(TestModels.Store, Load("pnet"), Load("rnet"), Load("onet"), new(), groups);

    private Model Load(string network)
    {
        _models.Add(TestModels.Load("mtcnn-" + network));
        _models[^1].OnGpu = true;
        return _models[^1];
    }

    /// <summary>Finds nothing, once all groups are there.</summary>
    private sealed class Meeting(Barrier together) : IFaceDetector
    {
        public Frame? Refuses { get; init; }

        public Face[][] Detect(IReadOnlyList<Frame> frames, ReadOnlySpan<FaceSearch> searches)
        {
            Meet();
            return Refuses is not null && frames.Contains(Refuses) ? throw new ModelException(ModelFault.Unusable, "mtcnn-pnet cannot be run") : new Face[frames.Count][];
        }

        public Face?[][] Refine(IReadOnlyList<Frame> frames, IReadOnlyList<Box[]> expected)
        {
            Meet();
            return new Face?[frames.Count][];
        }

        private void Meet() => Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "nobody else was in flight");
    }
}
