using System.Diagnostics;

namespace FaceStream.StreamIngest;

/// <summary>
/// One decoded picture: 8-bit YUV 4:2:0 in three planes without padding, <c>Y [Height, Width]</c>,
/// <c>U</c> and <c>V [⌈Height/2⌉, ⌈Width/2⌉]</c>. See <c>docs/decisions/0001-one-pixel-layout.md</c>.
/// </summary>
/// <remarks>
/// A frame has one owner at a time. Writing it to a channel gives it away; the owner that lets go
/// disposes it. Pixels do not change after decoding, so <see cref="Share"/> is enough to fan out.
/// </remarks>
public sealed class Frame : IDisposable
{
    /// <summary>
    /// Readable bytes behind the last plane, so that a vector load that starts on a pixel stays inside the buffer.
    /// </summary>
    public const int Slack = 64;

    private readonly FramePool _pool;
    private readonly byte[] _buffer;
    private int _owners = 1;

    internal Frame(FramePool pool, byte[] buffer, FrameHeader header) =>
        (_pool, _buffer, Header) = (pool, buffer, header);

    /// <summary>Which camera, which frame, when, how large, which colours.</summary>
    public FrameHeader Header { get; }

    /// <summary>Brightness, <c>[Height, Width]</c>; valid, as the other planes, until the last owner disposes the frame.</summary>
    public ReadOnlySpan<byte> Y => Plane(0, Header.LumaBytes);

    /// <summary>Blue difference, <c>[ChromaHeight, ChromaWidth]</c>.</summary>
    public ReadOnlySpan<byte> U => Plane(Header.LumaBytes, Header.ChromaBytes);

    /// <summary>Red difference, <c>[ChromaHeight, ChromaWidth]</c>.</summary>
    public ReadOnlySpan<byte> V => Plane(Header.LumaBytes + Header.ChromaBytes, Header.ChromaBytes);

    /// <summary>
    /// The same instant in the sharp stream of a camera that has two; lives as long as this frame. Null where there is none.
    /// </summary>
    public Frame? Sharp { get; internal set; }

    /// <summary>All planes in order Y, U, V for the decoder, which fills them before anyone else sees the frame.</summary>
    internal Span<byte> Writable => Plane(0, Header.ByteCount);

    /// <summary>
    /// Fills a frame that was just rented: <paramref name="picture"/> with its corner at (<paramref name="left"/>,
    /// <paramref name="top"/>), both even, and mid grey around it.
    /// </summary>
    public void Paste(Frame picture, int left, int top)
    {
        var (from, to) = (picture.Header, Header);
        Writable.Fill(128);
        PastePlane(picture.Y, from.Width, from.Height, 0, to.Width, left, top);
        PastePlane(picture.U, from.ChromaWidth, from.ChromaHeight, to.LumaBytes, to.ChromaWidth, left / 2, top / 2);
        PastePlane(picture.V, from.ChromaWidth, from.ChromaHeight, to.LumaBytes + to.ChromaBytes, to.ChromaWidth, left / 2, top / 2);
    }

    /// <summary>Adds an owner and returns this frame; that owner disposes it too.</summary>
    public Frame Share()
    {
        ObjectDisposedException.ThrowIf(Interlocked.Increment(ref _owners) <= 1, this);
        return this;
    }

    /// <summary>Lets go; the last owner to do so returns the buffer to its pool.</summary>
    public void Dispose()
    {
        var left = Interlocked.Decrement(ref _owners);
        Debug.Assert(left >= 0, "a frame was disposed more often than it was owned");
        if (left != 0)
            return;
        Sharp?.Dispose();
        _pool.Return(_buffer);
    }

    private void PastePlane(ReadOnlySpan<byte> plane, int width, int height, int start, int stride, int left, int top)
    {
        for (var row = 0; row < height; row++)
            plane.Slice(row * width, width).CopyTo(Writable[(start + (top + row) * stride + left)..]);
    }

    private Span<byte> Plane(int start, int length)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _owners) <= 0, this);
        return _buffer.AsSpan(start, length);
    }
}
