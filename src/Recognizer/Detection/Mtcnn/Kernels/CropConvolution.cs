using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>A convolution with bias and PReLU over small square maps, channels last, without padding, stride 1: two registers of output channels by six pixels at a time.</summary>
/// <remarks>
/// Maps of a few dozen pixels and of many channels are the other way round from P-Net's (<see cref="Convolution"/>), so here the lanes are channels and each input is
/// spread over a register. Twelve sums are in flight, and each tap costs two loads of weights and six of inputs for twelve multiplications. A layer that
/// connects everything is a convolution as large as its map. Every sum is taken in the same order whatever the register's width and whichever
/// pixels are beside it, so all widths and all batches give the same bits.
/// </remarks>
internal sealed class CropConvolution : ICropConvolution
{
    /// <summary>Output channels come in so many: those there are, and zeros.</summary>
    private const int Group = 16;

    /// <summary>Pixels that are computed at once; the last ones are computed again to fill up, and written behind the end.</summary>
    private const int Pixels = 6;

    private readonly float[] _weights;    // [groups, taps, 16]
    private readonly float[] _biases, _slopes;
    private readonly int[] _from;         // of each output pixel, where the first tap is
    private readonly int _size, _run, _stride;

    /// <summary>Lays the weights out.</summary>
    /// <param name="kernel"><c>[outputs, inputs, size, size]</c>.</param>
    /// <param name="biases"><c>[outputs]</c>.</param>
    /// <param name="slopes"><c>[outputs]</c> of the PReLU; 1 everywhere leaves the sums as they are.</param>
    /// <param name="channels">Of the input map; those that <paramref name="kernel"/> does not have count for nothing.</param>
    /// <param name="side">Rows and columns of the input map.</param>
    /// <param name="size">Rows and columns of the kernel.</param>
    /// <param name="maps">The most that lie one behind the other.</param>
    public CropConvolution(float[] kernel, float[] biases, float[] slopes, int channels, int side, int size, int maps = 1)
    {
        var (outputs, inputs) = (biases.Length, kernel.Length / (biases.Length * size * size));
        // Those that count for nothing are left out where a run of taps ends with them.
        var looked = size == 1 ? inputs : channels;
        var taps = size * size * looked;
        (Channels, Side, _size, _run, _stride) = ((outputs + Group - 1) / Group * Group, side - size + 1, size, size * looked, side * channels);
        (_weights, _biases, _slopes) = (new float[Channels * taps], new float[Channels], new float[Channels]);
        biases.CopyTo(_biases, 0);
        slopes.CopyTo(_slopes, 0);
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                for (var place = 0; place < size * size; place++)
                    _weights[(output / Group * taps + place * looked + input) * Group + output % Group] = kernel[(output * inputs + input) * size * size + place];
            }
        }

        _from = new int[Rounded(maps * Side * Side)];
        for (var pixel = 0; pixel < _from.Length; pixel++)
        {
            var (map, place) = Math.DivRem(Math.Min(pixel, maps * Side * Side - 1), Side * Side);
            _from[pixel] = map * side * _stride + place / Side * _stride + place % Side * channels;
        }
    }

    /// <inheritdoc/>
    public int Channels { get; }

    /// <inheritdoc/>
    public int Side { get; }

    /// <inheritdoc/>
    public int Room(int maps) => Rounded(maps * Side * Side) * Channels;

    /// <inheritdoc/>
    public void Run<TLanes>(ReadOnlySpan<float> from, Span<float> to, int maps) where TLanes : struct, ILanes<TLanes>
    {
        var pixels = maps * Side * Side;
        for (var channel = 0; channel < Channels; channel += Math.Max(Group, 2 * TLanes.Count))
        {
            if (channel + 2 * TLanes.Count > Channels)
                Compute<Lanes256>(from, to, pixels, channel);    // half of what two of the widest registers hold
            else
                Compute<TLanes>(from, to, pixels, channel);
        }
    }

    private void Compute<TLanes>(ReadOnlySpan<float> from, Span<float> to, int pixels, int channel) where TLanes : struct, ILanes<TLanes>
    {
        for (var end = channel + Math.Max(Group, 2 * TLanes.Count); channel < end; channel += 2 * TLanes.Count)
            Pair<TLanes>(from, to, pixels, channel);
    }

    /// <summary>Two registers of channels of every pixel.</summary>
    [MethodImpl(KernelCode.Apart)]
    private void Pair<TLanes>(ReadOnlySpan<float> from, Span<float> to, int pixels, int channel) where TLanes : struct, ILanes<TLanes>
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var first = ref MemoryMarshal.GetArrayDataReference(_from);
        var (own, next) = (Place(channel), (nuint)(Place(channel + TLanes.Count) - Place(channel)));
        var (biasA, biasB) = (TLanes.Load(ref _biases[channel], 0), TLanes.Load(ref _biases[channel + TLanes.Count], 0));
        var (slopeA, slopeB) = (TLanes.Load(ref _slopes[channel], 0), TLanes.Load(ref _slopes[channel + TLanes.Count], 0));
        for (var pixel = 0; pixel < pixels; pixel += Pixels)
        {
            ref var p0 = ref Unsafe.Add(ref source, Unsafe.Add(ref first, pixel));
            ref var p1 = ref Unsafe.Add(ref source, Unsafe.Add(ref first, pixel + 1));
            ref var p2 = ref Unsafe.Add(ref source, Unsafe.Add(ref first, pixel + 2));
            ref var p3 = ref Unsafe.Add(ref source, Unsafe.Add(ref first, pixel + 3));
            ref var p4 = ref Unsafe.Add(ref source, Unsafe.Add(ref first, pixel + 4));
            ref var p5 = ref Unsafe.Add(ref source, Unsafe.Add(ref first, pixel + 5));
            ref var weight = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_weights), own);
            TLanes a0 = biasA, a1 = biasA, a2 = biasA, a3 = biasA, a4 = biasA, a5 = biasA;
            TLanes b0 = biasB, b1 = biasB, b2 = biasB, b3 = biasB, b4 = biasB, b5 = biasB;
            nint at = 0;
            for (var row = 0; row < _size; row++)
            {
                for (var end = at + _run; at < end; at++)
                {
                    var (a, b) = (TLanes.Load(ref weight, 0), TLanes.Load(ref weight, next));
                    var p = TLanes.All(Unsafe.Add(ref p0, at));
                    (a0, b0) = (TLanes.MultiplyAdd(p, a, a0), TLanes.MultiplyAdd(p, b, b0));
                    p = TLanes.All(Unsafe.Add(ref p1, at));
                    (a1, b1) = (TLanes.MultiplyAdd(p, a, a1), TLanes.MultiplyAdd(p, b, b1));
                    p = TLanes.All(Unsafe.Add(ref p2, at));
                    (a2, b2) = (TLanes.MultiplyAdd(p, a, a2), TLanes.MultiplyAdd(p, b, b2));
                    p = TLanes.All(Unsafe.Add(ref p3, at));
                    (a3, b3) = (TLanes.MultiplyAdd(p, a, a3), TLanes.MultiplyAdd(p, b, b3));
                    p = TLanes.All(Unsafe.Add(ref p4, at));
                    (a4, b4) = (TLanes.MultiplyAdd(p, a, a4), TLanes.MultiplyAdd(p, b, b4));
                    p = TLanes.All(Unsafe.Add(ref p5, at));
                    (a5, b5) = (TLanes.MultiplyAdd(p, a, a5), TLanes.MultiplyAdd(p, b, b5));
                    weight = ref Unsafe.Add(ref weight, Group);
                }

                at += _stride - _run;
            }

            ref var written = ref to[pixel * Channels + channel];
            Finish(a0, b0, slopeA, slopeB, ref written);
            Finish(a1, b1, slopeA, slopeB, ref Unsafe.Add(ref written, Channels));
            Finish(a2, b2, slopeA, slopeB, ref Unsafe.Add(ref written, 2 * Channels));
            Finish(a3, b3, slopeA, slopeB, ref Unsafe.Add(ref written, 3 * Channels));
            Finish(a4, b4, slopeA, slopeB, ref Unsafe.Add(ref written, 4 * Channels));
            Finish(a5, b5, slopeA, slopeB, ref Unsafe.Add(ref written, 5 * Channels));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLanes>(TLanes a, TLanes b, TLanes slopeA, TLanes slopeB, ref float written) where TLanes : struct, ILanes<TLanes>
    {
        PRelu.Of(a, slopeA).Store(ref written, 0);
        PRelu.Of(b, slopeB).Store(ref written, (nuint)TLanes.Count);
    }

    private static int Rounded(int pixels) => (pixels + Pixels - 1) / Pixels * Pixels;

    /// <summary>Where a channel's weights begin.</summary>
    private int Place(int channel) => channel / Group * (_weights.Length / Channels) * Group + channel % Group;
}
