using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>The horizontal half of a resampling: each sample is the dot product of its weights and a stretch of a row.</summary>
/// <remarks>
/// A load per sample instead of a gather: the taps of a sample lie side by side, and gathers are slow on CPUs
/// with the Downfall mitigation. Four samples are summed together, since a sum across one register costs more than the products in it.
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
        switch (taps.Stride)
        {
            case 4:
                Apply<FourTaps>(in row, taps, to);
                break;
            case 8:
                Apply<EightTaps>(in row, taps, to);
                break;
            default:
                Apply<ManyTaps>(in row, taps, to);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TTaps>(ref readonly float row, FilterTaps taps, Span<float> to)
        where TTaps : ITaps
    {
        ref var weights = ref MemoryMarshal.GetReference(taps.Weights);
        ref var first = ref MemoryMarshal.GetReference(taps.First);
        ref var target = ref MemoryMarshal.GetReference(to[..taps.First.Length]);
        ref var start = ref Unsafe.Subtract(ref Unsafe.AsRef(in row), taps.From);
        var (count, stride) = ((nuint)taps.First.Length, (nuint)taps.Stride);
        nuint i = 0;
        for (; i + 4 <= count; i += 4)
        {
            Sums(
                TTaps.Products(ref Unsafe.Add(ref start, Unsafe.Add(ref first, i)), ref Unsafe.Add(ref weights, i * stride), stride),
                TTaps.Products(ref Unsafe.Add(ref start, Unsafe.Add(ref first, i + 1)), ref Unsafe.Add(ref weights, (i + 1) * stride), stride),
                TTaps.Products(ref Unsafe.Add(ref start, Unsafe.Add(ref first, i + 2)), ref Unsafe.Add(ref weights, (i + 2) * stride), stride),
                TTaps.Products(ref Unsafe.Add(ref start, Unsafe.Add(ref first, i + 3)), ref Unsafe.Add(ref weights, (i + 3) * stride), stride))
                .StoreUnsafe(ref target, i);
        }

        for (; i < count; i++)
        {
            var products = TTaps.Products(ref Unsafe.Add(ref start, Unsafe.Add(ref first, i)), ref Unsafe.Add(ref weights, i * stride), stride);
            Unsafe.Add(ref target, i) = Sums(products, products, products, products).ToScalar();
        }
    }

    /// <summary>The sum of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) =>
        Sse3.IsSupported ? Sse3.HorizontalAdd(Sse3.HorizontalAdd(a, b), Sse3.HorizontalAdd(c, d))
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(a, b), AdvSimd.Arm64.AddPairwise(c, d))
        : Vector128.Create(Vector128.Sum(a), Vector128.Sum(b), Vector128.Sum(c), Vector128.Sum(d));

    /// <summary>How many taps a sample has.</summary>
    private interface ITaps
    {
        /// <summary>The products of a sample's taps with their weights, as far added as four numbers show them.</summary>
        static abstract Vector128<float> Products(ref float at, ref float weights, nuint stride);
    }

    private readonly struct FourTaps : ITaps
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> Products(ref float at, ref float weights, nuint stride) => Vector128.LoadUnsafe(ref at) * Vector128.LoadUnsafe(ref weights);
    }

    private readonly struct EightTaps : ITaps
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> Products(ref float at, ref float weights, nuint stride)
        {
            var products = Vector256.LoadUnsafe(ref at) * Vector256.LoadUnsafe(ref weights);
            return products.GetLower() + products.GetUpper();
        }
    }

    private readonly struct ManyTaps : ITaps
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> Products(ref float at, ref float weights, nuint stride)
        {
            var sum = Vector256<float>.Zero;
            for (nuint k = 0; k < stride; k += 8)
                sum = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref at, k), Vector256.LoadUnsafe(ref weights, k), sum);
            return sum.GetLower() + sum.GetUpper();
        }
    }
}
