using System.Text.RegularExpressions;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>
/// The text of a configuration, of which cameras are added, changed and removed. Comments, order and layout of everything else stay.
/// The result is to be read again and compared: an unusual layout may lead to one that says something else.
/// </summary>
internal sealed partial class CamerasText
{
    private const string Section = "cameras";

    private readonly string _file;
    private readonly YamlMap _root;
    private readonly YamlEntry? _section;

    private CamerasText(string text, string file, YamlMap root)
    {
        (Text, _file, _root, _section) = (text, file, root, root.Entries.Find(entry => entry.Key == Section));
        Cameras = [.. (_section?.Value as YamlList)?.Items.OfType<YamlMap>() ?? []];
    }

    /// <summary>As it stands in the file.</summary>
    public string Text { get; }

    /// <summary>The cameras as they are written, variables unexpanded.</summary>
    public IReadOnlyList<YamlMap> Cameras { get; }

    /// <summary>Changes with every change of the text.</summary>
    public string Version => TextVersion.Of(Text);

    /// <summary>Understands a text.</summary>
    /// <exception cref="ConfigurationException">It is not YAML.</exception>
    public static CamerasText Read(string text, string file)
    {
        var problems = new Problems();
        var root = YamlReader.Read(text, file, problems);
        problems.ThrowIfAny(file);
        return new(text, file, root);
    }

    /// <summary>The camera of that name, or <see langword="null"/>.</summary>
    public YamlMap? Find(string name) => Cameras.FirstOrDefault(camera => camera["name"] is YamlScalar { Text: var text } && text == name);

    /// <summary>The text with one more camera, behind the others and written like the last of them.</summary>
    public CamerasText Add(IReadOnlyList<Setting> camera)
    {
        var edits = new TextEdits(Text);
        switch (_section)
        {
            case null when _root.Span.Flow:
                throw ByHand("is written in brackets");
            case null:
                var gap = Text.Length == 0 || Text.EndsWith('\n') ? "" : edits.NewLine;
                edits.Replace(Text.Length, Text.Length, gap + string.Concat(Lines(["cameras:", .. SectionsSetting.Item(camera, "  ")], edits.NewLine)));
                break;
            case { Value: YamlList { Items: [.., var last], Span: var list } }:
                if (list.Flow)
                    edits.Replace(last.Span.End, last.Span.End, $", {SectionsSetting.InBrackets(camera)}");
                else
                    edits.InsertBelow(last.Span.End, last.Span.Flow ? [$"{Indent(list.Start)}- {SectionsSetting.InBrackets(camera)}"] : SectionsSetting.Item(camera, Indent(list.Start)));
                break;
            case { Value: YamlList { Span: var brackets } } when Text[brackets.Start..brackets.End].Contains('#', StringComparison.Ordinal):
                edits.Replace(brackets.Start + 1, brackets.Start + 1, SectionsSetting.InBrackets(camera));
                break;
            case { Value: YamlList { Span: var empty } } when _root.Span.Flow:
                edits.Replace(empty.Start, empty.End, $"[{SectionsSetting.InBrackets(camera)}]");
                break;
            case { Value: YamlList or YamlScalar { IsNull: true } } when !_root.Span.Flow:
                // 'cameras:', with nothing, 'null' or '[]' behind it
                edits.Replace(Math.Min(_section.Span.End + 1, _section.Value.Span.End), _section.Value.Span.End, "");
                edits.InsertBelow(_section.Value.Span.End, SectionsSetting.Item(camera, Indent(_section.Span.Start) + "  "));
                break;
            default:
                throw ByHand("has a 'cameras' that is written in an unusual way");
        }

        return Read(edits.Apply(), _file);
    }

    /// <summary>The text with some values of a camera changed; those that were not there are put behind its others.</summary>
    public CamerasText Change(YamlMap camera, IReadOnlyList<Setting> changes)
    {
        // One after the other: two may touch the same line.
        var at = Cameras.ToList().IndexOf(camera);
        return changes.Aggregate(this, (text, change) =>
        {
            var edits = new SectionEdits(text.Text);
            edits.Change(text.Cameras[at], change);
            return Read(edits.Apply(), _file);
        });
    }

    /// <summary>The text without a camera, and without what stands in its lines.</summary>
    public CamerasText Remove(YamlMap camera)
    {
        var edits = new TextEdits(Text);
        var list = (YamlList)_section!.Value;
        var at = list.Items.IndexOf(camera);
        if (!list.Span.Flow)
        {
            var start = edits.LineStart(camera.Span.Start);
            if (Text[start..camera.Span.Start].Trim() != "-")
                throw ByHand("has this camera written in an unusual way");
            edits.Replace(start, edits.NextLine(camera.Span.End), "");
        }
        else if (OwnLines(camera, last: at == list.Items.Count - 1) is var (from, to))
        {
            edits.Replace(from, to, "");
        }
        else if (at < list.Items.Count - 1)
        {
            edits.Replace(camera.Span.Start, list.Items[at + 1].Span.Start, "");
        }
        else if (at > 0 && list.Items[at - 1].Span.End is var before && !Text[before..camera.Span.Start].Contains('\n', StringComparison.Ordinal))
        {
            edits.Replace(before, camera.Span.End, "");
        }
        else
        {
            // The comma of the one before stays, for a comment on that may stand behind it.
            edits.Replace(camera.Span.Start, camera.Span.End + Comma().Match(Text[camera.Span.End..]).Length, "");
        }

        return Read(edits.Apply(), _file);
    }

    /// <summary>The text line by line with the secrets of its addresses hidden; as many lines as the text has.</summary>
    public IReadOnlyList<string> MaskedLines()
    {
        var edits = new TextEdits(Text);
        foreach (var source in Cameras.SelectMany(camera => (YamlNode?[])[camera["source"], camera["detect_source"]]).OfType<YamlScalar>().Where(source => SourceAddress.Mask(source.Text) != source.Text))
        {
            // An address may be written with escapes, or across lines: what it means is masked, not how it is written.
            var lines = Text[source.Span.Start..source.Span.End].Count(c => c == '\n');
            edits.Replace(source.Span.Start, source.Span.End, SourceAddress.Mask(source.Text) + new string('\n', lines));
        }

        return [.. edits.Apply().Split('\n').Select(line => SourceAddress.Mask(line.TrimEnd('\r')))];
    }

    /// <summary>What only a person can change.</summary>
    /// <exception cref="ConfigurationException">Always what is thrown.</exception>
    public ConfigurationException ByHand(string why) => new(
        _file, [new("", ConfigurationFault.ByHand, $"{_file} {why}; please change it by hand, and have it read again (systemctl reload facestream)", [("file", _file)])]);

    /// <summary>The lines of a camera within brackets, where nothing else stands in them but its comma and a comment.</summary>
    private (int Start, int End)? OwnLines(YamlMap camera, bool last)
    {
        var edits = new TextEdits(Text);
        var (start, rest) = (edits.LineStart(camera.Span.Start), Text[camera.Span.End..edits.LineEnd(camera.Span.End)]);
        var behind = rest[Comma().Match(rest).Length..].TrimStart();
        return string.IsNullOrWhiteSpace(Text[start..camera.Span.Start]) && (last || Comma().IsMatch(rest)) && (behind.Length == 0 || behind[0] == '#')
            ? (start, edits.NextLine(camera.Span.End)) : null;
    }

    [GeneratedRegex(@"^\s*,")]
    private static partial Regex Comma();

    private static IEnumerable<string> Lines(IEnumerable<string> lines, string newLine) => lines.Select(line => line + newLine);

    /// <summary>Spaces up to the column of a place.</summary>
    private string Indent(int at) => new(' ', at - new TextEdits(Text).LineStart(at));
}
