using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer.Models;

/// <summary>
/// CUDA as a plug-in of ONNX Runtime. npm's <c>libonnxruntime.so</c> is built without CUDA, so that the usual call,
/// <c>AppendExecutionProvider_CUDA</c>, says “not enabled in this build”; but like every build since 1.22 it takes providers
/// as libraries that are registered by path.
/// </summary>
internal static class CudaPlugin
{
    /// <summary>The file that <c>./facestream setup --gpu</c> fetches.</summary>
    public const string Library = "libonnxruntime_providers_cuda.so";

    private const string Registration = "facestream-cuda";
    private const string Provider = "CUDAExecutionProvider";

    // ONNX Runtime has one environment a process, and takes a registration once.
    private static readonly Lock Turn = new();
    private static bool _registered;

    /// <summary>Adds CUDA to a session's providers.</summary>
    /// <exception cref="OnnxRuntimeException">The library cannot be loaded, usually for want of CUDA's own libraries.</exception>
    public static void Append(SessionOptions options, string library, int device)
    {
        var environment = OrtEnv.Instance();
        lock (Turn)
        {
            if (!_registered)
                environment.RegisterExecutionProviderLibrary(Registration, library);
            _registered = true;
        }

        OrtEpDevice[] devices = [.. environment.GetEpDevices().Where(found => found.EpName == Provider)];
        if (devices.Length <= device)
            throw new InvalidOperationException($"ONNX Runtime sees {devices.Length} of the GPUs that the driver has (it looks in /sys/class/drm and /sys/bus/pci)");
        var index = device.ToString(CultureInfo.InvariantCulture);
        options.AppendExecutionProvider(environment, [Array.Find(devices, Is) ?? devices[device]], new Dictionary<string, string>());

        bool Is(OrtEpDevice found) => found.EpOptions.Entries.GetValueOrDefault("device_id") == index;
    }
}
