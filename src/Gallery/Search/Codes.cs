using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceStream.Gallery.Search;

/// <summary>A vector in small whole numbers: a quarter of the memory, and a known error.</summary>
/// <param name="Scale">What one step is worth: <c>vector ≈ Scale × codes</c>.</param>
/// <param name="Error">The length of what that leaves out, rounded up. By Cauchy and Schwarz no similarity is off by more.</param>
internal readonly record struct Codes(float Scale, float Error)
{
    /// <summary>Added to the codes of templates, because the instruction multiplies unsigned by signed bytes.</summary>
    public const int Bias = 128;

    /// <summary>The largest code of a template.</summary>
    public const int Most = 127;

    /// <summary>The largest code of a query: two products with biased codes must fit 16 bits, see <see cref="CodeProducts"/>. What it leaves out costs a few full comparisons more.</summary>
    public const int MostOfQuery = 64;

    private const int CacheLine = 64;

    /// <summary>Bytes from one row to the next: a whole number of cache lines.</summary>
    public static int Stride(int dimension) => (dimension + CacheLine - 1) & -CacheLine;

    /// <summary>Room on the stack, or pinned, for <see cref="Aligned"/> to find so many bytes in.</summary>
    public static int Room(int bytes) => bytes + CacheLine;

    /// <summary>The part of <paramref name="room"/>, which must not move, that begins with a cache line.</summary>
    public static unsafe Span<sbyte> Aligned(Span<sbyte> room)
    {
        var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(room));
        return room.Slice((int)(-address & (CacheLine - 1)), room.Length - CacheLine);
    }

    /// <summary>Writes the codes of <paramref name="vector"/>; what is left of <paramref name="codes"/> becomes 0.</summary>
    public static Codes Write(ReadOnlySpan<float> vector, Span<sbyte> codes, int most = Most)
    {
        var largest = MathF.Abs(TensorPrimitives.MaxMagnitude(vector));
        var scale = largest > 0 ? largest / most : 1;

        // A million templates are written at a start: thirty-two numbers at a time.
        var (left, done) = (0d, 0);
        for (; done + Vector256<sbyte>.Count <= vector.Length; done += Vector256<sbyte>.Count)
            left += Write(ref MemoryMarshal.GetReference(vector[done..]), scale, ref MemoryMarshal.GetReference(codes[done..]));
        for (; done < vector.Length; done++)
        {
            codes[done] = (sbyte)MathF.Round(vector[done] / scale);
            var error = vector[done] - ((double)scale * codes[done]);
            left += error * error;
        }

        codes[vector.Length..].Clear();
        return new(scale, MathF.BitIncrement((float)Math.Sqrt(left)));
    }

    /// <summary>The scalar product of biased codes with as many numbers.</summary>
    public static float Dot(ReadOnlySpan<byte> biased, ReadOnlySpan<float> vector)
    {
        var (even, odd, done) = (Vector256<float>.Zero, Vector256<float>.Zero, 0);
        for (; done + Vector128<byte>.Count <= biased.Length; done += Vector128<byte>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.WidenLower(Vector128.LoadUnsafe(in biased[done]).ToVector256Unsafe()).AsInt16() - Vector256.Create((short)Bias));
            even = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(low), Vector256.LoadUnsafe(in vector[done]), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(high), Vector256.LoadUnsafe(in vector[done + 8]), odd);
        }

        var sum = Vector256.Sum(even + odd);
        for (; done < biased.Length; done++)
            sum += (biased[done] - Bias) * vector[done];
        return sum;
    }

    /// <summary>Writes 32 codes.</summary>
    /// <returns>The square of what they leave out.</returns>
    private static double Write(ref float vector, float scale, ref sbyte codes)
    {
        var left = Vector256<double>.Zero;
        var whole = Vector256.Narrow(
            Vector256.Narrow(Step(ref vector, 0, scale, ref left), Step(ref vector, 8, scale, ref left)),
            Vector256.Narrow(Step(ref vector, 16, scale, ref left), Step(ref vector, 24, scale, ref left)));
        whole.StoreUnsafe(ref codes);
        return Vector256.Sum(left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Step(ref float vector, nuint place, float scale, ref Vector256<double> left)
    {
        var numbers = Vector256.LoadUnsafe(ref vector, place);
        var codes = Vector256.Round(numbers / Vector256.Create(scale));
        var (low, high) = Vector256.Widen(numbers);
        var (lowCodes, highCodes) = Vector256.Widen(codes);
        var (lowError, highError) = (low - (lowCodes * scale), high - (highCodes * scale));
        left += (lowError * lowError) + (highError * highError);
        return Vector256.ConvertToInt32(codes);
    }
}
