using System.Runtime.CompilerServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>A 3 × 3 convolution with bias and PReLU, three rows at a time, with 15 multiplications where <see cref="Convolution"/> has 27. One thread; its room is kept.</summary>
/// <remarks>
/// <see cref="Winograd"/> down the picture only: neighbouring pixels stay in the lanes of a register, and across there is nothing to gather. Rows go three by three from the first, so whoever
/// computes a part of a picture begins at a multiple of three to get the same bits.
/// </remarks>
internal sealed class WinogradRows
{
    // At once: what is turned, and the products of 32 planes, stay in the near caches.
    private const int Columns = 2 * FeatureMap.Step;

    private readonly Convolution[] _positions = new Convolution[Winograd.Tile];
    private readonly FeatureMap _turned = new(), _products = new();
    private readonly float[] _slopes;
    private readonly int _inputs;

    /// <summary>Turns the kernel.</summary>
    /// <param name="kernel"><c>[outputs, inputs, 3, 3]</c>.</param>
    /// <param name="biases"><c>[outputs]</c>.</param>
    /// <param name="slopes"><c>[outputs]</c> of the PReLU.</param>
    /// <param name="inputs">Planes of the input.</param>
    public WinogradRows(float[] kernel, float[] biases, float[] slopes, int inputs)
    {
        var (none, same) = (new float[biases.Length], new float[biases.Length]);
        Array.Fill(same, 1);
        for (var position = 0; position < Winograd.Tile; position++)
            _positions[position] = new(Turned(kernel, Winograd.Kernel[position]), position == Winograd.WithBias ? biases : none, same, inputs, rows: 1, Winograd.Size);
        (_inputs, _slopes) = (inputs, new float[Outputs]);
        slopes.CopyTo(_slopes, 0);
        _turned.Shape(Winograd.Tile * inputs, 1, Columns + Winograd.Size - 1);
        _products.Shape(Winograd.Tile * Outputs, 1, Columns);
    }

    /// <summary>Planes that are written: the outputs, and zeros up to a multiple of four.</summary>
    public int Outputs => _positions[0].Outputs;

    /// <summary>Computes rows of all planes.</summary>
    /// <param name="from">The input.</param>
    /// <param name="row">The first of the output, a multiple of three.</param>
    /// <param name="rows">Three, or fewer at the end of the picture.</param>
    /// <param name="to">Has as many planes; from <paramref name="into"/> on.</param>
    /// <param name="into">The first row that is written.</param>
    public void Rows<TLanes>(FeatureMap from, int row, int rows, FeatureMap to, int into) where TLanes : struct, ILanes<TLanes>
    {
        for (var x = 0; x < to.Width; x += Columns)
        {
            var columns = Math.Min(Columns, to.Width - x);
            Turn<TLanes>(from, row, x, columns + Winograd.Size - 1);
            for (var position = 0; position < Winograd.Tile; position++)
                _positions[position].Row<TLanes>(_turned, position * _inputs * _turned.Plane, 0, _products.Values[(position * Outputs * _products.Plane)..], _products.Plane, columns);
            Back<TLanes>(to, into, rows, x, columns);
        }
    }

    /// <summary><c>[outputs, inputs, 3]</c> at one position.</summary>
    private static float[] Turned(float[] kernel, double[] down)
    {
        var turned = new float[kernel.Length / Winograd.Size];
        for (var i = 0; i < turned.Length; i++)
        {
            var first = i / Winograd.Size * Winograd.Size * Winograd.Size + i % Winograd.Size;
            turned[i] = (float)(down[0] * kernel[first] + down[1] * kernel[first + Winograd.Size] + down[2] * kernel[first + 2 * Winograd.Size]);
        }

        return turned;
    }

    /// <summary>Five rows of each plane; those beyond the picture change only rows that nobody asked for.</summary>
    [MethodImpl(KernelCode.Apart)]
    private void Turn<TLanes>(FeatureMap from, int row, int x, int columns) where TLanes : struct, ILanes<TLanes>
    {
        var (d1, d2, d3, d4) = (Below(1), Below(2), Below(3), Below(4));
        var apart = (nuint)(_inputs * _turned.Plane);
        for (var plane = 0; plane < _inputs; plane++)
        {
            ref var source = ref from.Values[plane * from.Plane + row * from.Stride + x];
            ref var target = ref _turned.Values[plane * _turned.Plane];
            for (nuint at = 0; at < (nuint)columns; at += (nuint)TLanes.Count)
            {
                Winograd.Turn(
                    TLanes.Load(ref source, at), TLanes.Load(ref source, at + d1), TLanes.Load(ref source, at + d2), TLanes.Load(ref source, at + d3), TLanes.Load(ref source, at + d4),
                    ref Unsafe.Add(ref target, at), apart);
            }
        }

        nuint Below(int rows) => (nuint)((Math.Min(row + rows, from.Height - 1) - row) * from.Stride);
    }

    [MethodImpl(KernelCode.Apart)]
    private void Back<TLanes>(FeatureMap to, int into, int rows, int x, int columns) where TLanes : struct, ILanes<TLanes>
    {
        var apart = (nuint)(Outputs * _products.Plane);
        for (var plane = 0; plane < Outputs; plane++)
        {
            ref var source = ref _products.Values[plane * _products.Plane];
            ref var target = ref to.Values[plane * to.Plane + into * to.Stride + x];
            var slope = TLanes.All(_slopes[plane]);
            for (nuint at = 0; at < (nuint)columns; at += (nuint)TLanes.Count)
            {
                var (first, second, third) = Winograd.Back<TLanes>(ref Unsafe.Add(ref source, at), apart);
                PRelu.Of(first, slope).Store(ref target, at);
                if (rows > 1)
                    PRelu.Of(second, slope).Store(ref target, at + (nuint)to.Stride);
                if (rows > 2)
                    PRelu.Of(third, slope).Store(ref target, at + (nuint)(2 * to.Stride));
            }
        }
    }
}
