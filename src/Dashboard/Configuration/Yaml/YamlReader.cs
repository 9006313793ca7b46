using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FaceStream.Dashboard.Configuration.Yaml;

/// <summary>
/// Reads YAML into nodes that know their place, event by event, so that a hostile file is refused before it costs anything.
/// </summary>
/// <remarks>
/// YamlDotNet 16.3 dies of a stack overflow in deep nesting (its issue 1109; 500 open brackets are enough), and an alias
/// can multiply itself. Depth is therefore counted on the events, and anchors and aliases are refused.
/// </remarks>
internal sealed class YamlReader
{
    /// <summary>The deepest nesting that is read. A configuration needs four.</summary>
    public const int MaxDepth = 64;

    /// <summary>The longest text that is read, in characters: a thousand cameras take a tenth of it.</summary>
    public const int MaxLength = 4 << 20;

    private readonly Parser _events;
    private readonly string _file;
    private readonly Problems _problems;

    private readonly string _text;

    private YamlReader(string text, string file, Problems problems) =>
        (_events, _file, _problems, _text) = (new(new StringReader(text)), file, problems, text);

    /// <summary>
    /// Reads a whole document. Duplicate keys go to <paramref name="problems"/> and reading goes on; what is not YAML,
    /// too deep, or uses anchors ends it, with an empty map as the result.
    /// </summary>
    /// <param name="text">The document.</param>
    /// <param name="file">Its name, for the places.</param>
    /// <param name="problems">What is wrong with it.</param>
    public static YamlMap Read(string text, string file, Problems problems)
    {
        var nothing = new YamlMap(file, []);
        if (text.Length > MaxLength)
        {
            problems.Add(file, ConfigurationFault.TooLong, $"is {text.Length} characters long; a configuration has at most {MaxLength}.", ("length", $"{text.Length}"), ("limit", $"{MaxLength}"));
            return nothing;
        }

        if (TabbedLine(text) is { } line)
        {
            problems.Add($"{file}:{line}:1", ConfigurationFault.Tab, "a tab indents this line; YAML wants spaces.");
            return nothing;
        }

        var reader = new YamlReader(text, file, problems);
        try
        {
            return reader.Document() ?? nothing;
        }
        catch (RefusedYamlException wrong)
        {
            problems.Add($"{file}:{wrong.Start.Line}:{wrong.Start.Column}", wrong.Fault, $"not valid YAML: {wrong.Message}");
        }
        catch (YamlException wrong)
        {
            var words = (wrong.InnerException ?? wrong).Message.TrimEnd('.');
            problems.Add($"{file}:{wrong.Start.Line}:{wrong.Start.Column}", ConfigurationFault.NotYaml, $"not valid YAML: {words}.", ("words", words));
        }
        catch (Exception)
        {
            // On some broken texts the parser fails in other ways ("!!]" is one); its words then speak of itself.
            problems.Add(reader.Reached, ConfigurationFault.NotYaml, "not valid YAML after here.", ("words", ""));
        }

        return nothing;
    }

    private YamlMap? Document()
    {
        _events.MoveNext();                                 // stream start
        if (!_events.MoveNext() || _events.Current is StreamEnd)
            return null;
        _events.MoveNext();
        var root = Node(1);
        _events.MoveNext();                                 // document end
        if (_events.MoveNext() && _events.Current is DocumentStart second)
            throw new RefusedYamlException(ConfigurationFault.SecondDocument, second, "a second document begins here; a configuration is one.");

        switch (root)
        {
            case YamlMap map:
                return map;
            case YamlScalar { IsNull: true }:
                return null;
            default:
                _problems.Add(root.Place, ConfigurationFault.NoKeys, "a configuration is made of 'key: value' lines.");
                return null;
        }
    }

    private YamlNode Node(int depth)
    {
        var current = _events.Current!;
        if (depth > MaxDepth)
            throw new RefusedYamlException(ConfigurationFault.TooDeep, current, $"nesting is deeper than {MaxDepth}.");
        if (current is NodeEvent { Tag.IsEmpty: false })
            throw new RefusedYamlException(ConfigurationFault.Tag, current, "tags (!) are not taken here; put text in quotation marks if it begins with one.");
        if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false })
            throw new RefusedYamlException(ConfigurationFault.Anchor, current, "anchors (&) and aliases (*) are not taken here; write the value out.");

        switch (current)
        {
            case Scalar scalar:
                return new YamlScalar(Place(scalar), scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any)) { Span = Span(scalar) };
            case SequenceStart start:
                var items = new List<YamlNode>();
                while (Next() is not SequenceEnd)
                    items.Add(Node(depth + 1));
                return new YamlList(Place(start), items) { Span = Span(start, start.Style == SequenceStyle.Flow, items.LastOrDefault()) };
            case MappingStart start:
                var entries = new List<YamlEntry>();
                while (Next() is not MappingEnd)
                    Entry(entries, depth);
                return new YamlMap(Place(start), entries) { Span = Span(start, start.Style == MappingStyle.Flow, entries.LastOrDefault()?.Value) };
            default:
                throw new YamlException(current.Start, current.End, "a value was expected here.");
        }
    }

    private void Entry(List<YamlEntry> entries, int depth)
    {
        if (Node(depth + 1) is not YamlScalar key)
            throw new RefusedYamlException(ConfigurationFault.BadKey, _events.Current!, "a key is a single word.");
        Next();
        var value = Node(depth + 1);
        if (entries.Find(entry => entry.Key == key.Text) is { } first)
            _problems.Add(key.Place, ConfigurationFault.DuplicateKey, $"'{key.Text}' stands here a second time; the first is at {first.Place}.", ("key", key.Text), ("first", first.Place));
        else
            entries.Add(new YamlEntry(key.Text, key.Place, value) { Span = key.Span });
    }

    private ParsingEvent Next()
    {
        _events.MoveNext();
        return _events.Current!;
    }

    /// <summary>A text in lines of its own would take the next line's indentation with it.</summary>
    private YamlSpan Span(Scalar only)
    {
        var (start, end) = ((int)only.Start.Index, (int)only.End.Index);
        while (end > start && char.IsWhiteSpace(_text[end - 1]))
            end--;
        return new(start, end);
    }

    /// <summary>Brackets end behind the closing one; what is indented ends with its last value, for the parser goes on to the next word.</summary>
    private YamlSpan Span(ParsingEvent start, bool flow, YamlNode? last) =>
        new((int)start.Start.Index, flow ? (int)_events.Current!.Start.Index + 1 : last?.Span.End ?? (int)start.Start.Index, flow);

    private string Reached => _events.Current is { } last ? Place(last) : $"{_file}:1:1";

    private string Place(ParsingEvent here) => $"{_file}:{here.Start.Line}:{here.Start.Column}";

    /// <summary>The first line that a tab indents: YamlDotNet's own message for it names neither tab nor remedy.</summary>
    private static int? TabbedLine(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = line[..^line.TrimStart().Length];
            if (indent.Contains('\t') && indent.Length < line.Length && line.TrimStart()[0] != '#')
                return number;
        }

        return null;
    }

    /// <summary>YAML that means something, and is not taken here.</summary>
    private sealed class RefusedYamlException(ConfigurationFault fault, ParsingEvent here, string words) : YamlException(here.Start, here.End, words)
    {
        public ConfigurationFault Fault => fault;
    }
}
