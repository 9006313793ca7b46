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
/// runs write into the same memory and allocate nothing. A GPU has memory of its own: ONNX Runtime copies an input there when it is bound, and
/// never again, so it is bound for each run.
/// </remarks>
internal sealed class BoundShape : IBoundShape
{
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly string _inputName;
    private readonly IReadOnlyList<string> _names;
    private readonly bool _copied;
    private IDisposableReadOnlyCollection<OrtValue>? _outputs;
    private int[][] _outputShapes = [];

    /// <param name="session">The network.</param>
    /// <param name="memory">The input is at its start; outputs get more of the same kind.</param>
    /// <param name="shape">The input's.</param>
    /// <param name="copied">The network does not work on <paramref name="memory"/> itself.</param>
    public BoundShape(InferenceSession session, TensorMemory memory, int[] shape, bool copied)
    {
        (Input, _copied) = (shape, copied);
        (_inputName, _names) = (session.InputNames[0], session.OutputNames);
        _input = memory.Tensor(shape);
        _binding = session.CreateIoBinding();
        if (!copied)
            _binding.BindInput(_inputName, _input);
        foreach (var name in _names)
            _binding.BindOutputToDevice(name, memory.Info);
    }

    /// <inheritdoc/>
    public int[] Input { get; }

    /// <inheritdoc/>
    public void Run(InferenceSession session, RunOptions options)
    {
        if (_copied)
        {
            _binding.BindInput(_inputName, _input);
            _binding.SynchronizeBoundInputs();
        }

        session.RunWithBinding(options, _binding);
        if (_copied)
            _binding.SynchronizeBoundOutputs();
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
