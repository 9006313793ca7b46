using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>
/// Weighted sums of rows: <c>to[x] = Σₖ weights[k] · rows[k · stride + x]</c>, the vertical half of every resampling.
/// </summary>
/// <remarks>
/// The sum of a column stays in a register while the rows are walked, so each source byte is read and converted once.
/// Byte rows may be read, and the target written, up to 15 elements past their end (<see cref="Padding"/>).
/// This and the other loops over pixels are compiled with all optimisations at the first call: the runtime's quick code takes three times as long for the first thirty
/// pictures, just when several cameras start together.
/// </remarks>
internal static class RowBlend
{
    /// <summary>Elements behind the end of a row that may be touched.</summary>
    public const int Padding = 16;

    /// <summary>Blends byte rows with the widest vectors there are.</summary>
    public static void Bytes(ref readonly byte rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns)
    {
        if (Vector512.IsHardwareAccelerated)
            Bytes512(in rows, stride, weights, ref to, columns);
        else if (Vector256.IsHardwareAccelerated)
            Bytes256(in rows, stride, weights, ref to, columns);
        else
            Bytes128(in rows, stride, weights, ref to, columns);
    }

    /// <summary>Blends float rows with the widest vectors there are; touches nothing past the end.</summary>
    public static void Floats(ref readonly float rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns)
    {
        var done = Vector512.IsHardwareAccelerated ? Floats512(in rows, stride, weights, ref to, columns)
            : Vector256.IsHardwareAccelerated ? Floats256(in rows, stride, weights, ref to, columns)
            : Floats128(in rows, stride, weights, ref to, columns);
        for (var x = done; x < columns; x++)
        {
            var sum = 0f;
            for (var k = 0; k < weights.Length; k++)
                sum += Unsafe.Add(ref Unsafe.AsRef(in rows), (nint)k * stride + x) * weights[k];
            Unsafe.Add(ref to, x) = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Bytes512(ref readonly byte rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns)
    {
        for (var x = 0; x < columns; x += 16)
        {
            var sum = Vector512<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
            {
                var bytes = Vector128.LoadUnsafe(in rows, (nuint)((nint)k * stride + x)).ToVector256Unsafe().ToVector512Unsafe();
                var wide = Vector512.WidenLower(Vector512.WidenLower(bytes)).AsInt32();
                sum = Vector512.MultiplyAddEstimate(Vector512.ConvertToSingle(wide), Vector512.Create(weights[k]), sum);
            }

            sum.StoreUnsafe(ref to, (nuint)x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Bytes256(ref readonly byte rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns)
    {
        // Two registers side by side for each weight that is fetched: 0.6 of the time of one.
        for (nint x = 0; x < columns; x += 16)
        {
            var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
            ref var at = ref Unsafe.Add(ref Unsafe.AsRef(in rows), x);
            for (var k = 0; k < weights.Length; k++)
            {
                var weight = Vector256.Create(weights[k]);
                low = Vector256.MultiplyAddEstimate(Wide(ref at), weight, low);
                high = Vector256.MultiplyAddEstimate(Wide(ref Unsafe.Add(ref at, 8)), weight, high);
                at = ref Unsafe.Add(ref at, stride);
            }

            low.StoreUnsafe(ref to, (nuint)x);
            high.StoreUnsafe(ref to, (nuint)x + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Bytes128(ref readonly byte rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns)
    {
        for (var x = 0; x < columns; x += 8)
        {
            var (low, high) = (Vector128<float>.Zero, Vector128<float>.Zero);
            for (var k = 0; k < weights.Length; k++)
            {
                var (lower, upper) = Vector128.Widen(Vector128.WidenLower(Eight(ref Unsafe.Add(ref Unsafe.AsRef(in rows), (nint)k * stride + x))));
                var weight = Vector128.Create(weights[k]);
                low = Vector128.MultiplyAddEstimate(Vector128.ConvertToSingle(lower.AsInt32()), weight, low);
                high = Vector128.MultiplyAddEstimate(Vector128.ConvertToSingle(upper.AsInt32()), weight, high);
            }

            low.StoreUnsafe(ref to, (nuint)x);
            high.StoreUnsafe(ref to, (nuint)x + 4);
        }
    }

    /// <summary>Eight bytes as numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Wide(ref byte at) => Vector256.ConvertToSingle(Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(Eight(ref at))
        : Vector256.WidenLower(Vector256.WidenLower(Eight(ref at).ToVector256Unsafe())).AsInt32());

    /// <summary>Eight bytes in the lower half of a register. A <see cref="Vector64"/>, which x86 does not have, goes by way of memory: a pyramid took four times as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Eight(ref byte at) => Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref at)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Floats512(ref readonly float rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns)
    {
        var x = 0;
        for (; x <= columns - 16; x += 16)
        {
            var sum = Vector512<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
            {
                var row = Vector512.LoadUnsafe(in rows, (nuint)((nint)k * stride + x));
                sum = Vector512.MultiplyAddEstimate(row, Vector512.Create(weights[k]), sum);
            }

            sum.StoreUnsafe(ref to, (nuint)x);
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Floats256(ref readonly float rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns)
    {
        nint x = 0;
        for (; x <= columns - 16; x += 16)
        {
            var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
            ref var at = ref Unsafe.Add(ref Unsafe.AsRef(in rows), x);
            for (var k = 0; k < weights.Length; k++)
            {
                var weight = Vector256.Create(weights[k]);
                low = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref at), weight, low);
                high = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref at, 8), weight, high);
                at = ref Unsafe.Add(ref at, stride);
            }

            low.StoreUnsafe(ref to, (nuint)x);
            high.StoreUnsafe(ref to, (nuint)x + 8);
        }

        // What is left, with a register that ends where the row does and may begin in what is done.
        for (; x < columns && columns >= 8; x += 8)
        {
            var sum = Vector256<float>.Zero;
            var last = Math.Min(x, columns - 8);
            ref var at = ref Unsafe.Add(ref Unsafe.AsRef(in rows), last);
            for (var k = 0; k < weights.Length; k++)
            {
                sum = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref at), Vector256.Create(weights[k]), sum);
                at = ref Unsafe.Add(ref at, stride);
            }

            sum.StoreUnsafe(ref to, (nuint)last);
        }

        return columns < 8 ? 0 : columns;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Floats128(ref readonly float rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns)
    {
        var x = 0;
        for (; x <= columns - 4; x += 4)
        {
            var sum = Vector128<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
            {
                var row = Vector128.LoadUnsafe(in rows, (nuint)((nint)k * stride + x));
                sum = Vector128.MultiplyAddEstimate(row, Vector128.Create(weights[k]), sum);
            }

            sum.StoreUnsafe(ref to, (nuint)x);
        }

        return x;
    }
}
