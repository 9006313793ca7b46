using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>A rectangle of whole pixels.</summary>
internal readonly record struct PixelWindow(int X, int Y, int Width, int Height)
{
    /// <summary>The smallest that holds both.</summary>
    public PixelWindow With(in PixelWindow other)
    {
        var (x, y) = (Math.Min(X, other.X), Math.Min(Y, other.Y));
        return new(x, y, Math.Max(X + Width, other.X + other.Width) - x, Math.Max(Y + Height, other.Y + other.Height) - y);
    }
}

/// <summary>One size of a picture, and which of its pixels are needed.</summary>
/// <param name="Width">Columns of the whole level.</param>
/// <param name="Height">Rows of the whole level.</param>
/// <param name="Seen">What P-Net looks at. Its cells are those that it would find there in the whole level.</param>
/// <param name="Made">What is made: <paramref name="Seen"/>, and what smaller levels are made from.</param>
internal readonly record struct PyramidLevel(int Width, int Height, PixelWindow Seen, PixelWindow Made)
{
    /// <summary>Pixels that a cell of P-Net sees, along each side.</summary>
    public const int Cell = 12;

    /// <summary>Pixels from one cell to the next.</summary>
    public const int Stride = 2;

    /// <summary>
    /// Cells whose middle is this far outside of the area are looked at too, in pixels of the level: the networks move boxes, and a surer
    /// duplicate of a face within may lie outside. Of 1,900 searches of random zones in 19 group photos, 6 gave other boxes than a search
    /// of the whole picture with 4 pixels, 1 with 6, and none with 8 or more (<c>ZonesTests</c>).
    /// </summary>
    public const int Reach = Cell;

    /// <summary>Rows or columns of cells that P-Net finds in so many pixels; its pooling rounds up.</summary>
    public static int Cells(int size) => (size - 1) / Stride - 4;

    /// <summary>The levels for a picture, the largest first.</summary>
    /// <param name="picture">Its size.</param>
    /// <param name="search">The narrowest face, which fills a cell of the first level, and where.</param>
    /// <param name="step">Each other level's size over the one before.</param>
    /// <param name="levels">Filled anew.</param>
    public static void Plan(in FrameHeader picture, FaceSearch search, double step, List<PyramidLevel> levels)
    {
        levels.Clear();
        var bounds = search.Area.Bounds;
        for (var scale = (double)Cell / search.MinFace; Math.Min(picture.Width, picture.Height) * scale >= Cell; scale *= step)
        {
            var (width, height) = ((int)Math.Ceiling(picture.Width * scale), (int)Math.Ceiling(picture.Height * scale));
            var (x, right) = Stretch(bounds.Left, bounds.Right, width);
            var (y, bottom) = Stretch(bounds.Top, bounds.Bottom, height);
            var seen = new PixelWindow(x, y, right - x, bottom - y);
            levels.Add(new(width, height, seen, seen));
        }

        for (var i = levels.Count - 1; i > 0; i--)
            levels[i - 1] = levels[i - 1] with { Made = levels[i - 1].Made.With(Under(levels[i], levels[i - 1])) };
    }

    /// <summary>Where the area must be touched for a cell to be of interest: <see cref="Reach"/> to each side of its middle.</summary>
    /// <param name="x">The cell's first column.</param>
    /// <param name="y">Its first row.</param>
    public Part Around(int x, int y)
    {
        var (across, down) = (x + Cell / 2, y + Cell / 2);
        return new((double)(across - Reach) / Width, (double)(down - Reach) / Height, (double)(across + Reach) / Width, (double)(down + Reach) / Height);
    }

    /// <summary>The pixels of all cells with their middle between two edges, give or take <see cref="Reach"/>.</summary>
    private static (int From, int To) Stretch(double low, double high, int size)
    {
        var cells = Cells(size);
        var first = Math.Clamp((int)Math.Ceiling((low * size - Reach - Cell / 2) / Stride), 0, cells - 1);
        var last = Math.Clamp((int)Math.Floor((high * size + Reach - Cell / 2) / Stride), first, cells - 1);
        return (Stride * first, last == cells - 1 ? size : Stride * last + Cell);
    }

    /// <summary>The pixels of a larger level that those made of a smaller one lie on.</summary>
    private static PixelWindow Under(in PyramidLevel small, in PyramidLevel large)
    {
        var (x, y) = (small.Made.X * large.Width / small.Width, small.Made.Y * large.Height / small.Height);
        var right = ((small.Made.X + small.Made.Width) * large.Width + small.Width - 1) / small.Width;
        var bottom = ((small.Made.Y + small.Made.Height) * large.Height + small.Height - 1) / small.Height;
        return new(x, y, right - x, bottom - y);
    }
}
