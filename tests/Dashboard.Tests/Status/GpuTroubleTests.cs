using FaceStream.Dashboard.Doctor;
using FaceStream.Dashboard.Status;
using FaceStream.Dashboard.Tests.Web;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Tests.Status;

public class GpuTroubleTests
{
    private static readonly GpuTrouble[] All =
    [
        GpuTrouble.NoLibrary("libonnxruntime_providers_cuda.so"), GpuTrouble.NoDriver("libcuda.so.1"), GpuTrouble.OtherDriver("libcuda.so.1"), GpuTrouble.NoGpu(100), GpuTrouble.NoSuchGpu(3, 1),
        GpuTrouble.DoesNotStart(ExecutionProvider.TensorRt, "TensorRT execution provider is not enabled in this build."),
        GpuTrouble.DoesNotStart(ExecutionProvider.Cuda, "libcudnn.so.9: cannot open shared object file"), GpuTrouble.DoesNotStart(ExecutionProvider.Cuda, "CUDA failure 35"),
        GpuTrouble.Wrong(ExecutionProvider.Cuda, found: 1, expected: 11), GpuTrouble.Differs("mtcnn-rnet", "a card", 0.0625f),
        GpuTrouble.Fails("mtcnn-rnet", "a card", "CUDNN_STATUS_INTERNAL_ERROR"),
    ];

    [Fact]
    public void A_GPU_that_computes_something_else_is_told_by_the_API_and_to_be_mended_for_doctor()
    {
        var device = new InferenceDevice(ExecutionProvider.Auto, ExecutionProvider.Cpu, "CPU", GpuTrouble.Differs("mtcnn-rnet", "a card", 0.0625f));

        var (view, finding) = (NetworksEngine.View(device), Examination.Told(device));

        Assert.Equal(("auto", "cpu", "CPU", "differs"), (view.Asked, view.Used, view.Name, view.Fallback!.Code));
        Assert.Equal("0.0625", view.Fallback.Values["difference"]);
        Assert.Equal((Condition.Optional, $"CPU, not the GPU: {view.Fallback.Reason}"), (finding.Condition, finding.Detail));
        Assert.Equal(Condition.Ok, Examination.Told(device with { Fallback = GpuTrouble.NoDriver("libcuda.so.1") }).Condition);
    }

    [Fact]
    public void A_network_that_fails_on_a_GPU_is_told_by_the_API_and_to_be_mended_for_doctor()
    {
        var device = new InferenceDevice(ExecutionProvider.Auto, ExecutionProvider.Cpu, "CPU", GpuTrouble.Fails("mtcnn-rnet", "a card", "CUDNN_STATUS_INTERNAL_ERROR"));

        var (view, finding) = (NetworksEngine.View(device), Examination.Told(device));

        Assert.Equal(("fails", "CUDNN_STATUS_INTERNAL_ERROR."), (view.Fallback!.Code, view.Fallback.Values["words"]));
        Assert.Equal((Condition.Optional, $"CPU, not the GPU: {view.Fallback.Reason}"), (finding.Condition, finding.Detail));
    }

    [Fact]
    public async Task Why_there_is_no_gpu_is_said_in_German_too_with_whatever_the_English_words_name()
    {
        var (codes, said) = await GermanWords.OfAsync("gpuFaults", All.Select(trouble => (trouble.Code, (IReadOnlyDictionary<string, string>)trouble.Named.ToDictionary(value => value.Name, value => value.Value))));

        Assert.Equal(Enum.GetValues<GpuFault>(), All.Select(trouble => trouble.Fault));
        Assert.Equal(Enum.GetValues<GpuFault>().Select(GpuTrouble.CodeOf), codes);
        Assert.All(said.Zip(All), pair =>
        {
            Assert.NotNull(pair.First);
            // What ONNX Runtime says of a build without TensorRT is what the code says.
            Assert.All(pair.Second.Named.Where(value => (pair.Second.Fault, value.Name) is not (GpuFault.NotBuilt, "words")), value => Assert.Contains(value.Value, pair.First, StringComparison.Ordinal));
        });
    }
}
