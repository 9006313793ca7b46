using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>The horizontal half of a resampling: each sample is the dot product of its weights and a stretch of a row.</summary>
/// <remarks>
/// A load per sample instead of a gather: the taps of a sample lie side by side, and gathers are slow on CPUs
/// with the Downfall mitigation.
/// </remarks>
internal static class RowShrink
{
    /// <summary>Writes a sample per entry of <paramref name="taps"/>.</summary>
    /// <param name="row">
    /// Starts at source sample <see cref="FilterTaps.From"/>. Up to <see cref="FilterTaps.Stride"/> elements behind its end
    /// are read; they must be finite, and count for nothing.
    /// </param>
    /// <param name="taps">Where each sample comes from.</param>
    /// <param name="to">The samples.</param>
    public static void Apply(ref readonly float row, FilterTaps taps, Span<float> to)
    {
        ref var weights = ref MemoryMarshal.GetReference(taps.Weights);
        ref var first = ref MemoryMarshal.GetReference(taps.First);
        ref var target = ref MemoryMarshal.GetReference(to[..taps.First.Length]);
        var (count, from, stride) = (taps.First.Length, taps.From, taps.Stride);
        switch (stride)
        {
            case 4:
                for (var i = 0; i < count; i++)
                {
                    var at = (nuint)(Unsafe.Add(ref first, i) - from);
                    Unsafe.Add(ref target, i) = Vector128.Dot(
                        Vector128.LoadUnsafe(in row, at), Vector128.LoadUnsafe(ref weights, (nuint)i * 4));
                }

                break;

            case 8:
                for (var i = 0; i < count; i++)
                {
                    var at = (nuint)(Unsafe.Add(ref first, i) - from);
                    Unsafe.Add(ref target, i) = Vector256.Dot(
                        Vector256.LoadUnsafe(in row, at), Vector256.LoadUnsafe(ref weights, (nuint)i * 8));
                }

                break;

            default:
                for (var i = 0; i < count; i++)
                {
                    var at = (nuint)(Unsafe.Add(ref first, i) - from);
                    var sum = Vector256<float>.Zero;
                    for (nuint k = 0; k < (nuint)stride; k += 8)
                    {
                        var values = Vector256.LoadUnsafe(in row, at + k);
                        sum = Vector256.MultiplyAddEstimate(values, Vector256.LoadUnsafe(ref weights, (nuint)i * (nuint)stride + k), sum);
                    }

                    Unsafe.Add(ref target, i) = Vector256.Sum(sum);
                }

                break;
        }
    }
}
