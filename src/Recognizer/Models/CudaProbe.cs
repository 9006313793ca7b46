using System.Runtime.InteropServices;
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
    public (string Name, OrtMemoryInfo? Pages, GpuTrouble? Trouble) Look(ExecutionProvider provider, int device)
    {
        var library = provider == ExecutionProvider.TensorRt ? "libonnxruntime_providers_tensorrt.so" : "libonnxruntime_providers_cuda.so";
        // Published for one kind of machine, or for all.
        if (!((string[])["", "runtimes/linux-x64/native"]).Any(folder => File.Exists(Path.Combine(libraries, folder, library))))
            return ("", null, GpuTrouble.NoLibrary(library));
        if (!NativeLibrary.TryLoad(driver, out var cuda))
            return ("", null, GpuTrouble.NoDriver(driver));

        if (!CudaDriver.IsIt(cuda))
            return ("", null, GpuTrouble.OtherDriver(driver));

        var (name, trouble) = CudaDriver.Describe(cuda, device);
        if (trouble is not null)
            return ("", null, trouble);
        // "CPU output" is what ONNX Runtime calls pages that the processor may read.
        var pages = new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA_PINNED, OrtAllocatorType.DeviceAllocator, device, OrtMemType.CpuOutput);
        if (Try(provider, device, pages) is null)
            return (name, pages, null);
        return (name, null, Try(provider, device));
    }

    /// <summary>
    /// Runs a small network twice; what went wrong. A provider may load and still fail at the first kernel, since cuDNN is loaded by the first
    /// convolution; and what computes on an input that was copied once and never again fails without a word.
    /// </summary>
    /// <param name="provider">Runs it.</param>
    /// <param name="device">Where.</param>
    /// <param name="pages">Where its tensors lie (<see cref="InferenceDevice.Pages"/>).</param>
    public static GpuTrouble? Try(ExecutionProvider provider, int device, OrtMemoryInfo? pages = null)
    {
        try
        {
            using var options = Sessions.Options(provider, new InferenceOptions { Device = device });
            using var session = new InferenceSession(SmallNetwork(), options);
            using var run = new RunOptions();
            using var input = new TensorMemory(session, pages);
            input.Reserve(4);
            using var bound = new BoundShape(session, input, [1, 1, 2, 2], copied: true);
            foreach (var pixel in (float[])[0, 1])
            {
                input.Span.Fill(pixel);
                bound.Run(session, run);
                if (bound.Output(0)[0] != Answer(pixel))
                    return GpuTrouble.Wrong(provider, bound.Output(0)[0], Answer(pixel));
            }

            return null;
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            return GpuTrouble.DoesNotStart(provider, e.Message);
        }
    }

    /// <summary>What the small network computes of a picture of one value; small whole numbers come out to the bit.</summary>
    private static float Answer(float pixel) => 10 * pixel + 1;

    private static byte[] SmallNetwork()
    {
        var graph = new OnnxGraph("probe");
        new Layers(graph, graph.Input("input", 1, 1, 2, 2), PReluForm.Node).Convolve("output", new([1, 1, 2, 2], [1, 2, 3, 4]), Tensor.Of([1]));
        graph.Output("output", 1, 1, 1, 1);
        return graph.ToArray();
    }
}
