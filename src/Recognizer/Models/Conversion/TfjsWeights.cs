using System.Runtime.InteropServices;
using System.Text.Json;

namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>Named weights as TensorFlow.js stores them: a manifest, and values one after another in a second file.</summary>
internal sealed class TfjsWeights
{
    private readonly Dictionary<string, Tensor> _tensors = [];

    /// <summary>Reads a weight manifest, or a graph model that holds one, and its values. Values of a byte are brought back to the range that they had.</summary>
    /// <param name="json">The manifest: groups of <c>{"paths", "weights"}</c>, at the top or under <c>weightsManifest</c>.</param>
    /// <param name="values">The manifest's value files, one after another: little-endian.</param>
    /// <exception cref="InvalidDataException">The two do not fit together.</exception>
    public TfjsWeights(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> values) => Add(json, values);

    /// <summary>Takes those of another network besides.</summary>
    /// <param name="json">Its manifest.</param>
    /// <param name="values">Its values.</param>
    /// <exception cref="InvalidDataException">The two do not fit together.</exception>
    public TfjsWeights Add(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> values)
    {
        using var document = JsonDocument.Parse(json);
        var groups = document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement
            : document.RootElement.GetProperty("weightsManifest");

        var rest = values;
        foreach (var weight in groups.EnumerateArray().SelectMany(group => group.GetProperty("weights").EnumerateArray()))
            rest = rest[Add(weight, rest)..];
        if (!rest.IsEmpty)
            throw new InvalidDataException($"The weight file holds {rest.Length} bytes more than its manifest speaks of.");
        return this;
    }

    /// <summary>The weights of this name.</summary>
    public Tensor this[string name] =>
        _tensors.TryGetValue(name, out var tensor) ? tensor : throw new InvalidDataException($"The manifest has no float32 weight named {name}.");

    private int Add(JsonElement weight, ReadOnlySpan<byte> values)
    {
        var name = weight.GetProperty("name").GetString()!;
        var quantised = weight.TryGetProperty("quantization", out var code);
        if (quantised && code.GetProperty("dtype").GetString() is not "uint8")
            throw new InvalidDataException($"Weight {name} is quantised to {code.GetProperty("dtype")}; only plain values and bytes can be converted.");

        int[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        var size = shape.Aggregate(quantised ? 1 : sizeof(float), (product, length) => checked(product * length));
        if (size > values.Length)
            throw new InvalidDataException($"Weight {name} needs {size} bytes, {values.Length} are left.");
        if (quantised)
        {
            var (step, least) = (code.GetProperty("scale").GetDouble(), code.GetProperty("min").GetDouble());
            _tensors.Add(name, new(shape, Array.ConvertAll(values[..size].ToArray(), value => (float)(value * step + least))));
            return size;
        }

        if (weight.GetProperty("dtype").GetString() == "float32")
            _tensors.Add(name, new(shape, MemoryMarshal.Cast<byte, float>(values[..size]).ToArray()));
        return size; // The only other type that occurs, int32, is as long.
    }
}
