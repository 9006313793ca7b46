using System.Runtime.InteropServices;
using System.Text;

namespace FaceStream.Recognizer.Models;

/// <summary>The constants of an ONNX file, for code that computes without ONNX Runtime.</summary>
/// <remarks>
/// Reads Protocol Buffers' wire format (documentation, “Encoding”) as far as <c>onnx.proto</c> needs: the graph is field 7 of the
/// file, constants are field 5 of the graph, and of a constant dims, name and raw data are fields 1, 8 and 9.
/// </remarks>
internal static class OnnxConstants
{
    /// <summary>Names with values, row by row. Only 32-bit floats that are stored raw.</summary>
    /// <exception cref="FormatException">It is not such a file.</exception>
    public static Dictionary<string, (int[] Shape, float[] Values)> Read(ReadOnlySpan<byte> file)
    {
        var constants = new Dictionary<string, (int[], float[])>(StringComparer.Ordinal);
        for (var fields = new Fields(file); fields.Next();)
        {
            if (fields.Number != 7)
                continue;
            for (var graph = new Fields(fields.Bytes); graph.Next();)
            {
                if (graph.Number == 5)
                    ReadConstant(graph.Bytes, constants);
            }
        }

        return constants;
    }

    private static void ReadConstant(ReadOnlySpan<byte> bytes, Dictionary<string, (int[], float[])> constants)
    {
        var (name, shape, values) = ("", new List<int>(), Array.Empty<float>());
        for (var fields = new Fields(bytes); fields.Next();)
        {
            switch (fields.Number)
            {
                case 1:
                    shape.Add(checked((int)fields.Value));
                    break;
                case 8:
                    name = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                case 9:
                    values = MemoryMarshal.Cast<byte, float>(fields.Bytes).ToArray();
                    break;
            }
        }

        constants[name] = ([.. shape], values);
    }

    /// <summary>The fields of a message, one after the other.</summary>
    private ref struct Fields(ReadOnlySpan<byte> message)
    {
        private ReadOnlySpan<byte> _rest = message;

        public int Number { get; private set; }

        /// <summary>Of a varint.</summary>
        public ulong Value { get; private set; }

        /// <summary>Of a delimited field.</summary>
        public ReadOnlySpan<byte> Bytes { get; private set; }

        public bool Next()
        {
            if (_rest.IsEmpty)
                return false;
            var tag = Varint();
            Number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    Value = Varint();
                    return true;
                case 1:
                    Bytes = Take(8);
                    return true;
                case 2:
                    Bytes = Take(Varint());
                    return true;
                case 5:
                    Bytes = Take(4);
                    return true;
                default:
                    throw new FormatException($"An ONNX file has no field of wire type {tag & 7}.");
            }
        }

        private ReadOnlySpan<byte> Take(ulong length)
        {
            if (length > (ulong)_rest.Length)
                throw new FormatException("The ONNX file ends in the middle of a field.");
            var taken = _rest[..(int)length];
            _rest = _rest[(int)length..];
            return taken;
        }

        private ulong Varint()
        {
            var value = 0UL;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var part = Take(1)[0];
                value |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                    return value;
            }

            throw new FormatException("The ONNX file has a number of more than 64 bits.");
        }
    }
}
