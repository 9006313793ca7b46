using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>Windows of a square map, channels last, become their largest, two pixels apart; those that reach over the edge count, too.</summary>
internal static class ChannelPooling
{
    /// <summary>Rows and columns that are left of <paramref name="side"/>.</summary>
    public static int Side(int side, int size) => (side - size + 1) / 2 + 1;

    /// <summary>Pools a map.</summary>
    /// <param name="from"><c>[side, side, channels]</c>.</param>
    /// <param name="side">Rows and columns.</param>
    /// <param name="channels">A multiple of a register's lanes.</param>
    /// <param name="size">Rows and columns of a window, 2 or 3.</param>
    /// <param name="to"><c>[Side, Side, channels]</c>.</param>
    [MethodImpl(KernelCode.Apart)]
    public static void Run<TLanes>(Span<float> from, int side, int channels, int size, Span<float> to) where TLanes : struct, ILanes<TLanes>
    {
        var pooled = Side(side, size);
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(to[..(pooled * pooled * channels)]);
        for (var row = 0; row < pooled; row++)
        {
            var (upper, middle, lower) = Three(row, side, size, side * channels);
            for (var column = 0; column < pooled; column++)
            {
                var (left, centre, right) = Three(column, side, size, channels);
                ref var largest = ref Unsafe.Add(ref target, (row * pooled + column) * channels);
                for (nuint channel = 0; channel < (nuint)channels; channel += (nuint)TLanes.Count)
                {
                    TLanes.Max(
                        TLanes.Max(Largest<TLanes>(ref source, channel + upper, left, centre, right), Largest<TLanes>(ref source, channel + middle, left, centre, right)),
                        Largest<TLanes>(ref source, channel + lower, left, centre, right)).Store(ref largest, channel);
                }
            }
        }
    }

    /// <summary>Where the pixels of a window are along one side. One that is not there is another one a second time, which changes nothing.</summary>
    private static (nuint First, nuint Second, nuint Third) Three(int at, int side, int size, int step)
    {
        var (first, last) = (2 * at, Math.Min(2 * at + size, side) - 1);
        return ((nuint)(first * step), (nuint)(Math.Min(first + 1, last) * step), (nuint)(last * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Largest<TLanes>(ref float source, nuint at, nuint left, nuint centre, nuint right) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Max(TLanes.Max(TLanes.Load(ref source, at + left), TLanes.Load(ref source, at + centre)), TLanes.Load(ref source, at + right));
}
