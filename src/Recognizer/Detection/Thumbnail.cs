using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Detection;

/// <summary>A picture's brightness in 32 × 24 cells, whatever its size. Used again and again, it allocates only when the size changes.</summary>
internal sealed class Thumbnail
{
    /// <summary>Cells in a row.</summary>
    public const int Columns = 32;

    /// <summary>Rows of cells.</summary>
    public const int Rows = 24;

    /// <summary>Across a cell, and down; the mean of 4 × 4 pixels averages a sensor's noise away.</summary>
    private const int Points = 4;

    private readonly int[] _x = new int[Columns * Points], _y = new int[Rows * Points];
    private int _width, _height;

    /// <summary>Sums of 16 pixels, 0 to 4080, row by row.</summary>
    public int[] Cells { get; } = new int[Columns * Rows];

    /// <summary>What each cell is brighter than its four neighbours, in quarters of <see cref="Cells"/>: what shades a surface smoothly leaves no trace.</summary>
    public int[] Edges { get; } = new int[Columns * Rows];

    /// <summary>Pixels that a cell sums.</summary>
    public const int Pixels = Points * Points;

    /// <summary>Takes another picture.</summary>
    public void Sample(Frame frame)
    {
        var (width, height) = (frame.Header.Width, frame.Header.Height);
        if ((width, height) != (_width, _height))
        {
            (_width, _height) = (width, height);
            Spread(_x, width);
            Spread(_y, height);
        }

        Array.Clear(Cells);
        var luma = frame.Y;
        for (var row = 0; row < _y.Length; row++)
        {
            var line = luma.Slice(_y[row] * width, width);
            var cells = Cells.AsSpan(row / Points * Columns, Columns);
            for (var cell = 0; cell < Columns; cell++)
            {
                var at = cell * Points;
                cells[cell] += line[_x[at]] + line[_x[at + 1]] + line[_x[at + 2]] + line[_x[at + 3]];
            }
        }

        FindEdges();
    }

    private void FindEdges()
    {
        for (var i = 0; i < Cells.Length; i++)
        {
            var (row, column, cell) = (i / Columns, i % Columns, Cells[i]);
            // Beyond the picture's edge it goes on as it is.
            Edges[i] = 4 * cell
                - (row > 0 ? Cells[i - Columns] : cell) - (row < Rows - 1 ? Cells[i + Columns] : cell)
                - (column > 0 ? Cells[i - 1] : cell) - (column < Columns - 1 ? Cells[i + 1] : cell);
        }
    }

    /// <summary>The middles of so many equal parts of a side.</summary>
    private static void Spread(int[] at, int side)
    {
        for (var i = 0; i < at.Length; i++)
            at[i] = (2 * i + 1) * side / (2 * at.Length);
    }
}
