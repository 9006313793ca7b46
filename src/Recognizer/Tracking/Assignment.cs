namespace FaceStream.Recognizer.Tracking;

/// <summary>The cheapest one-to-one assignment of rows to columns.</summary>
/// <remarks>
/// Shortest augmenting paths with potentials, O(rows² · columns): R. Jonker and A. Volgenant, “A shortest augmenting path
/// algorithm for dense and sparse linear assignment problems”, Computing 38, 1987; the rectangular form after
/// D. F. Crouse, “On implementing 2D rectangular assignment algorithms”, IEEE TAES 52(4), 2016.
/// </remarks>
internal sealed class Assignment
{
    /// <summary>The cost of a pair that must not be; a row that has nothing better stays free.</summary>
    public const double Forbidden = 1e6;

    private double[] _rowPrice = [], _columnPrice = [], _distance = [];
    private int[] _rowOf = [], _columnOf = [], _via = [];
    private bool[] _seen = [];

    /// <summary>
    /// For each row its column, or −1. <paramref name="costs"/> is <c>[rows, columns]</c>, row by row; pairs of
    /// <see cref="Forbidden"/> cost are never answered. The answer is valid until the next call.
    /// </summary>
    public ReadOnlySpan<int> Solve(ReadOnlySpan<double> costs, int rows, int columns)
    {
        // One spare column per row, at the cost of leaving it free, keeps every row assignable.
        var width = columns + rows;
        Prepare(rows, width);
        for (var row = 0; row < rows; row++)
            Augment(costs, row, rows, columns, width);

        for (var row = 0; row < rows; row++)
        {
            var column = _columnOf[row];
            if (column >= columns || costs[row * columns + column] >= Forbidden)
                _columnOf[row] = -1;
        }

        return _columnOf.AsSpan(0, rows);
    }

    private static double Cost(ReadOnlySpan<double> costs, int row, int column, int columns) =>
        column < columns ? costs[row * columns + column] : Forbidden;

    private void Augment(ReadOnlySpan<double> costs, int start, int rows, int columns, int width)
    {
        Array.Fill(_distance, double.PositiveInfinity, 0, width);
        Array.Clear(_seen, 0, width);
        var (row, free, shortest) = (start, -1, 0.0);
        while (free < 0)
        {
            // Of two equally near columns the first wins, so the answer depends on the order of rows and columns alone.
            var (nearest, best) = (-1, double.PositiveInfinity);
            for (var column = 0; column < width; column++)
            {
                if (_seen[column])
                    continue;
                var distance = shortest + Cost(costs, row, column, columns) - _rowPrice[row] - _columnPrice[column];
                if (distance < _distance[column])
                    (_distance[column], _via[column]) = (distance, row);
                if (_distance[column] < best)
                    (nearest, best) = (column, _distance[column]);
            }

            shortest = best;
            _seen[nearest] = true;
            if (_rowOf[nearest] < 0)
                free = nearest;
            else
                row = _rowOf[nearest];
        }

        Reprice(start, shortest, width);
        Flip(start, free);
    }

    private void Reprice(int start, double shortest, int width)
    {
        _rowPrice[start] += shortest;
        for (var column = 0; column < width; column++)
        {
            if (!_seen[column] || _distance[column] >= shortest)
                continue;
            _columnPrice[column] -= shortest - _distance[column];
            if (_rowOf[column] >= 0)
                _rowPrice[_rowOf[column]] += shortest - _distance[column];
        }
    }

    private void Flip(int start, int column)
    {
        while (true)
        {
            var row = _via[column];
            _rowOf[column] = row;
            (_columnOf[row], column) = (column, _columnOf[row]);
            if (row == start)
                return;
        }
    }

    private void Prepare(int rows, int width)
    {
        if (_rowPrice.Length < rows)
            (_rowPrice, _columnOf) = (new double[2 * rows], new int[2 * rows]);
        if (_columnPrice.Length < width)
            (_columnPrice, _distance, _rowOf, _via, _seen) =
                (new double[2 * width], new double[2 * width], new int[2 * width], new int[2 * width], new bool[2 * width]);
        Array.Clear(_rowPrice, 0, rows);
        Array.Clear(_columnPrice, 0, width);
        Array.Fill(_columnOf, -1, 0, rows);
        Array.Fill(_rowOf, -1, 0, width);
    }
}
