using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>
/// One picture in ever smaller sizes. The first level comes from the frame's planes, each other one from the level before,
/// so that the full-size picture is read once. Of each level only what is needed is made.
/// </summary>
internal sealed class FramePyramid(TensorFormat format)
{
    private readonly FrameResampler _resampler = new();
    private readonly TensorShrinker _shrinker = new();
    private readonly List<PyramidLevel> _levels = [];
    private float[] _pixels = [], _before = [];
    private Frame? _frame;
    private int _at;

    /// <summary>What is known of the picture.</summary>
    public FrameHeader Picture => _frame!.Header;

    /// <summary>The present level.</summary>
    public PyramidLevel Level => _levels[_at];

    /// <summary>Floats of what P-Net sees of the present level.</summary>
    public int Length => Area(Level.Seen);

    /// <summary>Begins with a picture; <see cref="Next"/> makes the first level.</summary>
    /// <param name="frame">Must stay valid until the last level.</param>
    /// <param name="search">What is looked for.</param>
    /// <param name="step">Each other level's size over the one before.</param>
    public void Start(Frame frame, FaceSearch search, double step)
    {
        (_frame, _at) = (frame, -1);
        PyramidLevel.Plan(frame.Header, search, step, _levels);
    }

    /// <summary>There was no further level.</summary>
    public bool Over => _at == _levels.Count;

    /// <summary>Makes the next level; false when there is none.</summary>
    public bool Next()
    {
        _at++;
        if (Over)
            return false;

        (_pixels, _before) = (_before, _pixels);
        if (_pixels.Length < Area(Level.Made))
            _pixels = GC.AllocateUninitializedArray<float>(Area(Level.Made));
        Make(_pixels.AsSpan(0, Area(Level.Made)));
        return true;
    }

    /// <summary>What P-Net sees of the present level, <c>[3, Seen.Height, Seen.Width]</c>.</summary>
    public void CopyTo(Span<float> tensor)
    {
        var (seen, made) = (Level.Seen, Level.Made);
        if (seen == made)
        {
            _pixels.AsSpan(0, Length).CopyTo(tensor);
            return;
        }

        for (var row = 0; row < 3 * seen.Height; row++)
        {
            var from = (row / seen.Height * made.Height + seen.Y - made.Y + row % seen.Height) * made.Width + seen.X - made.X;
            _pixels.AsSpan(from, seen.Width).CopyTo(tensor[(row * seen.Width)..]);
        }
    }

    private void Make(Span<float> to)
    {
        var (level, made) = (Level, Level.Made);
        if (_at == 0)
        {
            _resampler.Resample(_frame!, Under(level, _frame!.Header.Width, _frame.Header.Height), format, to, made.Width, made.Height);
            return;
        }

        var from = _levels[_at - 1];
        var under = Under(level, from.Width, from.Height);
        _shrinker.Shrink(
            _before.AsSpan(0, Area(from.Made)), from.Made.Width, from.Made.Height, under with { X = under.X - from.Made.X, Y = under.Y - from.Made.Y },
            to, made.Width, made.Height);
    }

    /// <summary>Where what is made of a level lies in a larger picture.</summary>
    private static Region Under(in PyramidLevel level, int width, int height)
    {
        var (made, across, down) = (level.Made, (double)width / level.Width, (double)height / level.Height);
        return new(made.X * across, made.Y * down, made.Width * across, made.Height * down);
    }

    private static int Area(in PixelWindow window) => 3 * window.Width * window.Height;
}
