using System.Runtime.CompilerServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>F(3, 3): three neighbouring outputs of a kernel of three with five multiplications instead of nine.</summary>
/// <remarks>
/// A. Lavin and S. Gray, “Fast algorithms for convolutional neural networks”, CVPR 2016; the points are 0, 1, −1, 2 and infinity. Five inputs are turned, by additions alone, multiplied one by one with the kernel, which was turned
/// once and for all, and what comes out is turned back. F(4, 3) would save a tenth more and lose digits.
/// </remarks>
internal static class Winograd
{
    /// <summary>Rows or columns of a kernel.</summary>
    public const int Size = 3;

    /// <summary>Outputs at once.</summary>
    public const int Step = 3;

    /// <summary>Inputs at once, and what they become.</summary>
    public const int Tile = 5;

    /// <summary>The only one of the five that counts once in each output: where a bias belongs.</summary>
    public const int WithBias = 1;

    /// <summary>What a kernel is multiplied with to be turned, <c>[Tile][Size]</c>.</summary>
    public static readonly double[][] Kernel = [[1 / 2d, 0, 0], [-1 / 2d, -1 / 2d, -1 / 2d], [-1 / 6d, 1 / 6d, -1 / 6d], [1 / 6d, 1 / 3d, 2 / 3d], [0, 0, 1]];

    /// <summary>Turns five inputs and writes them, so far apart. The last input counts in the last number only, and that in the last output only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn<TLanes>(TLanes d0, TLanes d1, TLanes d2, TLanes d3, TLanes d4, ref float to, nuint apart) where TLanes : struct, ILanes<TLanes>
    {
        var (two, less) = (TLanes.All(2), TLanes.All(-2));
        var (a, b) = (TLanes.Subtract(d3, d1), TLanes.Subtract(d3, d2));
        TLanes.MultiplyAdd(two, TLanes.Subtract(d0, d2), a).Store(ref to, 0);
        TLanes.MultiplyAdd(less, d1, b).Store(ref to, apart);
        TLanes.MultiplyAdd(two, TLanes.Subtract(d1, d2), b).Store(ref to, 2 * apart);
        a.Store(ref to, 3 * apart);
        TLanes.MultiplyAdd(less, a, TLanes.Subtract(d4, d2)).Store(ref to, 4 * apart);
    }

    /// <summary>Reads five products, so far apart, and turns them back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes First, TLanes Second, TLanes Third) Back<TLanes>(ref float from, nuint apart) where TLanes : struct, ILanes<TLanes> =>
        Back(TLanes.Load(ref from, 0), TLanes.Load(ref from, apart), TLanes.Load(ref from, 2 * apart), TLanes.Load(ref from, 3 * apart), TLanes.Load(ref from, 4 * apart));

    /// <summary>Turns five products back to three outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes First, TLanes Second, TLanes Third) Back<TLanes>(TLanes m0, TLanes m1, TLanes m2, TLanes m3, TLanes m4) where TLanes : struct, ILanes<TLanes>
    {
        var sum = TLanes.Add(m1, m2);
        return (
            TLanes.Add(TLanes.Add(m0, sum), m3),
            TLanes.MultiplyAdd(TLanes.All(2), m3, TLanes.Subtract(m1, m2)),
            TLanes.Add(TLanes.MultiplyAdd(TLanes.All(4), m3, sum), m4));
    }
}
