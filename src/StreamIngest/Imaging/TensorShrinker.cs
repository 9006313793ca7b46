using System.Runtime.InteropServices;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>Shrinks float planes by the exact area, for the levels of a pyramid below the first. One thread; buffers are kept.</summary>
public sealed class TensorShrinker
{
    private readonly FilterTaps _across = new(), _down = new();
    private float[] _blended = [];

    /// <summary>
    /// Fills <paramref name="to"/>, <c>[3, toRows, toColumns]</c>, from <paramref name="from"/>, <c>[3, rows, columns]</c>;
    /// the new sizes are not above the old ones.
    /// </summary>
    public void Shrink(ReadOnlySpan<float> from, int columns, int rows, Span<float> to, int toColumns, int toRows)
    {
        _across.Build(0, columns, toColumns, columns);
        _down.Build(0, rows, toRows, rows);
        if (_blended.Length < columns + _across.Stride)
            _blended = new float[columns + _across.Stride];

        ref var blended = ref MemoryMarshal.GetArrayDataReference(_blended);
        for (var plane = 0; plane < 3; plane++)
        {
            var source = from.Slice(plane * rows * columns, rows * columns);
            for (var row = 0; row < toRows; row++)
            {
                var weights = _down.Weights.Slice(row * _down.Stride, _down.Used[row]);
                RowBlend.Floats(in source[_down.First[row] * columns], columns, weights, ref blended, columns);
                RowShrink.Apply(in blended, _across, to.Slice((plane * toRows + row) * toColumns, toColumns));
            }
        }
    }
}
