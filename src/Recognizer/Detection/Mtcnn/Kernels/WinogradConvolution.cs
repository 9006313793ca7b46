using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>A 3 × 3 convolution of many channels with 25 multiplications where <see cref="CropConvolution"/> has 81. One thread; its room is kept.</summary>
/// <remarks>
/// <see cref="Winograd"/> down and across: tiles of 5 × 5 inputs become 25 numbers a channel, and at each of these positions many tiles are multiplied with the kernel. The maps here have
/// 21, 9 and 8 rows, which tiles of three fill.
/// </remarks>
internal sealed class WinogradConvolution : ICropConvolution
{
    private const int Positions = Winograd.Tile * Winograd.Tile, WithBias = Winograd.WithBias * Winograd.Tile + Winograd.WithBias;

    // At once; of 64 channels they are 115 KB at all positions.
    private const int MostTiles = 18;

    // Between positions, so that those of a tile do not compete for the same few lines of the near cache: without it turning takes three times as long.
    private const int Apart = 16;

    private readonly CropConvolution[] _positions = new CropConvolution[Positions];
    private readonly float[] _slopes, _turned, _products;
    private readonly int _channels, _side, _across;

    /// <summary>Turns the kernel.</summary>
    /// <param name="kernel"><c>[outputs, inputs, 3, 3]</c>.</param>
    /// <param name="biases"><c>[outputs]</c>.</param>
    /// <param name="slopes"><c>[outputs]</c> of the PReLU.</param>
    /// <param name="channels">Of the input map, a multiple of a register's lanes; those that <paramref name="kernel"/> does not have count for nothing.</param>
    /// <param name="side">Rows and columns of the input map.</param>
    public WinogradConvolution(float[] kernel, float[] biases, float[] slopes, int channels, int side)
    {
        (_channels, _side, Side) = (channels, side, side - Winograd.Size + 1);
        _across = (Side + Winograd.Step - 1) / Winograd.Step;
        var turned = Turned(kernel);
        var (none, same) = (new float[biases.Length], new float[biases.Length]);
        Array.Fill(same, 1);
        for (var position = 0; position < Positions; position++)
            _positions[position] = new(turned[position], position == WithBias ? biases : none, same, channels, side: 1, size: 1, maps: MostTiles);
        Channels = _positions[0].Channels;
        _slopes = new float[Channels];
        slopes.CopyTo(_slopes, 0);
        (_turned, _products) = (new float[Positions * (MostTiles * channels + Apart)], new float[Positions * (_positions[0].Room(MostTiles) + Apart)]);
    }

    /// <inheritdoc/>
    public int Channels { get; }

    /// <inheritdoc/>
    public int Side { get; }

    /// <inheritdoc/>
    public int Room(int maps) => maps * Side * Side * Channels;

    /// <inheritdoc/>
    public void Run<TLanes>(ReadOnlySpan<float> from, Span<float> to, int maps) where TLanes : struct, ILanes<TLanes>
    {
        var all = maps * _across * _across;
        for (var first = 0; first < all; first += MostTiles)
        {
            var tiles = Math.Min(MostTiles, all - first);
            for (var tile = 0; tile < tiles; tile++)
                Turn<TLanes>(from, first + tile, _turned.AsSpan(tile * _channels));
            for (var position = 0; position < Positions; position++)
                _positions[position].Run<TLanes>(_turned.AsSpan(position * _turned.Length / Positions), _products.AsSpan(position * _products.Length / Positions), tiles);
            for (var tile = 0; tile < tiles; tile++)
                TurnBack<TLanes>(_products.AsSpan(tile * Channels), first + tile, to);
        }
    }

    /// <summary>The kernel at each position, <c>[25][outputs, inputs]</c>: G g Gᵀ.</summary>
    private static float[][] Turned(float[] kernel)
    {
        var turned = new float[Positions][];
        for (var position = 0; position < Positions; position++)
        {
            var (down, across) = (Winograd.Kernel[position / Winograd.Tile], Winograd.Kernel[position % Winograd.Tile]);
            turned[position] = new float[kernel.Length / (Winograd.Size * Winograd.Size)];
            for (var i = 0; i < turned[position].Length; i++)
            {
                var sum = 0.0;
                for (var place = 0; place < Winograd.Size * Winograd.Size; place++)
                    sum += down[place / Winograd.Size] * across[place % Winograd.Size] * kernel[i * Winograd.Size * Winograd.Size + place];
                turned[position][i] = (float)sum;
            }
        }

        return turned;
    }

    /// <summary>A tile of the input at each position: Bᵀ d B. What lies beyond the map changes only outputs that lie beyond it as well.</summary>
    [MethodImpl(KernelCode.Apart)]
    private void Turn<TLanes>(ReadOnlySpan<float> from, int tile, Span<float> to) where TLanes : struct, ILanes<TLanes>
    {
        var (map, row, column) = Place(tile);
        ref var source = ref MemoryMarshal.GetReference(from.Slice(map * _side * _side * _channels, _side * _side * _channels));
        ref var target = ref MemoryMarshal.GetReference(to);
        var (next, down, lanes) = ((nuint)(_turned.Length / Positions), (nuint)(Winograd.Tile * _turned.Length / Positions), (nuint)TLanes.Count);
        var (c0, c1, c2, c3, c4) = (Column(0), Column(1), Column(2), Column(3), Column(4));
        for (nuint at = 0; at < (nuint)_channels; at += lanes)
        {
            for (var within = 0; within < Winograd.Tile; within++)
            {
                ref var line = ref Unsafe.Add(ref source, (nuint)(Math.Min(Winograd.Step * row + within, _side - 1) * _side * _channels) + at);
                Winograd.Turn(
                    TLanes.Load(ref line, c0), TLanes.Load(ref line, c1), TLanes.Load(ref line, c2), TLanes.Load(ref line, c3), TLanes.Load(ref line, c4),
                    ref Unsafe.Add(ref target, at + (nuint)within * down), next);
            }

            for (nuint within = 0; within < Winograd.Tile; within++)
            {
                ref var line = ref Unsafe.Add(ref target, at + within * next);
                Winograd.Turn(
                    TLanes.Load(ref line, 0), TLanes.Load(ref line, down), TLanes.Load(ref line, 2 * down), TLanes.Load(ref line, 3 * down), TLanes.Load(ref line, 4 * down),
                    ref line, down);
            }
        }

        nuint Column(int within) => (nuint)(Math.Min(Winograd.Step * column + within, _side - 1) * _channels);
    }

    /// <summary>The outputs of a tile, as far as they are in the map: Aᵀ m A, and PReLU.</summary>
    [MethodImpl(KernelCode.Apart)]
    private void TurnBack<TLanes>(ReadOnlySpan<float> from, int tile, Span<float> to) where TLanes : struct, ILanes<TLanes>
    {
        var (map, row, column) = Place(tile);
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(to.Slice(map * Side * Side * Channels, Side * Side * Channels));
        ref var slopes = ref MemoryMarshal.GetArrayDataReference(_slopes);
        var (next, down) = ((nuint)(_products.Length / Positions), (nuint)(Winograd.Tile * _products.Length / Positions));
        var (rows, columns) = (Math.Min(Winograd.Step, Side - Winograd.Step * row), Math.Min(Winograd.Step, Side - Winograd.Step * column));
        for (nuint at = 0; at < (nuint)Channels; at += (nuint)TLanes.Count)
        {
            var (a0, b0, c0) = Winograd.Back<TLanes>(ref Unsafe.Add(ref source, at), next);
            var (a1, b1, c1) = Winograd.Back<TLanes>(ref Unsafe.Add(ref source, at + down), next);
            var (a2, b2, c2) = Winograd.Back<TLanes>(ref Unsafe.Add(ref source, at + 2 * down), next);
            var (a3, b3, c3) = Winograd.Back<TLanes>(ref Unsafe.Add(ref source, at + 3 * down), next);
            var (a4, b4, c4) = Winograd.Back<TLanes>(ref Unsafe.Add(ref source, at + 4 * down), next);
            var slope = TLanes.Load(ref slopes, at);
            ref var written = ref Unsafe.Add(ref target, (nuint)((Winograd.Step * row * Side + Winograd.Step * column) * Channels) + at);
            Column(Winograd.Back(a0, a1, a2, a3, a4), slope, rows, (nuint)(Side * Channels), ref written);
            if (columns > 1)
                Column(Winograd.Back(b0, b1, b2, b3, b4), slope, rows, (nuint)(Side * Channels), ref Unsafe.Add(ref written, Channels));
            if (columns > 2)
                Column(Winograd.Back(c0, c1, c2, c3, c4), slope, rows, (nuint)(Side * Channels), ref Unsafe.Add(ref written, 2 * Channels));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<TLanes>((TLanes Upper, TLanes Middle, TLanes Lower) outputs, TLanes slope, int rows, nuint down, ref float to) where TLanes : struct, ILanes<TLanes>
    {
        PRelu.Of(outputs.Upper, slope).Store(ref to, 0);
        if (rows > 1)
            PRelu.Of(outputs.Middle, slope).Store(ref to, down);
        if (rows > 2)
            PRelu.Of(outputs.Lower, slope).Store(ref to, 2 * down);
    }

    private (int Map, int Row, int Column) Place(int tile)
    {
        var (map, within) = Math.DivRem(tile, _across * _across);
        return (map, within / _across, within % _across);
    }
}
