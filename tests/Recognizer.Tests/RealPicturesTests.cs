using System.Numerics.Tensors;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests;

/// <summary>Two hundred photographs through the fast paths, in batches, and through ONNX Runtime's graphs, one at a time.</summary>
public sealed class RealPicturesTests : IDisposable
{
    private const int Pictures = 200, Batch = 8;

    private static readonly FaceSearch Search = new(40);

    private readonly MtcnnDetector _plain = new(
        TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions());

    private readonly MtcnnDetector _fast = MtcnnDetector.Fast(
        TestModels.Store, TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions());

    private readonly EmbeddingModel _embedder = new(TestModels.Load("mobilefacenet-192"));

    [Fact]
    public void Boxes_landmarks_and_vectors_are_the_same_on_two_hundred_photographs()
    {
        var lines = File.ReadAllLines(Places.SharedData("identities.csv")).Skip(1).ToArray();
        var files = Enumerable.Range(0, Pictures).Select(i => Places.SharedData(lines[i * lines.Length / Pictures].Split(',')[0])).ToArray();

        var (faces, apart, turned) = (0, 0f, 0f);
        foreach (var batch in files.Chunk(Batch))
        {
            var frames = Array.ConvertAll(batch, file => StillPicture.Load(file));
            try
            {
                var together = _fast.Detect(frames, [.. Enumerable.Repeat(Search, frames.Length)]);
                var alone = Array.ConvertAll(frames, frame => _plain.Detect([frame], [Search])[0]);
                Assert.Equal(alone.Select(found => found.Length), together.Select(found => found.Length));
                apart = MathF.Max(apart, alone.Zip(together).SelectMany(pair => pair.First.Zip(pair.Second, Apart)).DefaultIfEmpty().Max());
                turned = MathF.Max(turned, Turned(frames, alone, together));
                faces += alone.Sum(found => found.Length);
            }
            finally
            {
                Array.ForEach(frames, frame => frame.Dispose());
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{faces} faces: {apart} pixels, cosine {1 - turned}");
        Assert.InRange(faces, Pictures * 9 / 10, Pictures * 2);
        Assert.InRange(apart, 0, 1e-3f);
        Assert.InRange(turned, 0, 1e-5f);
    }

    public void Dispose()
    {
        _plain.Dispose();
        _fast.Dispose();
        _embedder.Dispose();
    }

    /// <summary>The largest distance of corners and landmarks, in pixels.</summary>
    private static float Apart(Face a, Face b)
    {
        var most = new[] { a.Box.X - b.Box.X, a.Box.Y - b.Box.Y, a.Box.Right - b.Box.Right, a.Box.Bottom - b.Box.Bottom }.Max(MathF.Abs);
        for (var i = 0; i < Landmarks.Count; i++)
            most = MathF.Max(most, (a.Landmarks[i] - b.Landmarks[i]).Length());
        return most;
    }

    /// <summary>How far the vectors of faces embedded together point from those of the same faces embedded alone: 1 − cosine.</summary>
    private float Turned(Frame[] frames, Face[][] alone, Face[][] together)
    {
        (Frame, Landmarks)[] all = [.. together.SelectMany((found, i) => found.Select(face => (frames[i], face.Landmarks)))];
        var embedded = _embedder.Embed(all);
        var most = 0f;
        foreach (var (one, vector) in alone.SelectMany((found, i) => found.Select(face => (frames[i], face.Landmarks))).Zip(embedded))
            most = MathF.Max(most, 1 - TensorPrimitives.Dot(_embedder.Embed([one])[0].Vector.Span, vector.Vector.Span));
        return most;
    }
}
