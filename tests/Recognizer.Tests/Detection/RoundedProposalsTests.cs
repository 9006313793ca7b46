using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>What GPUs are given, computed on the CPU: few shapes, and the same faces.</summary>
public sealed class RoundedProposalsTests : IDisposable
{
    private readonly Model _pnet = TestModels.Load("mtcnn-pnet");

    [Fact]
    public void Every_cell_of_pictures_of_every_size_is_what_it_is_without_rounding()
    {
        using var again = TestModels.Load("mtcnn-pnet");
        var (plain, rounded, random) = (new GraphProposals(_pnet), new RoundedProposals(new GraphProposals(again)), new Random(4));
        foreach (var (rows, columns) in from rows in Enumerable.Range(12, 16) from columns in (int[])[12, 13, 17, 18, 24, 33, 50, 65] select (rows, columns))
        {
            var pictures = 1 + columns % 3;
            float[] pixels = [.. Enumerable.Range(0, pictures * 3 * rows * columns).Select(_ => random.NextSingle() * 2 - 1)];
            pixels.CopyTo(plain.Prepare(pictures, rows, columns));
            pixels.CopyTo(rounded.Prepare(pictures, rows, columns));
            plain.Run();
            rounded.Run();

            Assert.Equal(plain.Cells, rounded.Cells);
            for (var picture = 0; picture < pictures; picture++)
            {
                Near(plain.Scores(picture), rounded.Scores(picture));
                Near(plain.Shifts(picture), rounded.Shifts(picture));
            }
        }
    }

    [Fact]
    public void Faces_and_vectors_of_photos_of_all_sizes_are_those_without_rounding()
    {
        using MtcnnDetector plain = Detector(few: false), rounded = Detector(few: true);
        using EmbeddingModel embedder = new(TestModels.Load("mobilefacenet-192")), embedding = new(Rounding("mobilefacenet-192"));
        var faces = 0;
        foreach (var photos in File.ReadLines(Places.SharedData("group.csv")).Skip(1).Select(line => StillPicture.Load(Places.SharedData(line.Split(',')[0]))).Chunk(3))
        {
            FaceSearch[] searches = [.. photos.Select(_ => new FaceSearch(40))];
            var (expected, found) = (plain.Detect(photos, searches), rounded.Detect(photos, searches));
            for (var i = 0; i < photos.Length; i++)
            {
                Assert.Equal(expected[i].Length, found[i].Length);
                Assert.All(expected[i].Zip(found[i]), pair => Assert.InRange(Apart(pair.First, pair.Second), 0, 1e-3f));
                Near(Vectors(embedder, photos[i], expected[i]), Vectors(embedding, photos[i], expected[i]));
                faces += expected[i].Length;
                photos[i].Dispose();
            }
        }

        Assert.True(faces > 80, $"only {faces} faces were compared");
    }

    [Fact]
    public void Pictures_of_four_thousand_sizes_come_to_a_few_dozen_shapes()
    {
        var (shapes, exact, levels) = (new Shapes(), new HashSet<(int, int)>(), new List<PyramidLevel>());
        var rounded = new RoundedProposals(shapes);
        var (sizes, pixels) = (0, 0L);
        for (var width = 320; width <= 1920; width += 2)
        {
            foreach (var aspect in (double[])[16 / 9.0, 4 / 3.0, 3 / 2.0, 1, 3 / 4.0])
            {
                PyramidLevel.Plan(new() { Width = width, Height = (int)(width / aspect) }, new(40), new MtcnnOptions().Step, levels);
                sizes++;
                foreach (var level in levels)
                {
                    exact.Add((level.Height, level.Width));
                    pixels += level.Height * level.Width;
                    rounded.Prepare(1, level.Height, level.Width);
                    rounded.Run();
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{sizes} sizes, {exact.Count} shapes, rounded {shapes.Seen.Count}, {shapes.Pixels / (double)pixels:0.00} times the pixels");
        Assert.InRange(sizes, 4000, 5000);
        Assert.InRange(exact.Count, 4000, 5000);
        Assert.InRange(shapes.Seen.Count, 1, 60);
    }

    [Fact]
    public void Batches_of_every_size_come_to_six_shapes_and_tell_only_their_own_pictures()
    {
        using var rnet = Rounding("mtcnn-rnet");
        HashSet<int> shapes = [];
        for (var pictures = 1; pictures <= 32; pictures++)
        {
            Assert.Equal(pictures * 3 * 24 * 24, rnet.Prepare(pictures, 3, 24, 24).Length);
            rnet.Run();
            Assert.Equal(2 * pictures, rnet.Output(0).Length);
            shapes.Add(rnet.Shape(0)[0]);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32], shapes.Order());
    }

    [Fact]
    public void A_network_that_wants_few_shapes_has_its_pyramid_rounded()
    {
        using var pnet = Rounding("mtcnn-pnet");

        Assert.IsType<RoundedProposals>(Proposals.For(TestModels.Store.Get("mtcnn-pnet"), pnet, Workers.Alone));
        Assert.False(_pnet.OnGpu); // on the CPU
    }

    public void Dispose() => _pnet.Dispose();

    private static Model Rounding(string id)
    {
        var model = TestModels.Load(id);
        model.OnGpu = true;
        return model;
    }

    private static MtcnnDetector Detector(bool few)
    {
        Model[] models = [.. ((string[])["mtcnn-pnet", "mtcnn-rnet", "mtcnn-onet"]).Select(id => few ? Rounding(id) : TestModels.Load(id))];
        return new(models[0], models[1], models[2], new MtcnnOptions(), few ? new RoundedProposals(new GraphProposals(models[0])) : new GraphProposals(models[0]));
    }

    private static float[] Vectors(EmbeddingModel embedder, Frame photo, Face[] faces) =>
        [.. embedder.Embed([.. faces.Select(face => (photo, face.Landmarks))]).SelectMany(embedding => embedding.Vector.ToArray())];

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.InRange(found[i], expected[i] - 2e-5f, expected[i] + 2e-5f);
    }

    private static float Apart(Face a, Face b)
    {
        var most = new[] { a.Box.X - b.Box.X, a.Box.Y - b.Box.Y, a.Box.Right - b.Box.Right, a.Box.Bottom - b.Box.Bottom }.Max(MathF.Abs);
        for (var i = 0; i < Landmarks.Count; i++)
            most = MathF.Max(most, (a.Landmarks[i] - b.Landmarks[i]).Length());
        return most;
    }

    /// <summary>Computes nothing and remembers what it was asked to.</summary>
    private sealed class Shapes : IProposals
    {
        private float[] _room = [];

        public HashSet<(int Height, int Width)> Seen { get; } = [];

        public long Pixels { get; private set; }

        public (int Rows, int Columns) Cells { get; private set; }

        public Span<float> Prepare(int pictures, int height, int width)
        {
            Seen.Add((height, width));
            Pixels += height * width;
            Cells = (PyramidLevel.Cells(height), PyramidLevel.Cells(width));
            Array.Resize(ref _room, Math.Max(_room.Length, 4 * pictures * height * width));
            return _room.AsSpan(0, pictures * 3 * height * width);
        }

        public int Passes => 1;

        public void Run(int worker, int pass)
        {
        }

        public ReadOnlySpan<float> Scores(int picture) => _room.AsSpan(0, Cells.Rows * Cells.Columns);

        public ReadOnlySpan<float> Shifts(int picture) => _room.AsSpan(0, 4 * Cells.Rows * Cells.Columns);
    }
}
