using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer.Models;

/// <summary>
/// Bindings of the input shapes used lately. A pyramid needs one for each level, a batch one for each number of faces;
/// making one costs some microseconds and a few hundred bytes, so the oldest may go.
/// </summary>
internal sealed class ShapeCache(InferenceSession session)
{
    private const int Limit = 64; // 9 levels of a 720p pyramid for a few batch sizes, or 64 candidate counts

    private readonly LinkedList<IBoundShape> _byUse = []; // last used first

    /// <summary>Whether the network takes one picture at a time only.</summary>
    public bool TakesOne { get; } = ModelShapes.TakesOne(session);

    /// <summary>How many there are.</summary>
    public int Count => _byUse.Count;

    /// <summary>The binding for a shape, its input at the start of <paramref name="memory"/>.</summary>
    public IBoundShape Bind(TensorMemory memory, ReadOnlySpan<int> shape, bool copied)
    {
        for (var node = _byUse.First; node is not null; node = node.Next)
        {
            if (!shape.SequenceEqual(node.Value.Input))
                continue;
            if (node != _byUse.First)
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }

            return node.Value;
        }

        IBoundShape made = TakesOne && shape[0] > 1 ? new OneByOne(session, memory, shape.ToArray(), copied) : new BoundShape(session, memory, shape.ToArray(), copied);
        _byUse.AddFirst(made);
        if (_byUse.Count > Limit)
        {
            _byUse.Last!.Value.Dispose();
            _byUse.RemoveLast();
        }

        return made;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        foreach (var shape in _byUse)
            shape.Dispose();
        _byUse.Clear();
    }
}
