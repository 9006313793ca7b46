namespace FaceStream.StreamIngest.Imaging;

/// <summary>What must be done to stored pixels to see them upright; the numbers are those of EXIF tag 0x0112.</summary>
internal enum Orientation
{
    Upright = 1,
    Mirrored = 2,
    UpsideDown = 3,
    MirroredUpsideDown = 4,
    Transposed = 5,
    TurnRight = 6,
    Transversed = 7,
    TurnLeft = 8,
}

/// <summary>Turns and mirrors planes.</summary>
internal static class Orientations
{
    // Rows and columns of a block whose lines stay in the first-level cache while columns become rows.
    private const int Block = 32;

    extension(Orientation orientation)
    {
        /// <summary>Width and height change places.</summary>
        public bool SwapsSides => orientation >= Orientation.Transposed;

        /// <summary>Writes the upright picture. Both are I420 without padding.</summary>
        /// <param name="from">As stored.</param>
        /// <param name="width">Columns as stored.</param>
        /// <param name="height">Rows as stored.</param>
        /// <param name="to">As many bytes; the sides may have changed places.</param>
        public void Apply(ReadOnlySpan<byte> from, int width, int height, Span<byte> to)
        {
            var (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2);
            var (luma, chroma) = (width * height, chromaWidth * chromaHeight);
            orientation.ApplyPlane(from[..luma], width, height, to[..luma]);
            orientation.ApplyPlane(from.Slice(luma, chroma), chromaWidth, chromaHeight, to.Slice(luma, chroma));
            orientation.ApplyPlane(from.Slice(luma + chroma, chroma), chromaWidth, chromaHeight, to.Slice(luma + chroma, chroma));
        }

        private void ApplyPlane(ReadOnlySpan<byte> from, int width, int height, Span<byte> to)
        {
            var mirrorX = orientation is Orientation.Mirrored or Orientation.UpsideDown or Orientation.Transversed or Orientation.TurnLeft;
            var mirrorY = orientation is Orientation.UpsideDown or Orientation.MirroredUpsideDown or Orientation.Transversed or Orientation.TurnRight;
            if (orientation.SwapsSides)
                Transpose(from, width, height, to, mirrorX, mirrorY);
            else
                Mirror(from, width, height, to, mirrorX, mirrorY);
        }
    }

    private static void Mirror(ReadOnlySpan<byte> from, int width, int height, Span<byte> to, bool mirrorX, bool mirrorY)
    {
        for (var y = 0; y < height; y++)
        {
            var row = to.Slice(y * width, width);
            from.Slice((mirrorY ? height - 1 - y : y) * width, width).CopyTo(row);
            if (mirrorX)
                row.Reverse();
        }
    }

    /// <summary><c>to[x, y] = from[y', x']</c>, where a mirrored side of the source counts from its end.</summary>
    private static void Transpose(ReadOnlySpan<byte> from, int width, int height, Span<byte> to, bool mirrorX, bool mirrorY)
    {
        for (var top = 0; top < height; top += Block)
        {
            var bottom = Math.Min(top + Block, height);
            for (var x = 0; x < width; x++)
            {
                var target = (mirrorX ? width - 1 - x : x) * height;
                for (var y = top; y < bottom; y++)
                    to[target + (mirrorY ? height - 1 - y : y)] = from[y * width + x];
            }
        }
    }
}
