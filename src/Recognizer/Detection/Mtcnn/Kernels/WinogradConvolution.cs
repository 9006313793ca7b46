using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>A 3 × 3 convolution of many channels with four ninths of the multiplications of <see cref="CropConvolution"/>. One thread; its room is kept.</summary>
/// <remarks>
/// F(2 × 2, 3 × 3) of A. Lavin and S. Gray, “Fast algorithms for convolutional neural networks”, CVPR 2016. Tiles of 4 × 4 inputs become, by additions alone,
/// 16 numbers a channel; at each of these 16 positions the tiles of a strip are multiplied with the kernel, which was turned likewise once and for all; and what comes
/// out is turned back to tiles of 2 × 2 outputs. A strip is as high as the cache of a core has room for.
/// </remarks>
internal sealed class WinogradConvolution : ICropConvolution
{
    private const int Size = 3, Tile = 4, Step = 2, Positions = Tile * Tile;

    // Of a strip; 24 tiles of 64 channels are 100 KB at all positions.
    private const int MostTiles = 24;

    // The only position that counts once in each of the four outputs.
    private const int WithBias = Tile + 1;

    private readonly CropConvolution[] _positions = new CropConvolution[Positions];
    private readonly float[] _slopes, _turned, _products;
    private readonly int _channels, _side, _across, _rows;

    /// <summary>Turns the kernel.</summary>
    /// <param name="kernel"><c>[outputs, inputs, 3, 3]</c>.</param>
    /// <param name="biases"><c>[outputs]</c>.</param>
    /// <param name="slopes"><c>[outputs]</c> of the PReLU.</param>
    /// <param name="channels">Of the input map, a multiple of a register's lanes; those that <paramref name="kernel"/> does not have count for nothing.</param>
    /// <param name="side">Rows and columns of the input map.</param>
    public WinogradConvolution(float[] kernel, float[] biases, float[] slopes, int channels, int side)
    {
        (_channels, _side, Side) = (channels, side, side - Size + 1);
        _across = (Side + Step - 1) / Step;
        _rows = Math.Clamp(MostTiles / _across, 1, _across);
        var turned = Turned(kernel);
        var (none, same) = (new float[biases.Length], new float[biases.Length]);
        Array.Fill(same, 1);
        for (var position = 0; position < Positions; position++)
            _positions[position] = new(turned[position], position == WithBias ? biases : none, same, channels, side: 1, size: 1, maps: _rows * _across);
        Channels = _positions[0].Channels;
        _slopes = new float[Channels];
        slopes.CopyTo(_slopes, 0);
        (_turned, _products) = (new float[Positions * _rows * _across * channels], new float[Positions * _positions[0].Room(_rows * _across)]);
    }

    /// <inheritdoc/>
    public int Channels { get; }

    /// <inheritdoc/>
    public int Side { get; }

    /// <inheritdoc/>
    public int Room(int maps) => maps * Side * Side * Channels;

    /// <inheritdoc/>
    public void Run<TLanes>(ReadOnlySpan<float> from, Span<float> to) where TLanes : struct, ILanes<TLanes>
    {
        for (var row = 0; row < _across; row += _rows)
        {
            var tiles = Math.Min(_rows, _across - row) * _across;
            for (var tile = 0; tile < tiles; tile++)
                Turn<TLanes>(from, row + tile / _across, tile % _across, _turned.AsSpan(tile * _channels));
            for (var position = 0; position < Positions; position++)
                _positions[position].Run<TLanes>(_turned.AsSpan(position * _turned.Length / Positions), _products.AsSpan(position * _products.Length / Positions), tiles);
            for (var tile = 0; tile < tiles; tile++)
                TurnBack<TLanes>(_products.AsSpan(tile * Channels), row + tile / _across, tile % _across, to);
        }
    }

    /// <summary>The kernel at each position, <c>[16][outputs, inputs]</c>: G g Gᵀ.</summary>
    private static float[][] Turned(float[] kernel)
    {
        double[][] g = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]];
        var turned = new float[Positions][];
        for (var position = 0; position < Positions; position++)
        {
            var (down, across) = (g[position / Tile], g[position % Tile]);
            turned[position] = new float[kernel.Length / (Size * Size)];
            for (var i = 0; i < turned[position].Length; i++)
            {
                var sum = 0.0;
                for (var place = 0; place < Size * Size; place++)
                    sum += down[place / Size] * across[place % Size] * kernel[i * Size * Size + place];
                turned[position][i] = (float)sum;
            }
        }

        return turned;
    }

    /// <summary>A tile of the input at each position: Bᵀ d B. What lies beyond the map changes only outputs that lie beyond it as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Turn<TLanes>(ReadOnlySpan<float> from, int row, int column, Span<float> to) where TLanes : struct, ILanes<TLanes>
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(to);
        var next = (nuint)(_turned.Length / Positions);
        ref var d0 = ref Row(ref source, 0);
        ref var d1 = ref Row(ref source, 1);
        ref var d2 = ref Row(ref source, 2);
        ref var d3 = ref Row(ref source, 3);
        var (c0, c1, c2, c3) = (Column(0), Column(1), Column(2), Column(3));
        for (nuint at = 0; at < (nuint)_channels; at += (nuint)TLanes.Count)
        {
            var (a, b, c, d) = (TLanes.Load(ref d0, at + c0), TLanes.Load(ref d0, at + c1), TLanes.Load(ref d0, at + c2), TLanes.Load(ref d0, at + c3));
            TLanes e00 = TLanes.Subtract(a, c), e01 = TLanes.Add(b, c), e02 = TLanes.Subtract(c, b), e03 = TLanes.Subtract(b, d);
            (a, b, c, d) = (TLanes.Load(ref d2, at + c0), TLanes.Load(ref d2, at + c1), TLanes.Load(ref d2, at + c2), TLanes.Load(ref d2, at + c3));
            TLanes e20 = TLanes.Subtract(a, c), e21 = TLanes.Add(b, c), e22 = TLanes.Subtract(c, b), e23 = TLanes.Subtract(b, d);
            TLanes.Subtract(e00, e20).Store(ref target, at);
            TLanes.Subtract(e01, e21).Store(ref target, at + next);
            TLanes.Subtract(e02, e22).Store(ref target, at + 2 * next);
            TLanes.Subtract(e03, e23).Store(ref target, at + 3 * next);

            (a, b, c, d) = (TLanes.Load(ref d1, at + c0), TLanes.Load(ref d1, at + c1), TLanes.Load(ref d1, at + c2), TLanes.Load(ref d1, at + c3));
            TLanes e10 = TLanes.Subtract(a, c), e11 = TLanes.Add(b, c), e12 = TLanes.Subtract(c, b), e13 = TLanes.Subtract(b, d);
            TLanes.Add(e10, e20).Store(ref target, at + 4 * next);
            TLanes.Add(e11, e21).Store(ref target, at + 5 * next);
            TLanes.Add(e12, e22).Store(ref target, at + 6 * next);
            TLanes.Add(e13, e23).Store(ref target, at + 7 * next);
            TLanes.Subtract(e20, e10).Store(ref target, at + 8 * next);
            TLanes.Subtract(e21, e11).Store(ref target, at + 9 * next);
            TLanes.Subtract(e22, e12).Store(ref target, at + 10 * next);
            TLanes.Subtract(e23, e13).Store(ref target, at + 11 * next);

            (a, b, c, d) = (TLanes.Load(ref d3, at + c0), TLanes.Load(ref d3, at + c1), TLanes.Load(ref d3, at + c2), TLanes.Load(ref d3, at + c3));
            TLanes.Subtract(e10, TLanes.Subtract(a, c)).Store(ref target, at + 12 * next);
            TLanes.Subtract(e11, TLanes.Add(b, c)).Store(ref target, at + 13 * next);
            TLanes.Subtract(e12, TLanes.Subtract(c, b)).Store(ref target, at + 14 * next);
            TLanes.Subtract(e13, TLanes.Subtract(b, d)).Store(ref target, at + 15 * next);
        }

        ref float Row(ref float map, int within) => ref Unsafe.Add(ref map, Math.Min(Step * row + within, _side - 1) * _side * _channels);
        nuint Column(int within) => (nuint)(Math.Min(Step * column + within, _side - 1) * _channels);
    }

    /// <summary>The outputs of a tile, as far as they are in the map: Aᵀ m A, and PReLU.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TurnBack<TLanes>(ReadOnlySpan<float> from, int row, int column, Span<float> to) where TLanes : struct, ILanes<TLanes>
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var slopes = ref MemoryMarshal.GetArrayDataReference(_slopes);
        var next = (nuint)(_products.Length / Positions);
        var (right, below) = (Step * column + 1 < Side, Step * row + 1 < Side);
        ref var upper = ref to[(Step * row * Side + Step * column) * Channels];
        ref var lower = ref Unsafe.Add(ref upper, Side * Channels);
        for (nuint at = 0; at < (nuint)Channels; at += (nuint)TLanes.Count)
        {
            var (s00, s10) = Sums<TLanes>(ref source, at, next);
            var (s01, s11) = Sums<TLanes>(ref source, at + next, next);
            var (s02, s12) = Sums<TLanes>(ref source, at + 2 * next, next);
            var (s03, s13) = Sums<TLanes>(ref source, at + 3 * next, next);
            var slope = TLanes.Load(ref slopes, at);
            Bend(TLanes.Add(TLanes.Add(s00, s01), s02), slope).Store(ref upper, at);
            if (right)
                Bend(TLanes.Subtract(TLanes.Subtract(s01, s02), s03), slope).Store(ref upper, at + (nuint)Channels);
            if (!below)
                continue;
            Bend(TLanes.Add(TLanes.Add(s10, s11), s12), slope).Store(ref lower, at);
            if (right)
                Bend(TLanes.Subtract(TLanes.Subtract(s11, s12), s13), slope).Store(ref lower, at + (nuint)Channels);
        }
    }

    /// <summary>Of four positions below each other, what counts for the upper output and for the lower.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Upper, TLanes Lower) Sums<TLanes>(ref float source, nuint at, nuint next) where TLanes : struct, ILanes<TLanes>
    {
        var (m0, m1) = (TLanes.Load(ref source, at), TLanes.Load(ref source, at + Tile * next));
        var (m2, m3) = (TLanes.Load(ref source, at + 2 * Tile * next), TLanes.Load(ref source, at + 3 * Tile * next));
        return (TLanes.Add(TLanes.Add(m0, m1), m2), TLanes.Subtract(TLanes.Subtract(m1, m2), m3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Bend<TLanes>(TLanes sum, TLanes slope) where TLanes : struct, ILanes<TLanes>
    {
        var zero = TLanes.All(0);
        return TLanes.MultiplyAdd(TLanes.Min(sum, zero), slope, TLanes.Max(sum, zero));
    }
}
