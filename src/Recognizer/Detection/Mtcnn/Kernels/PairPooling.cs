using System.Runtime.InteropServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>Two by two pixels become their largest; an odd row or column at the end stands for itself.</summary>
internal static class PairPooling
{
    /// <summary>Pools two rows of one plane into one.</summary>
    /// <param name="upper">A row, with room for a register behind <paramref name="width"/>.</param>
    /// <param name="lower">The next one, or the same where there is none.</param>
    /// <param name="width">Columns of both.</param>
    /// <param name="to">⌈width / 2⌉ columns, with room for a register behind them.</param>
    public static void Row<TLanes>(Span<float> upper, Span<float> lower, int width, Span<float> to) where TLanes : struct, ILanes<TLanes>
    {
        if (width % 2 == 1)
            (upper[width], lower[width]) = (upper[width - 1], lower[width - 1]);
        ref var first = ref MemoryMarshal.GetReference(upper);
        ref var second = ref MemoryMarshal.GetReference(lower);
        ref var target = ref MemoryMarshal.GetReference(to);
        for (var x = 0; 2 * x < width; x += TLanes.Count)
        {
            var at = (nuint)(2 * x);
            TLanes.Evens(Largest<TLanes>(ref first, ref second, at), Largest<TLanes>(ref first, ref second, at + (nuint)TLanes.Count)).Store(ref target, (nuint)x);
        }
    }

    /// <summary>Of each pixel, its right neighbour and the two below.</summary>
    private static TLanes Largest<TLanes>(ref float first, ref float second, nuint at) where TLanes : struct, ILanes<TLanes> => TLanes.Max(
        TLanes.Max(TLanes.Load(ref first, at), TLanes.Load(ref first, at + 1)),
        TLanes.Max(TLanes.Load(ref second, at), TLanes.Load(ref second, at + 1)));
}
