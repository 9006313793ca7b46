using System.Runtime.InteropServices;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>Shrinks float planes by the exact area, for the levels of a pyramid below the first. One thread; buffers are kept.</summary>
public sealed class TensorShrinker
{
    private readonly FilterTaps _across = new(), _down = new();
    private float[] _blended = [];

    /// <summary>
    /// Fills <paramref name="to"/>, <c>[3, toRows, toColumns]</c>, from <paramref name="region"/> of <paramref name="from"/>,
    /// <c>[3, rows, columns]</c>; the new sizes are not above those of the region.
    /// </summary>
    public void Shrink(ReadOnlySpan<float> from, int columns, int rows, in Region region, Span<float> to, int toColumns, int toRows)
    {
        _across.Build(region.X, region.Width, toColumns, columns);
        _down.Build(region.Y, region.Height, toRows, rows);
        if (_blended.Length < columns + _across.Stride)
            _blended = new float[columns + _across.Stride];

        ref var blended = ref MemoryMarshal.GetArrayDataReference(_blended);
        for (var plane = 0; plane < 3; plane++)
        {
            var source = from.Slice(plane * rows * columns, rows * columns);
            for (var row = 0; row < toRows; row++)
            {
                var weights = _down.Weights.Slice(row * _down.Stride, _down.Used[row]);
                RowBlend.Floats(in source[_down.First[row] * columns + _across.From], columns, weights, ref blended, _across.To - _across.From);
                RowShrink.Apply(in blended, _across, to.Slice((plane * toRows + row) * toColumns, toColumns));
            }
        }
    }
}
