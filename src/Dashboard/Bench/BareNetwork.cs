using FaceStream.Recognizer.Models;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace FaceStream.Dashboard.Bench;

/// <summary>A model's own graph on ONNX Runtime and nothing else: one thread, tensors made beforehand.</summary>
internal sealed class BareNetwork : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly List<IDisposable> _tensors = [];

    public BareNetwork(ModelFolder model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");     // as ours: else its time depends on the picture
        _session = new(model.ReadNetwork(gpu: false), options);
    }

    /// <summary>A run over each of <paramref name="tensors"/>, in order, into outputs that the first run makes here.</summary>
    public Action Over(IReadOnlyList<InputTensor> tensors)
    {
        string[] names = [_session.InputNames[0]];
        var runs = tensors.Select(tensor =>
        {
            OrtValue[] input = [OrtValue.CreateTensorValueFromMemory(tensor.Values, tensor.Shape)];
            var output = _session.Run(_run, names, input, _session.OutputNames);
            _tensors.AddRange([input[0], output]);
            return (input, output);
        }).ToList();
        return () =>
        {
            foreach (var (input, output) in runs)
                _session.Run(_run, names, input, _session.OutputNames, output);
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tensors.ForEach(tensor => tensor.Dispose());
        _run.Dispose();
        _session.Dispose();
    }
}

/// <summary>What a network takes: <c>[batch, channels, rows, columns]</c>.</summary>
internal sealed record InputTensor(float[] Values, long[] Shape);
