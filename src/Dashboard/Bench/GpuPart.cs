using System.Numerics.Tensors;
using FaceStream.Dashboard.Output;
using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Bench;

/// <summary>Whole pictures with every face embedded, on the GPU: many in one batch, against one after the other.</summary>
internal static class GpuPart
{
    // Rounding moves an edge by some thousandths of a pixel and turns a vector by less than this.
    private const float Apart = 0.1f, Alike = 0.9999f;

    /// <summary>A picture's share of a batch, once its faces are seen to be those that the CPU finds.</summary>
    public static Figure Measure(BenchRig rig, string name, int pictures) => Measure(rig, rig.OnGpu, name, pictures);

    /// <summary>The same on other networks.</summary>
    internal static Figure Measure(BenchRig rig, Networks networks, string name, int pictures)
    {
        Frame[] frames = [.. Enumerable.Repeat(rig.Frame, pictures)];
        var vectors = rig.Embedder().Embed([.. rig.Faces.Select(face => (rig.Frame, face.Landmarks))]);
        foreach (var (faces, found) in Look(networks, frames))
        {
            var same = faces.Length == rig.Faces.Length && faces.Zip(rig.Faces).All(pair => Difference(pair.First.Box, pair.Second.Box) <= Apart)
                && found.Zip(vectors).All(pair => TensorPrimitives.Dot(pair.First.Vector.Span, pair.Second.Vector.Span) >= Alike);
            if (!same)
                throw new CommandFailure(ExitCode.Failure, $"{networks.Device} finds other faces than the CPU in a batch of {pictures}.", "See that driver, CUDA and cuDNN belong together, or set inference.provider: cpu");
        }

        var cost = Rounds.Compare(() => Look(networks, frames), () => { foreach (var frame in frames) Look(networks, [frame]); }, rig.Cancel);
        return Figure.Of(name, cost with { Ours = cost.Ours / pictures, Bare = cost.Bare / pictures, Allocated = cost.Allocated / pictures }, $"the same, one picture after the other, on {networks.Device}");
    }

    private static List<(Face[] Faces, Embedding[] Vectors)> Look(Networks networks, Frame[] frames)
    {
        var faces = networks.Detector.Detect(frames, [.. Enumerable.Repeat(BenchRig.Search, frames.Length)]);
        var vectors = new Queue<Embedding>(networks.Embedder.Embed([.. frames.Zip(faces).SelectMany(pair => pair.Second.Select(face => (pair.First, face.Landmarks)))]));
        return [.. faces.Select(each => (each, Array.ConvertAll(each, _ => vectors.Dequeue())))];
    }

    /// <summary>Of the edges that are furthest apart, in pixels.</summary>
    private static float Difference(in Box a, in Box b) =>
        MathF.Max(MathF.Max(MathF.Abs(a.X - b.X), MathF.Abs(a.Y - b.Y)), MathF.Max(MathF.Abs(a.Right - b.Right), MathF.Abs(a.Bottom - b.Bottom)));
}
