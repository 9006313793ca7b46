using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer.Models;

/// <summary>How ONNX Runtime is asked to run a network.</summary>
/// <remarks>
/// The graphs it optimises are not kept on disk: making all four sessions takes 60 ms, loading prepared graphs would
/// save 35 ms of it once per start, and a cache can be stale, torn or raced for. TensorRT's engines take minutes and are kept.
/// </remarks>
internal static class Sessions
{
    /// <summary>Settings for a provider; the caller disposes them.</summary>
    public static SessionOptions Options(ExecutionProvider provider, InferenceOptions inference)
    {
        var options = new SessionOptions
        {
            // Cores share whole pictures and faces (Workers): two within one run take as long as one for a face, and 0.74 of it for eight.
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            // A plan of memory for each shape wants it in one piece: with it four cameras take 47 MB more and each run about 2 % less time.
            EnableMemoryPattern = false,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // errors are thrown, and need not be printed too
        };
        try
        {
            // Numbers below 1e-38 are computed in microcode: one PyTorch export took 345 ms with them, 31 ms without.
            options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
            // Several sessions share the cores, so none may wait by turning in circles.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            Append(options, provider, inference);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private static void Append(SessionOptions options, ExecutionProvider provider, InferenceOptions inference)
    {
        if (provider == ExecutionProvider.TensorRt)
        {
            using var settings = new OrtTensorRTProviderOptions();
            settings.UpdateOptions(TensorRt(inference));
            options.AppendExecutionProvider_Tensorrt(settings);
        }

        if (provider is ExecutionProvider.Cuda or ExecutionProvider.TensorRt) // CUDA takes what TensorRT leaves
        {
            using var settings = new OrtCUDAProviderOptions();
            // Faces are the same on every machine: tensor cores would round what they multiply to 10 bits.
            var device = Device(inference);
            device["use_tf32"] = "0";
            settings.UpdateOptions(device);
            options.AppendExecutionProvider_CUDA(settings);
        }
    }

    private static Dictionary<string, string> Device(InferenceOptions inference) => new() { ["device_id"] = inference.Device.ToString(CultureInfo.InvariantCulture) };

    private static Dictionary<string, string> TensorRt(InferenceOptions inference)
    {
        var settings = Device(inference);
        if (inference.CacheFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            settings["trt_engine_cache_enable"] = "1";
            settings["trt_engine_cache_path"] = folder;
        }

        return settings;
    }
}
