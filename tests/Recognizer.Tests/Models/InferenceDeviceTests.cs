using FaceStream.Recognizer.Models;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Tests.Models;

public sealed class InferenceDeviceTests : IDisposable
{
    private readonly DirectoryInfo _libraries = Directory.CreateTempSubdirectory("facestream-libraries-");

    [Theory]
    [InlineData(ExecutionProvider.Cuda, "inference.provider is cuda, but ONNX Runtime's GPU library libonnxruntime_providers_cuda.so is not installed. Run ./facestream setup --gpu.")]
    [InlineData(ExecutionProvider.TensorRt, "inference.provider is tensorrt, but ONNX Runtime's GPU library libonnxruntime_providers_tensorrt.so is not installed. Run ./facestream setup --gpu.")]
    public void A_gpu_asked_for_without_its_library_is_an_error_that_says_what_to_run(ExecutionProvider provider, string words)
    {
        var refusal = Assert.Throws<ModelException>(() => InferenceDevice.Select(new() { Provider = provider }, Probe(), null));

        Assert.Equal(ModelFault.Device, refusal.Fault);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Or set inference.provider to auto or cpu.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gpu_asked_for_without_a_driver_is_an_error_that_says_so()
    {
        Install("libonnxruntime_providers_cuda.so");

        var refusal = Assert.Throws<ModelException>(() => InferenceDevice.Select(new() { Provider = ExecutionProvider.Cuda }, Probe("libno-such-driver.so.1"), null));

        Assert.Contains("the NVIDIA driver is not installed (libno-such-driver.so.1 is not found)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_of_that_name_that_is_no_driver_is_told_as_such()
    {
        Install("libonnxruntime_providers_cuda.so");

        var refusal = Assert.Throws<ModelException>(() => InferenceDevice.Select(new() { Provider = ExecutionProvider.Cuda }, Probe("libc.so.6"), null));

        Assert.Contains("libc.so.6 is not NVIDIA's driver", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_takes_the_cpu_where_there_is_no_gpu_and_says_why_once()
    {
        var log = new Lines();

        var device = InferenceDevice.Select(new(), Probe(), log);

        Assert.Equal((ExecutionProvider.Auto, ExecutionProvider.Cpu, "CPU"), (device.Asked, device.Used, device.Name));
        Assert.Contains("libonnxruntime_providers_cuda.so is not installed", device.FallbackReason, StringComparison.Ordinal);
        Assert.Equal("no-library", device.Fallback!.Code);
        Assert.Equal($"Networks run on the CPU: {device.FallbackReason}", Assert.Single(log));
    }

    [Fact]
    public void The_cpu_asked_for_is_no_fallback()
    {
        var log = new Lines();

        Assert.Null(InferenceDevice.Select(new() { Provider = ExecutionProvider.Cpu }, Probe(), log).FallbackReason);
        Assert.Empty(log);
    }

    [Fact]
    public void A_provider_that_does_not_start_is_told_in_one_line()
    {
        var trouble = CudaProbe.Try(ExecutionProvider.Cuda, device: 0);
        if (trouble is null)
            Assert.Skip("this machine has a GPU that works");

        Assert.StartsWith("cuda does not start: ", trouble.Words, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', trouble.Words);
        Assert.Contains(("provider", "cuda"), trouble.Named);
    }

    /// <summary>On a GPU the same network tells a provider that computes on what it was given first.</summary>
    [Fact]
    public void What_is_tried_comes_out_right_where_it_works() => Assert.Null(CudaProbe.Try(ExecutionProvider.Cpu, device: 0));

    [Fact]
    public void Memory_that_a_GPU_reads_is_ONNX_Runtimes_to_give_and_told_to_fail_where_it_cannot()
    {
        Assert.Null(CudaProbe.Try(ExecutionProvider.Cpu, device: 0, OrtMemoryInfo.DefaultInstance));

        using var locked = new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA_PINNED, OrtAllocatorType.DeviceAllocator, 0, OrtMemType.CpuOutput);
        Assert.Equal("does-not-start", CudaProbe.Try(ExecutionProvider.Cpu, device: 0, locked)?.Code);
    }

    [Fact]
    public void A_gpu_that_computes_something_else_is_told_with_both_numbers()
    {
        var trouble = GpuTrouble.Wrong(ExecutionProvider.Cuda, found: 1, expected: 11);

        Assert.Equal(("wrong", "cuda computes 1 instead of 11. See that driver, CUDA and cuDNN belong together."), (trouble.Code, trouble.Words));
    }

    public void Dispose() => _libraries.Delete(recursive: true);

    private void Install(string library) => File.WriteAllBytes(Path.Combine(_libraries.FullName, library), []);

    private CudaProbe Probe(string driver = "libcuda.so.1") => new(_libraries.FullName, driver);

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add(formatter(state, exception));
    }
}
