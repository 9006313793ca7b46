using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>
/// Cuts a turned, scaled and shifted rectangle out of a frame, straight from the planes into a network's tensor.
/// Bilinear; black beyond the picture's edges. One thread; buffers are kept.
/// </summary>
/// <remarks>
/// In two steps: what the rectangle covers is brought to the tensor's own scale by area, so that a large face does not alias,
/// and is then turned with bilinear interpolation. The scratch between them holds every pixel that the turn reads, so the inner
/// loop has no edges to mind. A face of 450 pixels takes as long as one of 110.
/// </remarks>
public sealed class SimilarityWarp
{
    private readonly FrameResampler _resampler = new();
    private float[] _scratch = [];

    /// <summary>Fills <paramref name="tensor"/>, <c>[3, rows, columns]</c>.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="toFrame">Maps a point of the tensor to the frame, both in pixels with whole numbers at pixels' centres. May mirror, not shear.</param>
    /// <param name="format">What the network wants.</param>
    /// <param name="tensor">To be filled.</param>
    /// <param name="columns">The tensor's width.</param>
    /// <param name="rows">The tensor's height.</param>
    /// <exception cref="ArgumentException">The map is not finite, or takes everything to one point.</exception>
    public void Apply(Frame frame, in Matrix3x2 toFrame, in TensorFormat format, Span<float> tensor, int columns, int rows)
    {
        var scale = MathF.Sqrt(MathF.Abs(toFrame.GetDeterminant()));
        if (!(float.IsFinite(scale + toFrame.M31 + toFrame.M32) && scale > 0))
            throw new ArgumentException($"{toFrame} maps no rectangle.", nameof(toFrame));

        // 1. Shrink to the tensor's scale. Enlarging is left to the turn, which would otherwise blur a second time.
        var step = Math.Max(scale, 1);
        var covered = Covered(toFrame, columns, rows, margin: 1 + step);
        var (across, down) = (Cells(covered.Width, step), Cells(covered.Height, step));
        if (_scratch.Length < 3 * across * down)
            _scratch = new float[3 * across * down];
        _resampler.Resample(frame, covered with { Width = (double)across * step, Height = (double)down * step }, format, _scratch, across, down);

        // 2. Turn. The centre of the frame's pixel 0 lies half a pixel inside it, and so in the scratch.
        var half = new Vector2(0.5f);
        var corner = new Vector2((float)covered.X, (float)covered.Y);
        var toScratch = new Matrix3x2(
            toFrame.M11 / step, toFrame.M12 / step, toFrame.M21 / step, toFrame.M22 / step, 0, 0)
        {
            Translation = (toFrame.Translation + half - corner) / step - half,
        };
        Turn(across, down, toScratch, tensor[..(3 * rows * columns)], columns, rows);
    }

    /// <summary>Whole pixels of the frame that hold all that the tensor shows, and what bilinear reads beside it.</summary>
    private static Region Covered(in Matrix3x2 toFrame, int columns, int rows, float margin)
    {
        var low = new Vector2(float.PositiveInfinity);
        var high = new Vector2(float.NegativeInfinity);
        foreach (var corner in (ReadOnlySpan<Vector2>)[new(0, 0), new(columns - 1, 0), new(0, rows - 1), new(columns - 1, rows - 1)])
        {
            var at = Vector2.Transform(corner, toFrame);
            (low, high) = (Vector2.Min(low, at), Vector2.Max(high, at));
        }

        var (left, top) = (MathF.Floor(low.X - margin), MathF.Floor(low.Y - margin));
        return new(left, top, MathF.Ceiling(high.X + margin) + 1 - left, MathF.Ceiling(high.Y + margin) + 1 - top);
    }

    private static int Cells(double length, float step) => (int)Math.Ceiling(length / step);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Turn(int across, int down, in Matrix3x2 toScratch, Span<float> tensor, int columns, int rows)
    {
        var (from, to) = (across * down, columns * rows);
        ref var scratch = ref MemoryMarshal.GetArrayDataReference(_scratch);
        ref var target = ref MemoryMarshal.GetReference(tensor);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var at = Vector2.Transform(new Vector2(column, row), toScratch);
                var left = Math.Clamp((int)at.X, 0, across - 2); // never bites; keeps a rounding error from reading elsewhere
                var top = Math.Clamp((int)at.Y, 0, down - 2);
                var (right, below) = (at.X - left, at.Y - top);
                ref var pixel = ref Unsafe.Add(ref scratch, top * across + left);
                ref var sample = ref Unsafe.Add(ref target, row * columns + column);
                sample = Blend(ref pixel, across, right, below);
                Unsafe.Add(ref sample, to) = Blend(ref Unsafe.Add(ref pixel, from), across, right, below);
                Unsafe.Add(ref sample, 2 * to) = Blend(ref Unsafe.Add(ref pixel, 2 * from), across, right, below);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Blend(ref float pixel, int stride, float right, float below)
    {
        ref var next = ref Unsafe.Add(ref pixel, stride);
        var upper = pixel + (Unsafe.Add(ref pixel, 1) - pixel) * right;
        var lower = next + (Unsafe.Add(ref next, 1) - next) * right;
        return upper + (lower - upper) * below;
    }
}
