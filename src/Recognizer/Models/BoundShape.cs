using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer.Models;

/// <summary>A network's tensors for one input shape.</summary>
internal interface IBoundShape : IDisposable
{
    /// <summary>The input's sizes.</summary>
    int[] Input { get; }

    /// <summary>Computes the outputs.</summary>
    void Run(InferenceSession session, RunOptions options);

    /// <summary>An output's values.</summary>
    Span<float> Output(int index);

    /// <summary>An output's sizes.</summary>
    ReadOnlySpan<int> OutputShape(int index);
}

/// <summary>Tensors that the network itself takes and fills.</summary>
/// <remarks>
/// The first run lets ONNX Runtime find the outputs' shapes and make the tensors; these are then bound, so that later
/// runs write into the same memory and allocate nothing.
/// </remarks>
internal sealed class BoundShape : IBoundShape
{
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly IReadOnlyList<string> _names;
    private IDisposableReadOnlyCollection<OrtValue>? _outputs;
    private int[][] _outputShapes = [];

    public BoundShape(InferenceSession session, float[] memory, int[] shape)
    {
        Input = shape;
        _names = session.OutputNames;
        var length = 1L;
        var sizes = Array.ConvertAll(shape, size => (long)size);
        foreach (var size in sizes)
            length *= size;

        _input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(0, (int)length), sizes);
        _binding = session.CreateIoBinding();
        _binding.BindInput(session.InputNames[0], _input);
        foreach (var name in _names)
            _binding.BindOutputToDevice(name, OrtMemoryInfo.DefaultInstance);
    }

    /// <inheritdoc/>
    public int[] Input { get; }

    /// <inheritdoc/>
    public void Run(InferenceSession session, RunOptions options)
    {
        session.RunWithBinding(options, _binding);
        if (_outputs is null)
            KeepOutputs();
    }

    /// <inheritdoc/>
    public Span<float> Output(int index) => (_outputs ?? throw RunFirst())[index].GetTensorMutableDataAsSpan<float>();

    /// <inheritdoc/>
    public ReadOnlySpan<int> OutputShape(int index) => _outputs is null ? throw RunFirst() : _outputShapes[index];

    /// <inheritdoc/>
    public void Dispose()
    {
        _outputs?.Dispose();
        _binding.Dispose();
        _input.Dispose();
    }

    private static InvalidOperationException RunFirst() => new("Run comes before Output.");

    private void KeepOutputs()
    {
        _outputs = _binding.GetOutputValues();
        _outputShapes = new int[_outputs.Count][];
        for (var i = 0; i < _outputs.Count; i++)
        {
            _outputShapes[i] = Array.ConvertAll(_outputs[i].GetTensorTypeAndShape().Shape, size => (int)size);
            _binding.BindOutput(_names[i], _outputs[i]);
        }
    }
}
