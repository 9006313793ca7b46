using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        var largest = 0f;
        foreach (var x in vector)
            largest = MathF.Max(largest, MathF.Abs(x));
        var scale = largest > 0 ? largest / most : 1;

        var left = 0d;
        for (var i = 0; i < vector.Length; i++)
        {
            codes[i] = (sbyte)MathF.Round(vector[i] / scale);
            var error = vector[i] - ((double)scale * codes[i]);
            left += error * error;
        }

        codes[vector.Length..].Clear();
        return new(scale, MathF.BitIncrement((float)Math.Sqrt(left)));
    }
}
