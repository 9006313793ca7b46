using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>
/// Makes a plane smaller; each new pixel is the mean of the area that it covers, so that nothing flickers.
/// Keeps its tables for the size used last: one scaler for each plane of a stream.
/// </summary>
internal sealed class PlaneScaler
{
    // Shares of rows are counted in 256ths, so that a weighted sum of bytes fits 16 bits;
    // shares of columns in 65536ths, so that a weighted sum of those fits 32.
    private const int OneRow = 1 << 8;
    private const int OneColumn = 1 << 16;

    private (int From, int To) _columns;
    private int[] _firstColumn = [];
    private uint[] _columnWeights = [];
    private int _taps;
    private ushort[] _row = [];

    /// <summary>Shrinks <paramref name="from"/> into <paramref name="to"/>, which has no padding.</summary>
    public void Shrink(ReadOnlySpan<byte> from, int stride, int width, int height, Span<byte> to, int toWidth, int toHeight)
    {
        Prepare(width, toWidth);
        for (var y = 0; y < toHeight; y++)
        {
            // 1. The rows under the new one, weighted and added.
            var first = (int)((long)y * height / toHeight);
            var last = (int)(((long)(y + 1) * height - 1) / toHeight);
            _row.AsSpan(0, width).Clear();
            for (var row = first; row <= last; row++)
                Add(from.Slice(row * stride, width), (ushort)Share(row, y, height, toHeight, OneRow));

            // 2. The columns under each new pixel.
            Reduce(to.Slice(y * toWidth, toWidth));
        }
    }

    /// <summary>
    /// The part of target pixel <paramref name="target"/> that source pixel <paramref name="source"/> covers.
    /// Differences of rounded running sums, so that the parts always make <paramref name="one"/>.
    /// </summary>
    private static uint Share(int source, int target, int from, int to, int one)
    {
        return Running(source + 1) - Running(source);

        uint Running(int upTo) => (uint)(one * Math.Clamp((double)upTo * to / from - target, 0, 1) + 0.5);
    }

    private void Prepare(int width, int toWidth)
    {
        if (_columns == (width, toWidth))
            return;
        _columns = (width, toWidth);
        _row = new ushort[width + Vector128<byte>.Count];
        _taps = Enumerable.Range(0, toWidth).Max(x => (int)(((long)(x + 1) * width + toWidth - 1) / toWidth - (long)x * width / toWidth));
        _firstColumn = new int[toWidth];
        _columnWeights = new uint[toWidth * _taps];
        for (var x = 0; x < toWidth; x++)
        {
            // The last windows are moved left rather than cut; their weights say which columns count.
            var first = _firstColumn[x] = (int)Math.Min((long)x * width / toWidth, Math.Max(0, width - _taps));
            for (var tap = 0; tap < _taps && first + tap < width; tap++)
                _columnWeights[x * _taps + tap] = Share(first + tap, x, width, toWidth, OneColumn);
        }
    }

    private void Add(ReadOnlySpan<byte> row, ushort weight)
    {
        var (i, weights) = (0, Vector128.Create(weight));
        ref var source = ref MemoryMarshal.GetReference(row);
        ref var sum = ref MemoryMarshal.GetArrayDataReference(_row);
        for (; i + Vector128<byte>.Count <= row.Length; i += Vector128<byte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)i));
            (Vector128.LoadUnsafe(ref sum, (nuint)i) + low * weights).StoreUnsafe(ref sum, (nuint)i);
            (Vector128.LoadUnsafe(ref sum, (nuint)i + 8) + high * weights).StoreUnsafe(ref sum, (nuint)i + 8);
        }

        for (; i < row.Length; i++)
            _row[i] += (ushort)(row[i] * weight);
    }

    private void Reduce(Span<byte> to)
    {
        if (_columns.From == 2 * _columns.To)
        {
            ReducePairs(to);
            return;
        }

        ref var sums = ref MemoryMarshal.GetArrayDataReference(_row);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_columnWeights);
        for (var x = 0; x < to.Length; x++)
        {
            // By reference: the tables are built to stay inside, and checks would cost a third of the time.
            ref var column = ref Unsafe.Add(ref sums, _firstColumn[x]);
            var sum = (uint)(OneRow * OneColumn / 2);
            for (var tap = 0; tap < _taps; tap++)
                sum += Unsafe.Add(ref column, tap) * Unsafe.Add(ref weights, tap);
            weights = ref Unsafe.Add(ref weights, _taps);
            to[x] = (byte)(sum / (OneRow * OneColumn));
        }
    }

    /// <summary>Half the width, the usual case: the mean of two neighbours, eight at a time.</summary>
    private void ReducePairs(Span<byte> to)
    {
        var x = 0;
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_row);
        for (; x + 8 <= to.Length; x += 8)
        {
            var first = Means(Vector128.LoadUnsafe(ref sums, (nuint)(2 * x)).AsUInt32());
            var second = Means(Vector128.LoadUnsafe(ref sums, (nuint)(2 * x + 8)).AsUInt32());
            var words = Vector128.Narrow(first, second);
            MemoryMarshal.Write(to[x..], Vector128.Narrow(words, words).AsUInt64().ToScalar());
        }

        for (; x < to.Length; x++)
            to[x] = (byte)((_row[2 * x] + _row[2 * x + 1] + OneRow) / (2 * OneRow));

        static Vector128<uint> Means(Vector128<uint> pairs) =>
            ((pairs & Vector128.Create(0xFFFFu)) + (pairs >>> 16) + Vector128.Create((uint)OneRow)) >>> 9;
    }
}
