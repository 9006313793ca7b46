using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer.Models;

/// <summary>What was asked for and what the networks run on.</summary>
/// <param name="Asked">By the configuration.</param>
/// <param name="Used">Never <see cref="ExecutionProvider.Auto"/>.</param>
/// <param name="Name">The GPU's name, or <c>CPU</c>.</param>
/// <param name="Fallback">Why <see cref="ExecutionProvider.Auto"/> did not take a GPU.</param>
public sealed record InferenceDevice(ExecutionProvider Asked, ExecutionProvider Used, string Name, GpuTrouble? Fallback)
{
    /// <summary>Memory of this process that the GPU reads and writes by itself; null where there is none, or where it was tried and failed.</summary>
    internal OrtMemoryInfo? Pages { get; init; }

    /// <summary>Why <see cref="ExecutionProvider.Auto"/> did not take a GPU, in words.</summary>
    public string? FallbackReason => Fallback?.Words;

    /// <summary>For people: <c>CPU</c>, or the provider and the GPU's name.</summary>
    public override string ToString() => Used == ExecutionProvider.Cpu ? Name : $"{Word(Used)}: {Name}";

    /// <summary>Chooses, trying the GPU where it is asked for. Called once, at start: a fallback is logged here.</summary>
    /// <exception cref="ModelException">A GPU was asked for by name and cannot be used.</exception>
    public static InferenceDevice Select(InferenceOptions options, ILogger? log = null) => Select(options, CudaProbe.Default, log);

    internal static InferenceDevice Select(InferenceOptions options, CudaProbe probe, ILogger? log)
    {
        if (options.Provider == ExecutionProvider.Cpu)
            return Cpu(options.Provider, null);

        var wanted = options.Provider == ExecutionProvider.Auto ? ExecutionProvider.Cuda : options.Provider;
        var finding = probe.Look(wanted, options.Device);
        if (finding.Trouble is null)
            return new(options.Provider, wanted, finding.Name, null) { Pages = finding.Pages };
        if (options.Provider != ExecutionProvider.Auto)
            throw new ModelException(ModelFault.Device, $"inference.provider is {Word(wanted)}, but {finding.Trouble.Words} Or set inference.provider to auto or cpu.");

        log?.LogInformation("Networks run on the CPU: {Reason}", finding.Trouble.Words);
        return Cpu(options.Provider, finding.Trouble);
    }

    /// <summary>What is left when the GPU was taken and turns out to be no good: with <see cref="ExecutionProvider.Auto"/> the CPU, with a warning, since it is no part that is missing but one that is broken.</summary>
    /// <exception cref="ModelException">It was asked for by name.</exception>
    internal InferenceDevice Without(GpuTrouble trouble, ILogger? log)
    {
        if (Asked != ExecutionProvider.Auto)
            throw new ModelException(ModelFault.Device, $"inference.provider is {Word(Asked)}, but {trouble.Words}");
        log?.LogWarning("Networks run on the CPU: {Reason}", trouble.Words);
        return Cpu(Asked, trouble);
    }

    /// <summary>The provider as the configuration, metrics and API spell it.</summary>
    public static string Word(ExecutionProvider provider) => provider.ToString().ToLowerInvariant();

    private static InferenceDevice Cpu(ExecutionProvider asked, GpuTrouble? reason) => new(asked, ExecutionProvider.Cpu, "CPU", reason);
}
