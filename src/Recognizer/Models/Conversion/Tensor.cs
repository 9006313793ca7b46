namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>Constant values of a network, the last axis running fastest.</summary>
internal sealed record Tensor(int[] Shape, float[] Values)
{
    /// <summary>A tensor of one axis.</summary>
    public static Tensor Of(float[] values) => new([values.Length], values);

    /// <summary>The same values under another shape, of which one size may be −1: whatever is left.</summary>
    public Tensor Reshape(params int[] shape)
    {
        var known = shape.Where(size => size >= 0).Aggregate(1, (product, size) => product * size);
        return new([.. shape.Select(size => size >= 0 ? size : Values.Length / known)], Values);
    }

    /// <summary>Multiplies along one axis: by <c>factors[i]</c> where its index is <c>i</c>.</summary>
    public Tensor Scale(int axis, float[] factors)
    {
        var inner = Shape[(axis + 1)..].Aggregate(1, (product, size) => product * size);
        return new(Shape, [.. Values.Select((value, i) => value * factors[i / inner % Shape[axis]])]);
    }

    /// <summary>Each value on its own.</summary>
    public Tensor Map(Func<float, float> change) => new(Shape, Array.ConvertAll(Values, value => change(value)));

    /// <summary>Lengthens one axis with zeros.</summary>
    public Tensor Pad(int axis, int size)
    {
        int[] shape = [.. Shape[..axis], size, .. Shape[(axis + 1)..]];
        var values = new float[shape.Aggregate(1, (product, length) => product * length)];
        var inner = Shape[axis..].Aggregate(1, (product, length) => product * length);
        var room = shape[axis..].Aggregate(1, (product, length) => product * length);
        for (var i = 0; i < Values.Length / inner; i++)
            Values.AsSpan(i * inner, inner).CopyTo(values.AsSpan(i * room));
        return new(shape, values);
    }

    /// <summary>Reorders the axes: axis <c>i</c> of the result is axis <c>order[i]</c> of this one.</summary>
    public Tensor Transpose(params int[] order)
    {
        var shape = Array.ConvertAll(order, axis => Shape[axis]);
        var strides = new int[Shape.Length];
        for (int axis = Shape.Length - 1, stride = 1; axis >= 0; axis--)
            (strides[axis], stride) = (stride, stride * Shape[axis]);

        var values = new float[Values.Length];
        var index = new int[shape.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var from = 0;
            for (var axis = 0; axis < index.Length; axis++)
                from += index[axis] * strides[order[axis]];
            values[i] = Values[from];
            for (var axis = index.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }

        return new(shape, values);
    }
}
