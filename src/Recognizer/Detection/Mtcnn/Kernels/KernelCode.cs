using System.Runtime.CompilerServices;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>How the loops over registers are compiled.</summary>
internal static class KernelCode
{
    /// <summary>
    /// With all optimisations from the first call on, and never as a part of its caller: the runtime inlines what is called often, and in so long a method gives up inlining what
    /// handles the registers, which then go by way of memory. P-Net took twice as long once it had warmed up.
    /// </summary>
    public const MethodImplOptions Apart = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
