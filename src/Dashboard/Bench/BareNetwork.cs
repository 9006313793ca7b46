using FaceStream.Recognizer.Models;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace FaceStream.Dashboard.Bench;

/// <summary>A model's own graph on ONNX Runtime and nothing else: one thread, tensors made beforehand.</summary>
internal sealed class BareNetwork : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public BareNetwork(ModelFolder model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");     // as ours: else its time depends on the picture
        _session = new(model.ReadNetwork(gpu: false), options);
    }

    /// <summary>A run over each of <paramref name="tensors"/>, in order.</summary>
    public Action Over(IReadOnlyList<InputTensor> tensors)
    {
        OrtValue[] values = [.. tensors.Select(tensor => OrtValue.CreateTensorValueFromMemory(tensor.Values, tensor.Shape))];
        return () =>
        {
            foreach (var value in values)
                _session.Run(_run, [_session.InputNames[0]], [value], _session.OutputNames).Dispose();
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}

/// <summary>What a network takes: <c>[batch, channels, rows, columns]</c>.</summary>
internal sealed record InputTensor(float[] Values, long[] Shape);
