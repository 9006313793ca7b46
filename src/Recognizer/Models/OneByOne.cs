using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer.Models;

/// <summary>A batch for a network that was exported for one picture: its pictures go through in turn.</summary>
internal sealed class OneByOne : IBoundShape
{
    private readonly TensorMemory _batch, _picture;
    private readonly BoundShape _one;
    private readonly float[][] _outputs;
    private readonly int[][] _shapes;

    public OneByOne(InferenceSession session, TensorMemory batch, int[] shape, bool copied)
    {
        (_batch, Input) = (batch, shape);
        var length = 1;
        foreach (var size in shape[1..])
            length *= size;
        _picture = batch.Another();
        _picture.Reserve(length);
        _one = new BoundShape(session, _picture, [1, .. shape[1..]], copied);
        _outputs = new float[session.OutputNames.Count][];
        _shapes = new int[session.OutputNames.Count][];
    }

    /// <inheritdoc/>
    public int[] Input { get; }

    /// <inheritdoc/>
    public void Run(InferenceSession session, RunOptions options)
    {
        for (var i = 0; i < Input[0]; i++)
        {
            _batch.Span.Slice(i * _picture.Length, _picture.Length).CopyTo(_picture.Span);
            _one.Run(session, options);
            for (var output = 0; output < _outputs.Length; output++)
                Gather(output, i);
        }
    }

    /// <inheritdoc/>
    public Span<float> Output(int index) => _outputs[index];

    /// <inheritdoc/>
    public ReadOnlySpan<int> OutputShape(int index) => _shapes[index];

    /// <inheritdoc/>
    public void Dispose()
    {
        _one.Dispose();
        _picture.Dispose();
    }

    private void Gather(int output, int picture)
    {
        var values = _one.Output(output);
        _outputs[output] ??= new float[values.Length * Input[0]];
        _shapes[output] ??= [Input[0], .. _one.OutputShape(output)[1..]];
        values.CopyTo(_outputs[output].AsSpan(picture * values.Length));
    }
}
