using System.Runtime.InteropServices;

namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>An ONNX file in the making: nodes are added in the order they run, values are known by name.</summary>
/// <remarks>Field numbers are those of <c>onnx.proto</c>; operator set 17, file format 8.</remarks>
internal sealed class OnnxGraph(string name)
{
    private const int FormatVersion = 8;
    private const int OperatorSet = 17;
    private const int Float32 = 1, Int64 = 7;

    private readonly List<ProtobufWriter> _nodes = [];
    private readonly List<ProtobufWriter> _constants = [];
    private readonly List<ProtobufWriter> _inputs = [];
    private readonly List<ProtobufWriter> _outputs = [];

    /// <summary>Declares what goes in. A dimension is a number, or a name where it is free.</summary>
    public string Input(string value, params object[] shape)
    {
        _inputs.Add(Declaration(value, shape));
        return value;
    }

    /// <summary>Declares what comes out.</summary>
    public void Output(string value, params object[] shape) => _outputs.Add(Declaration(value, shape));

    /// <summary>Adds constant values and returns their name.</summary>
    public string Constant(string value, Tensor tensor) => Constant(value, Float32, tensor.Shape, MemoryMarshal.AsBytes(tensor.Values.AsSpan()));

    /// <summary>Adds a list of whole numbers, as operators take for places and sizes, and returns its name.</summary>
    public string Places(string value, params long[] numbers) => Constant(value, Int64, [numbers.Length], MemoryMarshal.AsBytes(numbers.AsSpan()));

    /// <summary>Adds an operator and returns the name of its result.</summary>
    public string Node(string operation, string result, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var node = new ProtobufWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        node.Text(2, result).Text(3, result).Text(4, operation);
        foreach (var (attribute, value) in attributes)
            node.Message(5, Attribute(attribute, value));
        _nodes.Add(node);
        return result;
    }

    /// <summary>The file.</summary>
    public byte[] ToArray()
    {
        var graph = new ProtobufWriter();
        _nodes.ForEach(node => graph.Message(1, node));
        graph.Text(2, name);
        _constants.ForEach(constant => graph.Message(5, constant));
        _inputs.ForEach(input => graph.Message(11, input));
        _outputs.ForEach(output => graph.Message(12, output));

        return new ProtobufWriter()
            .Integer(1, FormatVersion)
            .Text(2, "facestream")
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, OperatorSet))
            .ToArray();
    }

    private string Constant(string value, int type, int[] shape, ReadOnlySpan<byte> bytes)
    {
        var constant = new ProtobufWriter();
        foreach (var dimension in shape)
            constant.Integer(1, dimension);
        // Little-endian, as this machine has them.
        _constants.Add(constant.Integer(2, type).Text(8, value).Bytes(9, bytes));
        return value;
    }

    private static ProtobufWriter Attribute(string attribute, object value)
    {
        var field = new ProtobufWriter().Text(1, attribute);
        switch (value)
        {
            case float number:
                return field.Float(2, number).Integer(20, 1);
            case int number:
                return field.Integer(3, number).Integer(20, 2);
            case int[] numbers:
                foreach (var number in numbers)
                    field.Integer(8, number);
                return field.Integer(20, 7);
            default:
                throw new ArgumentException($"{attribute}: an ONNX attribute cannot be made from {value.GetType().Name}.", nameof(value));
        }
    }

    private static ProtobufWriter Declaration(string value, object[] shape)
    {
        var dimensions = new ProtobufWriter();
        foreach (var dimension in shape)
        {
            var field = new ProtobufWriter();
            dimensions.Message(1, dimension is int size ? field.Integer(1, size) : field.Text(2, (string)dimension));
        }

        var type = new ProtobufWriter().Message(1, new ProtobufWriter().Integer(1, Float32).Message(2, dimensions));
        return new ProtobufWriter().Text(1, value).Message(2, type);
    }
}
