namespace FaceStream.StreamIngest.Imaging;

/// <summary>Three planes of a 4:2:0 picture, or of a part of one, with room between their rows.</summary>
internal readonly ref struct Planes(
    ReadOnlySpan<byte> y, ReadOnlySpan<byte> u, ReadOnlySpan<byte> v, int stride, int chromaStride, int width, int height)
{
    public ReadOnlySpan<byte> Y { get; } = y;

    public ReadOnlySpan<byte> U { get; } = u;

    public ReadOnlySpan<byte> V { get; } = v;

    /// <summary>Bytes from one row of Y to the next.</summary>
    public int Stride { get; } = stride;

    /// <summary>Bytes from one row of U or V to the next.</summary>
    public int ChromaStride { get; } = chromaStride;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public int ChromaWidth => (Width + 1) / 2;

    public int ChromaHeight => (Height + 1) / 2;

    /// <summary>Planes in an array, which grows when it is too small; room for an even number of rows.</summary>
    public static Planes Over(ref byte[] memory, int width, int height, int stride)
    {
        var (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2);
        var (luma, chroma) = (stride * 2 * chromaHeight, chromaWidth * chromaHeight);
        if (memory.Length < luma + 2 * chroma)
            memory = GC.AllocateUninitializedArray<byte>(luma + 2 * chroma);
        return new(
            memory.AsSpan(0, luma), memory.AsSpan(luma, chroma), memory.AsSpan(luma + chroma, chroma),
            stride, chromaWidth, width, height);
    }
}
