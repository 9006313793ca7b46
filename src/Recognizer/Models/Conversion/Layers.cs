namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>A graph written layer by layer: each method appends to the value that the last one made.</summary>
internal sealed class Layers(OnnxGraph graph, string input, PReluForm form)
{
    private static readonly int[] Axis1 = [1];
    private static readonly int[] OneByOne = [1, 1];
    private static readonly int[] TwoByTwo = [2, 2];

    // Channels that ONNX Runtime's blocked layout keeps together on processors with AVX-512; 8 on others. It pads other
    // counts for a convolution, but leaves the blocked layout for a depthwise one, so they are padded here.
    private const int Block = 16;

    // Of Value, where a convolution made it.
    private int _channels;

    // Of the channels of Value, where PReluSplit turned some; the next convolution turns them back.
    private float[]? _signs;

    /// <summary>The value that the last layer made.</summary>
    public string Value { get; private set; } = input;

    /// <summary>Goes on from another value than the last one made.</summary>
    public Layers From(string value)
    {
        (Value, _channels, _signs) = (value, 0, null); // 0: as many as the next kernel takes
        return this;
    }

    /// <summary>Appends what <paramref name="layer"/> does.</summary>
    public Layers Then(Func<Layers, Layers> layer) => layer(this);

    /// <summary>Convolution and bias.</summary>
    /// <param name="name">Of the result.</param>
    /// <param name="kernel"><c>[out, in / groups, rows, columns]</c>.</param>
    /// <param name="bias"><c>[out]</c>.</param>
    /// <param name="stride">Both ways.</param>
    /// <param name="pads">Above, left, below, right; none when left out.</param>
    /// <param name="groups">1, or the number of channels for a depthwise convolution.</param>
    public Layers Convolve(string name, Tensor kernel, Tensor bias, int stride = 1, int[]? pads = null, int groups = 1)
    {
        if (groups == 1 && _channels > kernel.Shape[1])
            kernel = kernel.Pad(1, _channels);
        if (_signs is { } signs)
            kernel = kernel.Scale(groups == 1 ? 1 : 0, signs);
        (_channels, _signs) = (kernel.Shape[0], null);
        string[] inputs = [Value, graph.Constant(name + ".kernel", kernel), graph.Constant(name + ".bias", bias)];
        Value = graph.Node("Conv", name, inputs,
            ("kernel_shape", kernel.Shape[2..]), ("strides", new[] { stride, stride }), ("pads", pads ?? [0, 0, 0, 0]), ("group", groups));
        return this;
    }

    /// <summary>Convolution, bias and PReLU.</summary>
    /// <param name="name">Of the convolution; the result's is <c>name.prelu</c>.</param>
    /// <param name="kernel"><c>[out, in / groups, rows, columns]</c>.</param>
    /// <param name="bias"><c>[out]</c>.</param>
    /// <param name="slopes"><c>[out]</c>.</param>
    /// <param name="stride">Both ways.</param>
    /// <param name="pads">Above, left, below, right; none when left out.</param>
    /// <param name="groups">1, or the number of channels for a depthwise convolution.</param>
    /// <param name="convolvedNext">The next layer is a convolution, which can take channels with the other sign.</param>
    public Layers ConvolvePRelu(
        string name, Tensor kernel, Tensor bias, Tensor slopes, int stride = 1, int[]? pads = null, int groups = 1, bool convolvedNext = false)
    {
        if (form == PReluForm.Node)
        {
            Convolve(name, kernel, bias, stride, pads, groups);
            Value = graph.Node("PRelu", name + ".prelu", [Value, graph.Constant(name + ".slope", slopes.Reshape(-1, 1, 1))]);
            return this;
        }

        if (groups == 1 && slopes.Shape[0] % Block is > 0 and var odd)
        {
            var whole = slopes.Shape[0] - odd + Block;
            (kernel, bias, slopes) = (kernel.Pad(0, whole), bias.Pad(0, whole), slopes.Pad(0, whole));
        }

        var split = new PReluSplit(slopes, convolvedNext);
        Convolve(name, kernel.Scale(0, split.Before), bias.Scale(0, split.Before), stride, pads, groups);
        var positive = graph.Node("Relu", name + ".positive", [Value]);
        if (split.OfPositive is { } factors)
            positive = ScaleChannels(name + ".scaled", positive, factors);
        Value = graph.Node("Add", name + ".prelu", [positive, ScaleChannels(name + ".whole", Value, split.OfWhole)]);
        _signs = split.Signs;
        return this;
    }

    /// <summary>PReLU over the values of a vector, where the node costs nothing to speak of.</summary>
    public Layers PReluVector(string name, Tensor slopes) => Append("PRelu", name, [Value, graph.Constant(name + ".slope", slopes)]);

    /// <summary>Nothing below 0.</summary>
    public Layers Relu(string name) => Append("Relu", name, [Value]);

    /// <summary>Mean of each two by two; an odd row or column at the end is left out.</summary>
    public Layers HalveByMean(string name) => Append("AveragePool", name, [Value], ("kernel_shape", TwoByTwo), ("strides", TwoByTwo));

    /// <summary>Mean of each channel.</summary>
    public Layers Mean(string name) => Append("GlobalAveragePool", name, [Value]);

    /// <summary>Zeros behind the last channels, rows and columns.</summary>
    public Layers Lengthen(string name, int channels, int rows, int columns) =>
        channels + rows + columns == 0 ? this : Append("Pad", name, [Value, graph.Places(name + ".pads", 0, 0, 0, 0, 0, channels, rows, columns)]);

    /// <summary>A part of each picture.</summary>
    public Layers Part(string name, int top, int left, int rows, int columns) => Append("Slice", name,
        [Value, graph.Places(name + ".from", top, left), graph.Places(name + ".to", top + rows, left + columns), graph.Places(name + ".axes", 2, 3)]);

    /// <summary>Rows and columns become weighted sums of rows and columns.</summary>
    /// <param name="name">Of the result.</param>
    /// <param name="down"><c>[rows, rows before]</c>.</param>
    /// <param name="across"><c>[columns before, columns]</c>.</param>
    public Layers Resample(string name, Tensor down, Tensor across) =>
        Append("MatMul", name + ".rows", [graph.Constant(name + ".down", down), Value]).Append("MatMul", name, [Value, graph.Constant(name + ".across", across)]);

    /// <summary>Matrix <c>[in, out]</c>.</summary>
    public Layers Multiply(string name, Tensor matrix) => Append("MatMul", name, [Value, graph.Constant(name + ".matrix", matrix)]);

    /// <summary>Each value of a vector times a factor of its own, and shifted.</summary>
    public Layers Stretch(string name, Tensor factors, Tensor shifts) =>
        Append("Mul", name + ".factor", [Value, graph.Constant(name + ".factors", factors)]).Append("Add", name, [Value, graph.Constant(name + ".shifts", shifts)]);

    /// <summary>Puts a vector behind an earlier one.</summary>
    public Layers Behind(string name, string other) => Append("Concat", name, [other, Value], ("axis", 1));

    /// <summary>Largest of each window; windows that reach over the edge count when <paramref name="ceil"/>.</summary>
    public Layers MaxPool(string name, int size, int stride, bool ceil) => Append("MaxPool", name, [Value],
        ("kernel_shape", new[] { size, size }), ("strides", new[] { stride, stride }), ("ceil_mode", ceil ? 1 : 0));

    /// <summary>Everything but the batch becomes one axis: channel, row, column.</summary>
    public Layers Flatten(string name) => Append("Flatten", name, [Value], ("axis", 1));

    /// <summary>Matrix <c>[in, out]</c> and bias.</summary>
    public Layers Connect(string name, Tensor matrix, Tensor bias) =>
        Append("Gemm", name, [Value, graph.Constant(name + ".matrix", matrix), graph.Constant(name + ".bias", bias)]);

    /// <summary>Shares that add up to 1 over axis 1.</summary>
    public Layers Softmax(string name) => Append("Softmax", name, [Value], ("axis", 1));

    /// <summary>Adds an earlier value.</summary>
    public Layers Add(string name, string other) => Append("Add", name, [Value, other]);

    /// <summary>Scales each vector to length 1; shorter than 1e-5 it is taken for noise and stays shorter.</summary>
    public Layers Normalise(string name)
    {
        var length = graph.Node("ReduceL2", name + ".length", [Value], ("axes", Axis1), ("keepdims", 1));
        var floor = graph.Constant(name + ".floor", Tensor.Of([1e-5f]));
        return Append("Div", name, [Value, graph.Node("Max", name + ".divisor", [length, floor])]);
    }

    private Layers Append(string operation, string name, string[] inputs, params (string Name, object Value)[] attributes)
    {
        if (_signs is not null)
            throw new InvalidOperationException($"{name}: {operation} cannot follow a PReLU that left channels turned; only a convolution can.");
        Value = graph.Node(operation, name, inputs, attributes);
        return this;
    }

    private string ScaleChannels(string name, string value, float[] factors) => graph.Node(
        "Conv", name, [value, graph.Constant(name + ".factor", new([factors.Length, 1, 1, 1], factors))],
        ("kernel_shape", OneByOne), ("group", factors.Length));
}
