using System.Runtime.InteropServices;
using System.Text;
using FaceStream.Recognizer.Models.Conversion;
using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer.Models;

/// <summary>Finds out whether a GPU can be used, by using it; where not, tells the first thing that is missing.</summary>
/// <param name="libraries">Where ONNX Runtime's own libraries are.</param>
/// <param name="driver">The NVIDIA driver's library.</param>
internal sealed class CudaProbe(string libraries, string driver)
{
    /// <summary>This process's libraries and this machine's driver.</summary>
    public static CudaProbe Default { get; } = new(AppContext.BaseDirectory, "libcuda.so.1");

    /// <summary>Looks for provider library, driver and device, in this order, then runs a small network.</summary>
    public (string Name, string? Trouble) Look(ExecutionProvider provider, int device)
    {
        var library = provider == ExecutionProvider.TensorRt ? "libonnxruntime_providers_tensorrt.so" : CudaPlugin.Library;
        if (GpuLibraries.Find(libraries, library) is null)
            return ("", $"ONNX Runtime's GPU library {library} is not installed. Run ./facestream setup --gpu.");
        if (!NativeLibrary.TryLoad(driver, out var cuda))
            return ("", $"the NVIDIA driver is not installed ({driver} is not found). Install it and see that nvidia-smi lists the GPU.");

        if (!CudaDriver.IsIt(cuda))
            return ("", $"{driver} is not NVIDIA's driver. Install the driver and see that nvidia-smi lists the GPU.");

        var (name, trouble) = CudaDriver.Describe(cuda, device);
        return trouble is null ? (name, Try(provider, device)) : ("", trouble);
    }

    /// <summary>
    /// Runs a small network; what went wrong, in words. A provider may load and still fail at the first kernel: cuDNN
    /// is loaded by the first convolution.
    /// </summary>
    public static string? Try(ExecutionProvider provider, int device)
    {
        try
        {
            using var options = Sessions.Options(provider, new InferenceOptions { Device = device });
            using var session = new InferenceSession(SmallNetwork(), options);
            using var input = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 1, 2, 2]);
            using var run = new RunOptions();
            using var results = session.Run(run, ["input"], [input], ["output"]);
            return null;
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidOperationException or EntryPointNotFoundException)
        {
            return $"{InferenceDevice.Word(provider)} does not start: {OneLine(e.Message)} {Remedy(e.Message)}";
        }
    }

    private static string Remedy(string message) => message switch
    {
        _ when message.Contains("not enabled in this build", StringComparison.Ordinal) =>
            "ONNX Runtime from npm has no TensorRT: build with -p:OnnxRuntimeSource=nuget, or set inference.provider to cuda.",
        _ when message.Contains("cannot open shared object file", StringComparison.Ordinal) =>
            "Install CUDA 13 and cuDNN 9, and make their folder known to the loader (LD_LIBRARY_PATH or ldconfig).",
        _ => "See that the driver is recent enough for CUDA 13.",
    };

    private static byte[] SmallNetwork()
    {
        var graph = new OnnxGraph("probe");
        new Layers(graph, graph.Input("input", 1, 1, 2, 2), PReluForm.Node).Convolve("output", new([1, 1, 2, 2], [1, 2, 3, 4]), Tensor.Of([1]));
        graph.Output("output", 1, 1, 1, 1);
        return graph.ToArray();
    }

    private static string OneLine(string message)
    {
        var line = new StringBuilder(message).Replace('\n', ' ').ToString().Trim();
        return (line.Length <= 300 ? line : line[..300] + "…").TrimEnd('.') + ".";
    }
}
