using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>
/// P-Net on pictures of few sizes (<see cref="FewShapes"/>), for GPUs: each picture lies in the lower right corner of a larger one, and only the cells
/// that it has alone are told.
/// </summary>
/// <remarks>
/// P-Net does not pad, so a cell depends on the pixels under it and on nothing else – but for the last row and column of a picture of odd size, where its
/// pooling has half a window. That is why pictures are moved to the far edge, by an even number of pixels: what ends there ends in the larger
/// picture, too, and the cells are the same to the last bit that the device gives.
/// </remarks>
/// <param name="network">Computes the larger pictures.</param>
internal sealed class RoundedProposals(IProposals network) : IProposals
{
    private float[] _pixels = [], _scores = [], _shifts = [];
    private int _pictures, _height, _width;

    /// <inheritdoc/>
    public (int Rows, int Columns) Cells => (PyramidLevel.Cells(_height), PyramidLevel.Cells(_width));

    private int Count => Cells.Rows * Cells.Columns;

    /// <inheritdoc/>
    public Span<float> Prepare(int pictures, int height, int width)
    {
        (_pictures, _height, _width) = (pictures, height, width);
        Grow(ref _pixels, pictures * 3 * height * width);
        Grow(ref _scores, pictures * Count);
        Grow(ref _shifts, pictures * 4 * Count);
        return _pixels.AsSpan(0, pictures * 3 * height * width);
    }

    /// <inheritdoc/>
    public int Passes => 1;

    /// <inheritdoc/>
    public void Run(int worker, int pass)
    {
        var (height, width) = (FewShapes.Side(_height), FewShapes.Side(_width));
        var (top, left) = ((height - _height) & ~1, (width - _width) & ~1);
        var room = network.Prepare(_pictures, height, width);
        room.Clear();
        for (var plane = 0; plane < 3 * _pictures; plane++)
        {
            for (var row = 0; row < _height; row++)
                _pixels.AsSpan((plane * _height + row) * _width, _width).CopyTo(room[((plane * height + top + row) * width + left)..]);
        }

        network.Run();
        for (var picture = 0; picture < _pictures; picture++)
        {
            Take(network.Scores(picture), 1, _scores.AsSpan(picture * Count), top, left);
            Take(network.Shifts(picture), 4, _shifts.AsSpan(picture * 4 * Count), top, left);
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Scores(int picture) => _scores.AsSpan(picture * Count, Count);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Shifts(int picture) => _shifts.AsSpan(picture * 4 * Count, 4 * Count);

    /// <summary>The picture's own cells of each plane.</summary>
    private void Take(ReadOnlySpan<float> from, int planes, Span<float> to, int top, int left)
    {
        var ((rows, columns), (own, across)) = (network.Cells, Cells);
        for (var row = 0; row < planes * own; row++)
        {
            var at = (row / own * rows + top / PyramidLevel.Stride + row % own) * columns + left / PyramidLevel.Stride;
            from.Slice(at, across).CopyTo(to[(row * across)..]);
        }
    }

    private static void Grow(ref float[] array, int length)
    {
        if (array.Length < length)
            array = GC.AllocateUninitializedArray<float>(length);
    }
}
