using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>A convolution with bias and PReLU, without padding, stride 1: four output channels by three registers of pixels at a time.</summary>
/// <remarks>
/// Twelve sums are in flight, where a processor with two multipliers of latency four can work on eight, and with what they are made of they fill the sixteen
/// registers of one without AVX-512. Each tap costs three loads of pixels and four of weights for twelve multiplications, so the multipliers are the limit and not the loads. Every pixel's sum is taken in the same
/// order whatever the register's width, so all widths give the same bits.
/// </remarks>
internal sealed class Convolution
{
    private const int Channels = 4;

    private readonly float[] _weights;  // [groups, taps, 4]
    private readonly float[] _biases, _slopes;
    private readonly int _inputs, _rows, _columns;
    private nuint[] _offsets = [];
    private (int Plane, int Stride) _offsetsOf;

    /// <summary>Lays the weights out.</summary>
    /// <param name="kernel"><c>[outputs, inputs, rows, columns]</c>.</param>
    /// <param name="biases"><c>[outputs]</c>.</param>
    /// <param name="slopes"><c>[outputs]</c> of the PReLU; 1 everywhere leaves the sums as they are.</param>
    /// <param name="inputs">Planes of the input.</param>
    /// <param name="rows">Of the kernel.</param>
    /// <param name="columns">Of the kernel.</param>
    public Convolution(float[] kernel, float[] biases, float[] slopes, int inputs, int rows, int columns)
    {
        (_inputs, _rows, _columns) = (inputs, rows, columns);
        var (taps, groups) = (inputs * rows * columns, (biases.Length + Channels - 1) / Channels);
        (_weights, Outputs) = (new float[groups * taps * Channels], groups * Channels);
        for (var output = 0; output < biases.Length; output++)
        {
            for (var tap = 0; tap < taps; tap++)
                _weights[((output / Channels * taps) + tap) * Channels + output % Channels] = kernel[output * taps + tap];
        }

        (_biases, _slopes) = (new float[Outputs], new float[Outputs]);
        biases.CopyTo(_biases, 0);
        slopes.CopyTo(_slopes, 0);
    }

    /// <summary>Planes that are written: the outputs, and zeros up to a multiple of four.</summary>
    public int Outputs { get; }

    /// <summary>Computes one row of all planes.</summary>
    /// <param name="from">The input.</param>
    /// <param name="first">Where its first plane begins in <see cref="FeatureMap.Values"/>.</param>
    /// <param name="row">Of the output.</param>
    /// <param name="to">The output's values, from the first plane's row on; up to <see cref="FeatureMap.Step"/> pixels behind <paramref name="width"/> are overwritten.</param>
    /// <param name="plane">Floats from one output plane to the next.</param>
    /// <param name="width">Columns of the output.</param>
    [MethodImpl(KernelCode.Apart)]
    public void Row<TLanes>(FeatureMap from, int first, int row, Span<float> to, int plane, int width) where TLanes : struct, ILanes<TLanes>
    {
        Place(from);
        ref var source = ref from.Values[first + row * from.Stride];
        ref var target = ref MemoryMarshal.GetReference(to);
        ref var offset = ref MemoryMarshal.GetArrayDataReference(_offsets);
        var taps = _offsets.Length;
        var lanes = (nuint)TLanes.Count;

        for (var x = 0; x < width; x += 3 * TLanes.Count)
        {
            ref var pixels = ref Unsafe.Add(ref source, x);
            ref var weight = ref MemoryMarshal.GetArrayDataReference(_weights);
            for (var output = 0; output < Outputs; output += Channels)
            {
                TLanes a0 = TLanes.All(_biases[output]), b0 = a0, c0 = a0, a1 = TLanes.All(_biases[output + 1]), b1 = a1, c1 = a1;
                TLanes a2 = TLanes.All(_biases[output + 2]), b2 = a2, c2 = a2, a3 = TLanes.All(_biases[output + 3]), b3 = a3, c3 = a3;
                for (var tap = 0; tap < taps; tap++)
                {
                    var at = Unsafe.Add(ref offset, tap);
                    var (p, q, r) = (TLanes.Load(ref pixels, at), TLanes.Load(ref pixels, at + lanes), TLanes.Load(ref pixels, at + 2 * lanes));
                    var w = TLanes.All(weight);
                    (a0, b0, c0) = (TLanes.MultiplyAdd(p, w, a0), TLanes.MultiplyAdd(q, w, b0), TLanes.MultiplyAdd(r, w, c0));
                    w = TLanes.All(Unsafe.Add(ref weight, 1));
                    (a1, b1, c1) = (TLanes.MultiplyAdd(p, w, a1), TLanes.MultiplyAdd(q, w, b1), TLanes.MultiplyAdd(r, w, c1));
                    w = TLanes.All(Unsafe.Add(ref weight, 2));
                    (a2, b2, c2) = (TLanes.MultiplyAdd(p, w, a2), TLanes.MultiplyAdd(q, w, b2), TLanes.MultiplyAdd(r, w, c2));
                    w = TLanes.All(Unsafe.Add(ref weight, 3));
                    (a3, b3, c3) = (TLanes.MultiplyAdd(p, w, a3), TLanes.MultiplyAdd(q, w, b3), TLanes.MultiplyAdd(r, w, c3));
                    weight = ref Unsafe.Add(ref weight, Channels);
                }

                ref var written = ref Unsafe.Add(ref target, output * plane + x);
                Finish(a0, b0, c0, _slopes[output], ref written);
                Finish(a1, b1, c1, _slopes[output + 1], ref Unsafe.Add(ref written, plane));
                Finish(a2, b2, c2, _slopes[output + 2], ref Unsafe.Add(ref written, 2 * plane));
                Finish(a3, b3, c3, _slopes[output + 3], ref Unsafe.Add(ref written, 3 * plane));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLanes>(TLanes a, TLanes b, TLanes c, float slope, ref float written) where TLanes : struct, ILanes<TLanes>
    {
        var factor = TLanes.All(slope);
        PRelu.Of(a, factor).Store(ref written, 0);
        PRelu.Of(b, factor).Store(ref written, (nuint)TLanes.Count);
        PRelu.Of(c, factor).Store(ref written, 2 * (nuint)TLanes.Count);
    }

    /// <summary>Where each tap's pixels lie from the first tap's on.</summary>
    private void Place(FeatureMap from)
    {
        if (_offsetsOf == (from.Plane, from.Stride))
            return;
        _offsetsOf = (from.Plane, from.Stride);
        if (_offsets.Length == 0)
            _offsets = new nuint[_inputs * _rows * _columns];
        for (var tap = 0; tap < _offsets.Length; tap++)
        {
            var (plane, place) = Math.DivRem(tap, _rows * _columns);
            _offsets[tap] = (nuint)(plane * from.Plane + place / _columns * from.Stride + place % _columns);
        }
    }
}
