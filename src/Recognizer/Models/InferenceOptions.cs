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
    /// Cores that share the detector's work, and the embedder's, on the CPU. 0: half of the machine's, since decoding and the other stages want the rest. More: many cameras,
    /// large pictures and crowds are recognised faster, as long as there are cores that have nothing else to do. On a GPU: how many groups of pictures are in flight, two at least. Results are the same.
    /// </summary>
    [Range(0, 256)]
    public int Threads { get; init; }

    /// <summary>Where TensorRT keeps the engines that it builds; nowhere when left out.</summary>
    public string? CacheFolder { get; init; }

    /// <summary><see cref="Threads"/>, as many as there are to be on this machine.</summary>
    internal int Cores() => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount / 2);
}
