using System.ComponentModel.DataAnnotations;

namespace FaceStream.Recognizer.Models;

/// <summary>What the networks run on.</summary>
public enum ExecutionProvider
{
    /// <summary>CUDA where it works, else the CPU.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU through CUDA and cuDNN.</summary>
    Cuda,

    /// <summary>An NVIDIA GPU through TensorRT, which takes minutes to prepare each network the first time.</summary>
    TensorRt,
}

/// <summary>How networks are run. Bound from <c>inference:</c> of the configuration and checked once, before anything starts.</summary>
public sealed record InferenceOptions
{
    /// <summary>What they run on.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <summary>Which GPU, counted from 0 as <c>nvidia-smi</c> does.</summary>
    [Range(0, 63)]
    public int Device { get; init; }

    /// <summary>
    /// Threads within one run on the CPU. One is best when stages and cameras already keep the cores busy; more make a
    /// single run shorter and the sum of them longer.
    /// </summary>
    [Range(1, 256)]
    public int Threads { get; init; } = 1;

    /// <summary>Where TensorRT keeps the engines that it builds; nowhere when left out.</summary>
    public string? CacheFolder { get; init; }
}
