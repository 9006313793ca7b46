using System.Text.Json;

namespace FaceStream.Recognizer.Models;

/// <summary>One object of a manifest, read field by field; each fault names the field by its whole path.</summary>
internal sealed class ManifestFields
{
    private readonly Dictionary<string, JsonElement> _left = [];
    private readonly List<string> _asked = [];
    private readonly string _path;
    private readonly string _file;

    public ManifestFields(JsonElement value, string path, string file)
    {
        (_path, _file) = (path, file);
        if (value.ValueKind != JsonValueKind.Object)
            throw Fault("", $"is {Describe(value)}, not an object");
        foreach (var field in value.EnumerateObject())
        {
            if (!_left.TryAdd(field.Name, field.Value))
                throw Fault(field.Name, "is given twice");
        }
    }

    public string Text(string name, string expected = "a text", Func<string, bool>? valid = null)
    {
        var value = Take(name, expected);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, value, expected);
        return text.Length > 0 && valid?.Invoke(text) != false ? text : throw Wrong(name, value, expected);
    }

    public string Hash(string name) =>
        Text(name, "64 hexadecimal digits, as sha256sum prints them", text => text.Length == 64 && text.All(char.IsAsciiHexDigit)).ToLowerInvariant();

    public bool Flag(string name)
    {
        var value = Take(name, "true or false");
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, value, "true or false");
    }

    public int Integer(string name, int from, int to)
    {
        var expected = $"a whole number from {from} to {to}";
        var value = Take(name, expected);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= from && number <= to
            ? number
            : throw Wrong(name, value, expected);
    }

    public double Number(string name, double from, double to)
    {
        var expected = FormattableString.Invariant($"a number from {from} to {to}");
        var value = Take(name, expected);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= from && number <= to
            ? number
            : throw Wrong(name, value, expected);
    }

    public T Choice<T>(string name) where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
        return words[Text(name, "one of " + string.Join(", ", words.Keys), words.ContainsKey)];
    }

    public IReadOnlyList<T> List<T>(string name, int least, int most, Func<JsonElement, T> read)
    {
        var expected = least == most ? $"a list of {least}" : $"a list of {least} to {most}";
        var value = Take(name, expected);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < least || value.GetArrayLength() > most)
            throw Wrong(name, value, expected);
        return [.. value.EnumerateArray().Select((item, i) => Item(item, $"{name}[{i}]", read))];
    }

    public T Object<T>(string name, Func<ManifestFields, T> read) => Whole(Take(name, "an object"), name, read);

    public IReadOnlyList<T> Objects<T>(string name, Func<ManifestFields, T> read) =>
        List(name, 0, 1000, item => item).Select((item, i) => Whole(item, $"{name}[{i}]", read)).ToList();

    public T? OptionalObject<T>(string name, Func<ManifestFields, T> read) where T : class => Has(name) ? Object(name, read) : null;

    public T? Optional<T>(string name, Func<string, T> read) => Has(name) ? read(name) : default;

    public void RefuseTheRest()
    {
        if (_left.Count > 0)
            throw Fault(_left.Keys.First(), $"is not known here; known are {string.Join(", ", _asked)}");
    }

    public static double Finite(JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException("a number");

    public ModelException Fault(string name, string trouble) =>
        new(ModelFault.Manifest, $"{_file}: {(_path + name is { Length: > 0 } whole ? whole.TrimEnd('.') : "the whole")} {trouble}.");

    private bool Has(string name)
    {
        _asked.Add(name);
        if (_left.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Null)
            _left.Remove(name);
        return _left.ContainsKey(name);
    }

    private JsonElement Take(string name, string expected)
    {
        if (_asked.LastOrDefault() != name)
            _asked.Add(name);
        return _left.Remove(name, out var value) ? value : throw Fault(name, $"is missing; it must be {expected}");
    }

    private T Whole<T>(JsonElement value, string name, Func<ManifestFields, T> read)
    {
        var fields = new ManifestFields(value, $"{_path}{name}.", _file);
        var result = read(fields);
        fields.RefuseTheRest();
        return result;
    }

    private T Item<T>(JsonElement item, string name, Func<JsonElement, T> read)
    {
        try
        {
            return read(item);
        }
        catch (FormatException e)
        {
            throw Wrong(name, item, e.Message);
        }
    }

    private ModelException Wrong(string name, JsonElement value, string expected) =>
        Fault(name, $"is {Describe(value)}; it must be {expected}");

    private static string Describe(JsonElement value)
    {
        var raw = value.GetRawText();
        return raw.Length <= 60 ? raw : raw[..57] + "…";
    }
}
