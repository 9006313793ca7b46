using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>P-Net on several cores: each picture is cut into bands, which are pictures of their own to those who compute them.</summary>
/// <remarks>
/// P-Net does not pad, so a cell depends on the pixels under it and on nothing else: bands that overlap by what two neighbouring cells share give all cells, to the last bit
/// as long as they begin where kernels begin to compute rows together.
/// </remarks>
/// <param name="workers">Who computes the bands.</param>
/// <param name="networks">One for each worker.</param>
internal sealed class SharedProposals(Workers workers, IProposals[] networks) : IProposals
{
    private const int Planes = 3, Edges = 4;

    // A tenth of a millisecond's work; and what two bands compute twice is as much as a row.
    private const int LeastCells = 512, LeastRows = 6;

    private float[] _pixels = [], _scores = [], _shifts = [];
    private int _pictures, _height, _width, _bands;

    /// <inheritdoc/>
    public (int Rows, int Columns) Cells => (PyramidLevel.Cells(_height), PyramidLevel.Cells(_width));

    private int Count => Cells.Rows * Cells.Columns;

    /// <inheritdoc/>
    public Span<float> Prepare(int pictures, int height, int width)
    {
        (_pictures, _height, _width) = (pictures, height, width);
        Reserve(ref _pixels, pictures * Planes * height * width);
        Reserve(ref _scores, pictures * Count);
        Reserve(ref _shifts, pictures * Edges * Count);
        var (rows, columns) = Cells;
        _bands = Math.Clamp((workers.Passes(pictures * rows, Math.Max(LeastRows, LeastCells / columns)) + pictures - 1) / pictures, 1, rows);
        return _pixels.AsSpan(0, pictures * Planes * height * width);
    }

    /// <inheritdoc/>
    public int Passes => _pictures * _bands;

    /// <inheritdoc/>
    public void Run(int worker, int pass)
    {
        var (network, (picture, band)) = (networks[worker], Math.DivRem(pass, _bands));
        var (rows, columns) = Cells;
        var (first, end) = (Start(band), Start(band + 1));
        var top = PyramidLevel.Stride * first;
        var bottom = end == rows ? _height : PyramidLevel.Stride * (end - 1) + PyramidLevel.Cell;

        var pixels = network.Prepare(1, bottom - top, _width);
        for (var plane = 0; plane < Planes; plane++)
        {
            _pixels.AsSpan(((picture * Planes + plane) * _height + top) * _width, (bottom - top) * _width)
                .CopyTo(pixels[(plane * (bottom - top) * _width)..]);
        }

        network.Run();
        network.Scores(0).CopyTo(_scores.AsSpan((picture * rows + first) * columns));
        var cells = (end - first) * columns;
        for (var edge = 0; edge < Edges; edge++)
            network.Shifts(0).Slice(edge * cells, cells).CopyTo(_shifts.AsSpan(((picture * Edges + edge) * rows + first) * columns));
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Scores(int picture) => _scores.AsSpan(picture * Count, Count);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Shifts(int picture) => _shifts.AsSpan(picture * Edges * Count, Edges * Count);

    /// <summary>The first row of cells of a band; of the one behind the last, the end.</summary>
    private int Start(int band) => band == _bands ? Cells.Rows : band * Cells.Rows / _bands / Winograd.Step * Winograd.Step;

    private static void Reserve(ref float[] array, int length)
    {
        if (array.Length < length)
            array = GC.AllocateUninitializedArray<float>(length);
    }
}
