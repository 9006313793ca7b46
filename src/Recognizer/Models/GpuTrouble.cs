using System.Globalization;
using System.Text.Json;

namespace FaceStream.Recognizer.Models;

/// <summary>Why a GPU cannot be used.</summary>
/// <param name="Fault">The kind of trouble.</param>
/// <param name="Words">What is missing and what to do, in English; begins with a small letter where it does not begin with a name.</param>
/// <param name="Named">What the words name, so that pages can say it in another language.</param>
public sealed record GpuTrouble(GpuFault Fault, string Words, params IReadOnlyList<(string Name, string Value)> Named)
{
    /// <summary>The kind as programs and pages know it, such as <c>no-driver</c>.</summary>
    public string Code => CodeOf(Fault);

    /// <summary>ONNX Runtime's <paramref name="library"/> for it is not there.</summary>
    public static GpuTrouble NoLibrary(string library) =>
        new(GpuFault.NoLibrary, $"ONNX Runtime's GPU library {library} is not installed. Run ./facestream setup --gpu.", ("library", library));

    /// <summary>The library <paramref name="driver"/> is not there.</summary>
    public static GpuTrouble NoDriver(string driver) =>
        new(GpuFault.NoDriver, $"the NVIDIA driver is not installed ({driver} is not found). Install it and see that nvidia-smi lists the GPU.", ("driver", driver));

    /// <summary>The library <paramref name="driver"/> is another's.</summary>
    public static GpuTrouble OtherDriver(string driver) =>
        new(GpuFault.OtherDriver, $"{driver} is not NVIDIA's driver. Install the driver and see that nvidia-smi lists the GPU.", ("driver", driver));

    /// <summary>The driver finds none.</summary>
    /// <param name="error">Its code; 0 where it only counted none.</param>
    public static GpuTrouble NoGpu(int error) => new(GpuFault.NoGpu, $"the NVIDIA driver finds no GPU (error {error}). See that nvidia-smi lists one.", ("error", $"{error}"));

    /// <summary>There are <paramref name="count"/>, and <paramref name="device"/> is not among them.</summary>
    public static GpuTrouble NoSuchGpu(int device, int count) =>
        new(GpuFault.NoSuchGpu, $"there is no GPU {device}; the driver has {count}, counted from 0. Change inference.device.", ("device", $"{device}"), ("count", $"{count}"));

    /// <summary>The provider loads, and fails at the first kernel.</summary>
    /// <param name="provider">Which.</param>
    /// <param name="message">What ONNX Runtime says; it is told in one line of at most 300 characters.</param>
    public static GpuTrouble DoesNotStart(ExecutionProvider provider, string message)
    {
        var (fault, remedy) = Remedy(message);
        var (word, words) = (InferenceDevice.Word(provider), OneLine(message));
        return new(fault, $"{word} does not start: {words} {remedy}", ("provider", word), ("words", words));
    }

    /// <summary>It runs, and what it computes is not what was asked for.</summary>
    public static GpuTrouble Wrong(ExecutionProvider provider, float found, float expected)
    {
        var (word, was, should) = (InferenceDevice.Word(provider), found.ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture));
        return new(GpuFault.Wrong, $"{word} computes {was} instead of {should}. See that driver, CUDA and cuDNN belong together.", ("provider", word), ("found", was), ("expected", should));
    }

    /// <summary>It runs, and a network computes something else on it than on the CPU.</summary>
    /// <param name="network">Which.</param>
    /// <param name="device">The GPU's name.</param>
    /// <param name="difference">The largest of two values in the same place.</param>
    public static GpuTrouble Differs(string network, string device, float difference)
    {
        var largest = difference.ToString("G3", CultureInfo.InvariantCulture);
        return new(GpuFault.Differs, $"{network} computes something else on {device} than on the CPU (values differ by up to {largest}). Update the driver, CUDA and cuDNN, or set inference.provider to cpu.",
            ("network", network), ("device", device), ("difference", largest));
    }

    /// <summary>It runs, and a network that the CPU runs does not on it.</summary>
    /// <param name="network">Which.</param>
    /// <param name="device">The GPU's name.</param>
    /// <param name="message">What ONNX Runtime says; it is told in one line of at most 300 characters.</param>
    public static GpuTrouble Fails(string network, string device, string message)
    {
        var words = OneLine(message);
        return new(GpuFault.Fails, $"{network} runs on the CPU and not on {device}: {words} Update the driver, CUDA and cuDNN, or set inference.provider to cpu.",
            ("network", network), ("device", device), ("words", words));
    }

    /// <summary>A kind as programs and pages know it.</summary>
    public static string CodeOf(GpuFault fault) => JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString());

    /// <summary>Whether nothing is missing, but what is there is broken and to be mended.</summary>
    public bool IsBroken => Fault is GpuFault.Wrong or GpuFault.Differs or GpuFault.Fails;

    private static (GpuFault Fault, string Words) Remedy(string message) => message switch
    {
        _ when message.Contains("not enabled in this build", StringComparison.Ordinal) =>
            (GpuFault.NotBuilt, "This ONNX Runtime is built without it. Run ./facestream setup --gpu."),
        _ when message.Contains("cannot open shared object file", StringComparison.Ordinal) =>
            (GpuFault.NoCuda, "Install CUDA 13 and cuDNN 9, and make their folder known to the loader (LD_LIBRARY_PATH or ldconfig)."),
        _ => (GpuFault.DoesNotStart, "See that the driver is recent enough for CUDA 13."),
    };

    private static string OneLine(string message)
    {
        var line = message.Replace('\n', ' ').Trim();
        return (line.Length <= 300 ? line : line[..300] + "…").TrimEnd('.') + ".";
    }
}

/// <summary>What can keep a GPU from being used. The pages have words for each.</summary>
public enum GpuFault
{
    /// <summary>ONNX Runtime's library for it is not installed.</summary>
    NoLibrary,

    /// <summary>The driver is not installed.</summary>
    NoDriver,

    /// <summary>The library with the driver's name is another's.</summary>
    OtherDriver,

    /// <summary>The driver finds none.</summary>
    NoGpu,

    /// <summary>There are fewer than <c>inference.device</c> asks for.</summary>
    NoSuchGpu,

    /// <summary>ONNX Runtime was built without the provider.</summary>
    NotBuilt,

    /// <summary>CUDA or cuDNN is not found.</summary>
    NoCuda,

    /// <summary>It does not start, for another reason; mostly an old driver.</summary>
    DoesNotStart,

    /// <summary>It computes wrong numbers.</summary>
    Wrong,

    /// <summary>A network computes something else on it than on the CPU.</summary>
    Differs,

    /// <summary>A network that the CPU runs cannot be loaded or run on it.</summary>
    Fails,
}
