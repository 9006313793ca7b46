using System.Runtime.CompilerServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>What follows every convolution of MTCNN: below 0 a number is multiplied by the slope of its channel.</summary>
/// <remarks>K. He, X. Zhang, S. Ren, J. Sun, “Delving deep into rectifiers”, ICCV 2015.</remarks>
internal static class PRelu
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes sum, TLanes slope) where TLanes : struct, ILanes<TLanes>
    {
        var zero = TLanes.All(0);
        return TLanes.MultiplyAdd(TLanes.Min(sum, zero), slope, TLanes.Max(sum, zero));
    }
}
