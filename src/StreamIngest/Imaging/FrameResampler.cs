using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>
/// Cuts a region out of a frame and brings it to a network's size, straight from the planes into the network's tensor:
/// vertical blend, horizontal blend and colour, a row at a time. One thread; buffers are kept.
/// </summary>
/// <remarks>
/// Shrinking averages the exact area under each sample, enlarging interpolates linearly (see <see cref="FilterTaps"/>).
/// What lies outside the picture is black. Brightness and colour are resampled at their own resolutions and meet only then.
/// </remarks>
public sealed class FrameResampler
{
    private readonly FilterTaps _across = new(), _down = new(), _chromaAcross = new(), _chromaDown = new();
    private float[] _blended = [];
    private float[] _rows = [];

    /// <summary>Fills <paramref name="tensor"/>, <c>[3, rows, columns]</c>, from <paramref name="region"/> of a frame.</summary>
    public void Resample(Frame frame, in Region region, in TensorFormat format, Span<float> tensor, int columns, int rows)
    {
        var header = frame.Header;
        _across.Build(region.X, region.Width, columns, header.Width);
        _down.Build(region.Y, region.Height, rows, header.Height);
        _chromaAcross.Build(region.X / 2, region.Width / 2, columns, header.ChromaWidth);
        _chromaDown.Build(region.Y / 2, region.Height / 2, rows, header.ChromaHeight);
        Reserve(columns);

        var colour = new RowColour(new YuvToRgb(header.Colour), format);
        Span<float> y = _rows.AsSpan(0, columns), u = _rows.AsSpan(columns, columns), v = _rows.AsSpan(2 * columns, columns);
        var plane = rows * columns;
        for (var row = 0; row < rows; row++)
        {
            Line(frame.Y, header.Width, _down, _across, row, y);
            Line(frame.U, header.ChromaWidth, _chromaDown, _chromaAcross, row, u);
            Line(frame.V, header.ChromaWidth, _chromaDown, _chromaAcross, row, v);
            var at = tensor.Slice(row * columns, 2 * plane + columns);
            colour.Convert(y, u, v, _across.Cover, _down.Cover[row], at[..columns], at.Slice(plane, columns), at.Slice(2 * plane, columns));
        }
    }

    private void Line(ReadOnlySpan<byte> plane, int stride, FilterTaps down, FilterTaps across, int row, Span<float> to)
    {
        var weights = down.Weights.Slice(row * down.Stride, down.Used[row]);
        ref readonly var start = ref Unsafe.Add(ref MemoryMarshal.GetReference(plane), (nint)down.First[row] * stride + across.From);
        ref var blended = ref MemoryMarshal.GetArrayDataReference(_blended);
        RowBlend.Bytes(in start, stride, weights, ref blended, across.To - across.From);
        RowShrink.Apply(in blended, across, to);
    }

    private void Reserve(int columns)
    {
        var wide = Math.Max(_across.To - _across.From + _across.Stride, _chromaAcross.To - _chromaAcross.From + _chromaAcross.Stride) + RowBlend.Padding;
        if (_blended.Length < wide)
            _blended = new float[wide];
        if (_rows.Length < 3 * columns)
            _rows = new float[3 * columns];
    }
}
