using System.Numerics;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Bench;

/// <summary>From landmarks to the embedder's input, and on to the vector.</summary>
internal static class FacePart
{
    private static readonly TensorFormat Format = TensorFormat.Rgb(127.5f, 1 / 128f);

    /// <summary>One face turned upright, against the loop anyone would write first.</summary>
    public static Figure Align(BenchRig rig, string name)
    {
        var (columns, rows, template) = Chip(rig);
        var (warp, frame, landmarks, tensor) = (new SimilarityWarp(), rig.Frame, rig.Faces[0].Landmarks, new float[3 * rows * columns]);
        var cost = Rounds.Compare(
            () => warp.Apply(frame, ToFrame(landmarks, template), Format, tensor, columns, rows),
            () => Plain(frame, ToFrame(landmarks, template), tensor, columns), rig.Cancel);
        return Figure.Of(name, cost, "a plain bilinear loop, which aliases where ours averages");
    }

    /// <summary>Faces to vectors, alignment included, against the embedder alone.</summary>
    public static Figure Embed(BenchRig rig, string name, int count)
    {
        var (embedder, bare) = (rig.Embedder(), BareEmbed(rig, count));
        (Frame, Landmarks)[] faces = [.. Enumerable.Range(0, count).Select(i => (rig.Frame, rig.Faces[i % rig.Faces.Length].Landmarks))];
        return Figure.Of(name, Rounds.Compare(() => embedder.Embed(faces), bare, rig.Cancel), "ONNX Runtime alone, same graph and tensor, one thread; ours with alignment");
    }

    /// <summary>One run of the embedder over so many faces.</summary>
    public static Action BareEmbed(BenchRig rig, int count)
    {
        var (columns, rows, template) = Chip(rig);
        var chip = new float[3 * rows * columns];
        new SimilarityWarp().Apply(rig.Frame, ToFrame(rig.Faces[0].Landmarks, template), Format, chip, columns, rows);
        return rig.Bare(rig.Options.Embedder).Over([new([.. Enumerable.Repeat(chip, count).SelectMany(values => values)], [count, 3, rows, columns])]);
    }

    /// <summary>What the embedder looks at, and where it expects landmarks.</summary>
    private static (int Columns, int Rows, Vector2[] Template) Chip(BenchRig rig)
    {
        var embedder = rig.Manifest(rig.Options.Embedder);
        return (embedder.Input.Width, embedder.Input.Height, [.. (embedder.Crop ?? CropTemplate.ArcFace112).Points]);
    }

    private static Matrix3x2 ToFrame(Landmarks landmarks, Vector2[] template) =>
        Matrix3x2.Invert(FaceAlignment.FitSimilarity(landmarks, template), out var toFrame) ? toFrame : throw new InvalidOperationException("The landmarks fall into one point.");

    /// <summary>Brightness between four pixels, colour from the nearest; BT.601 with limited range.</summary>
    private static void Plain(Frame frame, Matrix3x2 toFrame, float[] tensor, int columns)
    {
        ReadOnlySpan<byte> brightness = frame.Y, blue = frame.U, red = frame.V;
        var (width, height, chroma) = (frame.Header.Width, frame.Header.Height, frame.Header.ChromaWidth);
        var plane = tensor.Length / 3;
        for (var i = 0; i < plane; i++)
        {
            var at = Vector2.Transform(new Vector2(i % columns, i / columns), toFrame);
            var (x, y) = (Math.Clamp((int)at.X, 0, width - 2), Math.Clamp((int)at.Y, 0, height - 2));
            var (right, below, pixel) = (at.X - x, at.Y - y, (y * width) + x);
            var upper = brightness[pixel] + ((brightness[pixel + 1] - brightness[pixel]) * right);
            var lower = brightness[pixel + width] + ((brightness[pixel + width + 1] - brightness[pixel + width]) * right);
            var luma = 1.164f * (upper + ((lower - upper) * below) - 16);
            var (u, v) = (blue[(y / 2 * chroma) + (x / 2)] - 128, red[(y / 2 * chroma) + (x / 2)] - 128);
            tensor[i] = (luma + (1.596f * v) - 127.5f) / 128;
            tensor[i + plane] = (luma - (0.392f * u) - (0.813f * v) - 127.5f) / 128;
            tensor[i + (2 * plane)] = (luma + (2.017f * u) - 127.5f) / 128;
        }
    }
}
