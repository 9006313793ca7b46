namespace FaceStream.Gallery.Search;

/// <summary>A vector in whole numbers from −127 to 127: a quarter of the memory, and a known error.</summary>
/// <param name="Scale">What one step is worth: <c>vector ≈ Scale × codes</c>.</param>
/// <param name="Error">The length of what that leaves out, rounded up. By Cauchy and Schwarz no similarity is off by more.</param>
internal readonly record struct Codes(float Scale, float Error)
{
    /// <summary>Added to the codes of templates, because the instruction multiplies unsigned by signed bytes.</summary>
    public const int Bias = 128;

    /// <summary>Bytes from one row to the next: a whole number of cache lines.</summary>
    public static int Stride(int dimension) => (dimension + 63) & ~63;

    /// <summary>Writes the codes of <paramref name="vector"/>; what is left of <paramref name="codes"/> becomes 0.</summary>
    public static Codes Write(ReadOnlySpan<float> vector, Span<sbyte> codes)
    {
        var largest = 0f;
        foreach (var x in vector)
            largest = MathF.Max(largest, MathF.Abs(x));
        var scale = largest > 0 ? largest / 127 : 1;

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
