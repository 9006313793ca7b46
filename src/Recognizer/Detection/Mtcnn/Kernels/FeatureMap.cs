namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>Planes of floats, row by row, with room at the end of rows and planes for whole registers. Grows, never shrinks.</summary>
internal sealed class FeatureMap
{
    /// <summary>Pixels that a kernel writes at once: three registers of the widest kind. A row's room is a multiple of it.</summary>
    public const int Step = 48;

    // What the last block of the last row reads too much.
    private const int Tail = 2 * Step;

    private float[] _values = [];

    /// <summary>Columns that count.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>Floats from one plane to the next.</summary>
    public int Plane => Height * Stride;

    /// <summary>All planes.</summary>
    public Span<float> Values => _values;

    /// <summary>Makes room for planes whose rows begin at multiples of <see cref="Step"/>.</summary>
    public void Shape(int planes, int height, int width) => Shape(planes, height, width, (width + Step - 1) / Step * Step);

    /// <summary>Makes room for planes without gaps, <c>[planes, height, width]</c>, to be read only.</summary>
    public Span<float> ShapeDense(int planes, int height, int width)
    {
        Shape(planes, height, width, width);
        return _values.AsSpan(0, planes * Plane);
    }

    private void Shape(int planes, int height, int width, int stride)
    {
        (Width, Height, Stride) = (width, height, stride);
        // Zeros at first: what lies between the rows is computed with, and old bits could be slow or alarming numbers.
        if (_values.Length < planes * Plane + Tail)
            _values = new float[planes * Plane + Tail];
    }
}
