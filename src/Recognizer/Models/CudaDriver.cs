using System.Runtime.InteropServices;
using System.Text;

namespace FaceStream.Recognizer.Models;

/// <summary>The three questions to NVIDIA's driver that need no CUDA toolkit.</summary>
/// <remarks>CUDA Driver API: <c>cuInit</c>, <c>cuDeviceGetCount</c>, <c>cuDeviceGetName</c>; 0 is success.</remarks>
internal static unsafe class CudaDriver
{
    /// <summary>Whether a library answers the questions.</summary>
    public static bool IsIt(nint library) => NativeLibrary.TryGetExport(library, "cuInit", out _);

    /// <summary>The name of a GPU, or what is wrong.</summary>
    public static (string Name, GpuTrouble? Trouble) Describe(nint library, int device)
    {
        var initialise = (delegate* unmanaged<uint, int>)NativeLibrary.GetExport(library, "cuInit");
        var count = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(library, "cuDeviceGetCount");
        var name = (delegate* unmanaged<byte*, int, int, int>)NativeLibrary.GetExport(library, "cuDeviceGetName");

        var error = initialise(0);
        var devices = 0;
        if (error == 0)
            error = count(&devices);
        if (error != 0 || devices == 0)
            return ("", GpuTrouble.NoGpu(error));
        if (device >= devices)
            return ("", GpuTrouble.NoSuchGpu(device, devices));

        var text = stackalloc byte[128];
        return name(text, 128, device) == 0
            ? (Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text)), null)
            : ($"GPU {device}", null);
    }
}
