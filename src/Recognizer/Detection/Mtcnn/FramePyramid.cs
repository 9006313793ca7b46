using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>
/// One picture in ever smaller sizes. The first level comes from the frame's planes, each other one from the level before,
/// so that the full-size picture is read once.
/// </summary>
internal sealed class FramePyramid(FrameResampler resampler, TensorShrinker shrinker, TensorFormat format)
{
    private float[] _level = [], _before = [];
    private Frame? _frame;
    private double _next, _step;
    private int _smallest;

    /// <summary>Columns and rows of the present level.</summary>
    public (int Width, int Height) Size { get; private set; }

    /// <summary>The level's size over the picture's.</summary>
    public (double X, double Y) Scale { get; private set; }

    /// <summary><c>[3, Height, Width]</c>.</summary>
    public ReadOnlySpan<float> Level => _level.AsSpan(0, Length(Size));

    /// <summary>Begins with a picture; <see cref="Next"/> makes the first level.</summary>
    /// <param name="frame">Must stay valid until the last level.</param>
    /// <param name="first">The first level's size over the picture's.</param>
    /// <param name="step">Each other level's size over the one before.</param>
    /// <param name="smallest">No level has a side shorter than this.</param>
    public void Start(Frame frame, double first, double step, int smallest) =>
        (_frame, _next, _step, _smallest, Size) = (frame, first, step, smallest, default);

    /// <summary>Makes the next level; false when it would be too small.</summary>
    public bool Next()
    {
        var (width, height) = (_frame!.Header.Width, _frame.Header.Height);
        if (Math.Min(width, height) * _next < _smallest)
            return false;

        var size = (Width: (int)Math.Ceiling(width * _next), Height: (int)Math.Ceiling(height * _next));
        (_level, _before) = (_before, _level);
        if (_level.Length < Length(size))
            _level = GC.AllocateUninitializedArray<float>(Length(size));
        Make(size);
        Size = size;
        Scale = ((double)size.Width / width, (double)size.Height / height);
        _next *= _step;
        return true;
    }

    private void Make((int Width, int Height) size)
    {
        var to = _level.AsSpan(0, Length(size));
        if (Size == default)
            resampler.Resample(_frame!, Region.Of(_frame!.Header), format, to, size.Width, size.Height);
        else
            shrinker.Shrink(_before.AsSpan(0, Length(Size)), Size.Width, Size.Height, to, size.Width, size.Height);
    }

    private static int Length((int Width, int Height) size) => 3 * size.Width * size.Height;
}
