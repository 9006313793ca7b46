using FaceStream.Dashboard.Bench;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Output;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Models;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Bench;

/// <summary>What a GPU is measured by, run on the CPU.</summary>
public sealed class GpuPartTests : IDisposable
{
    private static readonly RecognizerOptions Options = new();

    private readonly TemporaryFolder _folder = new();
    private readonly BenchRig _rig;

    public GpuPartTests()
    {
        Directory.CreateDirectory(_folder["sample-videos"]);
        File.WriteAllText(_folder["sample-videos/demo.yaml"], "");
        Directory.CreateSymbolicLink(_folder["sample-videos/made"], Places.Sample(""));
        _rig = new(new Home(_folder.Path), TestModels.Store, Options with { Inference = new() { Provider = ExecutionProvider.Cpu } }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_batch_with_the_faces_that_the_processor_finds_has_a_figure_for_each_picture()
    {
        using var networks = Load(Options);

        var figure = GpuPart.Measure(_rig, networks, "gpu.3", pictures: 3);

        Assert.True(_rig.Faces.Length >= 2);
        Assert.True(figure is { Value: > 0, Bare: > 0, Unit: "ms" }, $"{figure}");
        Assert.Contains("on CPU", figure.Against, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_other_faces_are_found_there_is_no_figure_but_an_error()
    {
        using var networks = Load(Options with { Detector = new() { Accept = 0.999999f } });

        var refusal = Assert.Throws<CommandFailure>(() => GpuPart.Measure(_rig, networks, "gpu.1", pictures: 1));

        Assert.Equal("CPU finds other faces than the CPU in a batch of 1.", refusal.Message);
    }

    [Fact]
    public void Without_a_gpu_it_is_told_why_there_is_none()
    {
        var refusal = Assert.Throws<CommandFailure>(() => GpuPart.Measure(_rig, "gpu.1", pictures: 1));

        Assert.Equal(("There is no GPU to measure: inference.provider is cpu.", ExitCode.Failure), (refusal.Message, refusal.Code));
    }

    public void Dispose()
    {
        _rig.Dispose();
        _folder.Dispose();
    }

    private static Networks Load(RecognizerOptions options) => Networks.Load(TestModels.Store, options, InferenceDevice.Select(new() { Provider = ExecutionProvider.Cpu }));
}
