using System.Numerics;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.StreamIngest.Tests.Imaging;

/// <summary>The resampling kernels again by their definition: double precision, a sample at a time, nothing shared with them.</summary>
internal static class PlainSampling
{
    /// <summary>A region of a frame as <c>[3, rows, columns]</c>, as <see cref="FrameResampler"/> makes it.</summary>
    public static float[] Resample(Frame frame, Region region, TensorFormat format, int columns, int rows)
    {
        var header = frame.Header;
        var tensor = new float[3 * rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (x, y) = (new Stretch(region.X, region.Width, columns, column), new Stretch(region.Y, region.Height, rows, row));
                var cover = x.Cover(header.Width) * y.Cover(header.Height);
                var luma = Mean(frame.Y, header.Width, header.Height, x, y);
                var (u, v) = (
                    Mean(frame.U, header.ChromaWidth, header.ChromaHeight, x.Half(), y.Half()),
                    Mean(frame.V, header.ChromaWidth, header.ChromaHeight, x.Half(), y.Half()));
                Write(tensor, row * columns + column, rows * columns, Rgb(header.Colour, luma, u, v) * (float)cover, format);
            }
        }

        return tensor;
    }

    /// <summary>A turned part of a frame, bilinear between its pixels, as <see cref="SimilarityWarp"/> makes it where it need not shrink.</summary>
    public static float[] Warp(Frame frame, Matrix3x2 toFrame, TensorFormat format, int columns, int rows)
    {
        var tensor = new float[3 * rows * columns];
        for (var i = 0; i < rows * columns; i++)
        {
            var at = Vector2.Transform(new Vector2(i % columns, i / columns), toFrame);
            var (left, top) = ((int)MathF.Floor(at.X), (int)MathF.Floor(at.Y));
            var colour = Vector3.Lerp(
                Vector3.Lerp(Pixel(frame, left, top), Pixel(frame, left + 1, top), at.X - left),
                Vector3.Lerp(Pixel(frame, left, top + 1), Pixel(frame, left + 1, top + 1), at.X - left),
                at.Y - top);
            Write(tensor, i, rows * columns, colour, format);
        }

        return tensor;
    }

    /// <summary>Float planes by area, as <see cref="TensorShrinker"/> makes them.</summary>
    public static float[] Shrink(float[] from, int columns, int rows, int toColumns, int toRows)
    {
        var to = new float[3 * toRows * toColumns];
        for (var i = 0; i < to.Length; i++)
        {
            var (plane, row, column) = (i / (toRows * toColumns), i / toColumns % toRows, i % toColumns);
            var sum = 0.0;
            foreach (var (y, down) in new Stretch(0, rows, toRows, row).Weights(rows))
            {
                foreach (var (x, across) in new Stretch(0, columns, toColumns, column).Weights(columns))
                    sum += down * across * from[(plane * rows + y) * columns + x];
            }

            to[i] = (float)sum;
        }

        return to;
    }

    /// <summary>One pixel in 0–255, chroma interpolated between the middles of its two by two pixels; black outside.</summary>
    private static Vector3 Pixel(Frame frame, int x, int y)
    {
        var header = frame.Header;
        if (x < 0 || y < 0 || x >= header.Width || y >= header.Height)
            return Vector3.Zero;
        var (column, row) = (new Stretch(x / 2.0, 0.5, 1, 0), new Stretch(y / 2.0, 0.5, 1, 0));
        double Chroma(ReadOnlySpan<byte> plane) => Mean(plane, header.ChromaWidth, header.ChromaHeight, column.Unbounded(), row.Unbounded());
        return Rgb(header.Colour, frame.Y[y * header.Width + x], Chroma(frame.U), Chroma(frame.V));
    }

    private static double Mean(ReadOnlySpan<byte> plane, int width, int height, Stretch x, Stretch y)
    {
        var sum = 0.0;
        foreach (var (row, down) in y.Weights(height))
        {
            foreach (var (column, across) in x.Weights(width))
                sum += down * across * plane[row * width + column];
        }

        return sum;
    }

    /// <summary>By the definition of the colour spaces, clamped to 0–255.</summary>
    private static Vector3 Rgb(YuvColour colour, double y, double u, double v)
    {
        (u, v) = (u - 128, v - 128);
        if (!colour.FullRange)
            (y, u, v) = ((y - 16) * 255 / 219, u * 255 / 224, v * 255 / 224);
        var (kr, kb) = colour.Matrix switch
        {
            YuvMatrix.Bt709 => (0.2126, 0.0722),
            YuvMatrix.Bt2020 => (0.2627, 0.0593),
            _ => (0.299, 0.114),
        };
        var (r, b) = (y + 2 * (1 - kr) * v, y + 2 * (1 - kb) * u);
        var g = (y - kr * r - kb * b) / (1 - kr - kb);
        return Vector3.Clamp(new((float)r, (float)g, (float)b), Vector3.Zero, new(255));
    }

    private static void Write(float[] tensor, int at, int plane, Vector3 colour, in TensorFormat format)
    {
        if (format.Bgr)
            colour = new(colour.Z, colour.Y, colour.X);
        var value = (colour - format.Mean) * format.Scale;
        (tensor[at], tensor[plane + at], tensor[2 * plane + at]) = (value.X, value.Y, value.Z);
    }

    /// <summary>Where one of <paramref name="Count"/> samples lies on a line of source samples.</summary>
    private readonly record struct Stretch(double Origin, double Length, int Count, int Index, bool Bounded = true)
    {
        private double Step => Length / Count;
        private double Start => Origin + Index * Step;

        /// <summary>On a chroma line, of half as many samples.</summary>
        public Stretch Half() => new(Origin / 2, Length / 2, Count, Index);

        /// <summary>Interpolation may use all of the line, not only the stretch.</summary>
        public Stretch Unbounded() => this with { Bounded = false };

        /// <summary>The share of the sample that lies on the line; where it is interpolated, whether its middle does.</summary>
        public double Cover(int size) => Step >= 1
            ? Math.Max(0, Math.Min(Start + Step, size) - Math.Max(Start, 0)) / Step
            : Start + Step / 2 >= 0 && Start + Step / 2 <= size ? 1 : 0;

        /// <summary>What of the line makes the sample, with weights that add up to 1.</summary>
        public IEnumerable<(int At, double Weight)> Weights(int size)
        {
            if (Step >= 1)
            {
                var (start, step) = (Start, Step);
                var all = Enumerable.Range(0, size).Select(at => (at, Math.Max(0, Math.Min(start + step, at + 1) - Math.Max(start, at)))).ToArray();
                var sum = all.Sum(entry => entry.Item2);
                return sum > 0 ? all.Where(entry => entry.Item2 > 0).Select(entry => (entry.at, entry.Item2 / sum)) : [(Start >= size ? size - 1 : 0, 1)];
            }

            var low = Bounded ? Math.Clamp((int)Math.Floor(Origin), 0, size - 1) : 0;
            var high = Bounded ? Math.Clamp((int)Math.Ceiling(Origin + Length) - 1, low, size - 1) : size - 1;
            var at = Math.Clamp(Start + Step / 2 - 0.5, low, high);
            var first = Math.Min((int)at, high);
            return at > first ? [(first, 1 - (at - first)), (first + 1, at - first)] : [(first, 1)];
        }
    }
}
