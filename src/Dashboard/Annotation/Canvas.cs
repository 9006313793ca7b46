using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Annotation;

/// <summary>A copy of a frame's planes to draw on, in the frame's own colours.</summary>
/// <param name="header">The size and colours of every frame that is loaded.</param>
internal sealed class Canvas(FrameHeader header)
{
    private readonly byte[] _planes = new byte[header.ByteCount];

    /// <summary>Y, U, V without padding.</summary>
    public ReadOnlySpan<byte> Planes => _planes;

    /// <summary>In pixels.</summary>
    public (int Width, int Height) Size => (header.Width, header.Height);

    /// <summary>Begins anew with a frame of the same size.</summary>
    public void Load(Frame frame)
    {
        frame.Y.CopyTo(_planes);
        frame.U.CopyTo(_planes.AsSpan(header.LumaBytes));
        frame.V.CopyTo(_planes.AsSpan(header.LumaBytes + header.ChromaBytes));
    }

    /// <summary>Fills a rectangle, cut to the picture.</summary>
    public void Fill(int x, int y, int width, int height, Ink ink)
    {
        var (luma, blue, red) = ink.In(header.Colour);
        Plane(0, header.Width, header.Height, x, y, x + width, y + height, luma);
        var (left, top, right, bottom) = (x / 2, y / 2, (x + width + 1) / 2, (y + height + 1) / 2);
        Plane(header.LumaBytes, header.ChromaWidth, header.ChromaHeight, left, top, right, bottom, blue);
        Plane(header.LumaBytes + header.ChromaBytes, header.ChromaWidth, header.ChromaHeight, left, top, right, bottom, red);
    }

    /// <summary>Draws the outline of a rectangle, inwards.</summary>
    public void Outline(int x, int y, int width, int height, int thickness, Ink ink)
    {
        Fill(x, y, width, thickness, ink);
        Fill(x, y + height - thickness, width, thickness, ink);
        Fill(x, y + thickness, thickness, height - 2 * thickness, ink);
        Fill(x + width - thickness, y + thickness, thickness, height - 2 * thickness, ink);
    }

    /// <summary>Lays ink through a mask over the brightness alone; what lies below should be of one colour.</summary>
    public void Stamp(LabelMask mask, int x, int y, Ink ink)
    {
        var (luma, _, _) = ink.In(header.Colour);
        for (var row = Math.Max(0, -y); row < mask.Height && y + row < header.Height; row++)
        {
            for (var column = Math.Max(0, -x); column < mask.Width && x + column < header.Width; column++)
            {
                ref var pixel = ref _planes[(y + row) * header.Width + x + column];
                pixel = (byte)(pixel + (luma - pixel) * mask.Cover[row * mask.Width + column] / 255);
            }
        }
    }

    private void Plane(int start, int stride, int rows, int left, int top, int right, int bottom, byte value)
    {
        (left, right) = (Math.Clamp(left, 0, stride), Math.Clamp(right, 0, stride));
        (top, bottom) = (Math.Clamp(top, 0, rows), Math.Clamp(bottom, 0, rows));
        for (var row = top; row < bottom && left < right; row++)
            _planes.AsSpan(start + row * stride + left, right - left).Fill(value);
    }
}
