using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>Turns rows of Y, U and V into the rows of a network's tensor: to RGB, clamped, darkened where outside, normalised.</summary>
internal readonly struct RowColour(YuvToRgb yuv, TensorFormat format)
{
    private readonly Vector3 _mean = format.Bgr ? Turned(format.Mean) : format.Mean;   // red first, whatever the tensor's order
    private readonly Vector3 _scale = format.Bgr ? Turned(format.Scale) : format.Scale;

    /// <summary>One sample. <paramref name="cover"/> is the share of it that lies inside the picture; the rest is black.</summary>
    public (float First, float Second, float Third) Convert(float y, float u, float v, float cover)
    {
        var red = Math.Clamp(yuv.Luma * y + yuv.RedV * v + yuv.RedShift, 0, 255) * cover;
        var green = Math.Clamp(yuv.Luma * y + yuv.GreenU * u + yuv.GreenV * v + yuv.GreenShift, 0, 255) * cover;
        var blue = Math.Clamp(yuv.Luma * y + yuv.BlueU * u + yuv.BlueShift, 0, 255) * cover;
        (red, green, blue) = ((red - _mean.X) * _scale.X, (green - _mean.Y) * _scale.Y, (blue - _mean.Z) * _scale.Z);
        return format.Bgr ? (blue, green, red) : (red, green, blue);
    }

    /// <summary>A row. <paramref name="cover"/> is that of each column, <paramref name="rowCover"/> that of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(
        ReadOnlySpan<float> y, ReadOnlySpan<float> u, ReadOnlySpan<float> v, ReadOnlySpan<float> cover, float rowCover,
        Span<float> first, Span<float> second, Span<float> third)
    {
        var x = 0;
        ref var ys = ref MemoryMarshal.GetReference(y);
        ref var us = ref MemoryMarshal.GetReference(u);
        ref var vs = ref MemoryMarshal.GetReference(v);
        ref var covers = ref MemoryMarshal.GetReference(cover);
        ref var reds = ref MemoryMarshal.GetReference(format.Bgr ? third : first);
        ref var greens = ref MemoryMarshal.GetReference(second);
        ref var blues = ref MemoryMarshal.GetReference(format.Bgr ? first : third);
        for (; x <= y.Length - Vector256<float>.Count; x += Vector256<float>.Count)
        {
            var at = (nuint)x;
            var luma = Vector256.LoadUnsafe(ref ys, at) * yuv.Luma;
            var (blue, red) = (Vector256.LoadUnsafe(ref us, at), Vector256.LoadUnsafe(ref vs, at));
            var inside = Vector256.LoadUnsafe(ref covers, at) * rowCover;
            Finish(luma + red * yuv.RedV + Vector256.Create(yuv.RedShift), inside, _mean.X, _scale.X).StoreUnsafe(ref reds, at);
            Finish(luma + blue * yuv.GreenU + red * yuv.GreenV + Vector256.Create(yuv.GreenShift), inside, _mean.Y, _scale.Y).StoreUnsafe(ref greens, at);
            Finish(luma + blue * yuv.BlueU + Vector256.Create(yuv.BlueShift), inside, _mean.Z, _scale.Z).StoreUnsafe(ref blues, at);
        }

        for (; x < y.Length; x++)
            (first[x], second[x], third[x]) = Convert(y[x], u[x], v[x], cover[x] * rowCover);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Finish(Vector256<float> colour, Vector256<float> inside, float mean, float scale)
    {
        var clamped = Vector256.MinNative(Vector256.MaxNative(colour, Vector256<float>.Zero), Vector256.Create(255f));
        return (clamped * inside - Vector256.Create(mean)) * scale;
    }

    private static Vector3 Turned(Vector3 value) => new(value.Z, value.Y, value.X);
}
