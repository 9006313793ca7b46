using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Detection;

/// <summary>
/// Notices that a picture has become different from the one last searched: a coarse grid of brightness, a few thousandths of a
/// search's cost.
/// </summary>
internal sealed class MotionWatch
{
    private const int Points = 4;         // a cell's brightness is the mean of 4 × 4 pixels, which averages a sensor's noise away
    private const int Different = 8 * Points * Points; // 8 of 255: above noise and video compression, below a face on a wall
    private const int Enough = 3;         // of the four cells that the smallest face covers; fewer are flicker
    private const int MostCells = 64;     // across; a finer grid is not needed to notice larger faces

    private int[] _now = [], _searched = [];
    private bool[] _counts = [];
    private int _columns, _rows, _cell;
    private FaceSearch? _search;

    /// <summary>Looks at a picture.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="search">What is looked for; the narrowest face covers two cells.</param>
    public void Look(Frame frame, FaceSearch search)
    {
        var (width, height) = (frame.Header.Width, frame.Header.Height);
        var cell = Math.Max(Math.Max(search.MinFace / 2, Points), (width + MostCells - 1) / MostCells);
        if ((_cell, _columns, _rows) != (cell, width / cell, height / cell) || _search != search)
        {
            (_cell, _columns, _rows, _search) = (cell, width / cell, height / cell, search);
            (_now, _searched) = (new int[_columns * _rows], new int[_columns * _rows]);
            // A face that comes into the area is half outside of it at first.
            _counts = [.. Enumerable.Range(0, _columns * _rows).Select(i => search.Touches(
                new((i % _columns - 1) * cell, (i / _columns - 1) * cell, 3 * cell, 3 * cell), frame.Header))];
        }

        var luma = frame.Y;
        var step = cell / Points;
        for (var i = 0; i < _now.Length; i++)
        {
            var corner = i / _columns * cell * width + i % _columns * cell;
            var sum = 0;
            for (var row = 0; row < Points; row++)
            {
                for (var column = 0; column < Points; column++)
                    sum += luma[corner + row * step * width + column * step];
            }

            _now[i] = sum;
        }
    }

    /// <summary>Remembers the picture last looked at as searched.</summary>
    public void Searched() => (_now, _searched) = (_searched, _now);

    /// <summary>
    /// How it differs from the one last searched, other than by its overall brightness and round known faces. What moves far from the
    /// area is nothing, unless it is the whole picture.
    /// </summary>
    public Change Compare(ReadOnlySpan<Box> known)
    {
        var brighter = Brighter();
        var (different, unexplained) = (0, 0);
        for (var i = 0; i < _now.Length; i++)
        {
            if (Math.Abs(_now[i] - _searched[i] - brighter) <= Different)
                continue;
            different++;
            if (_counts[i] && unexplained < Enough && !Explained(i, known))
                unexplained++;
        }

        return different > _now.Length / 2 ? Change.Scene : unexplained == Enough ? Change.Something : Change.None;
    }

    /// <summary>
    /// The median of the cells' changes: a cloud or the camera's exposure changes all of them, somebody who walks past does not.
    /// </summary>
    private int Brighter()
    {
        Span<int> counts = stackalloc int[2 * 255 + 1];
        counts.Clear();
        for (var i = 0; i < _now.Length; i++)
            counts[(_now[i] - _searched[i]) / (Points * Points) + 255]++;

        var (at, below) = (0, counts[0]);
        while (2 * below < _now.Length)
            below += counts[++at];
        return (at - 255) * Points * Points;
    }

    /// <summary>Hair, shoulders and arms move with a face: one box to each side and above, four below.</summary>
    private bool Explained(int cell, ReadOnlySpan<Box> known)
    {
        var (x, y) = ((cell % _columns + 0.5f) * _cell, (cell / _columns + 0.5f) * _cell);
        foreach (var box in known)
        {
            if (x > box.X - box.Width && x < box.Right + box.Width && y > box.Y - box.Height && y < box.Bottom + 4 * box.Height)
                return true;
        }

        return false;
    }

    /// <summary>How a picture differs from the one last searched.</summary>
    public enum Change
    {
        /// <summary>Not to speak of.</summary>
        None,

        /// <summary>Something moved that is not a known face.</summary>
        Something,

        /// <summary>Most of it: a cut, or a camera that was turned.</summary>
        Scene,
    }
}
