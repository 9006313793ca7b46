using FaceStream.Dashboard.Configuration.Yaml;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>
/// Changes a value of a section where it stands. Of a list of sections only those are written that say something else, so that comments
/// stay with what they speak of.
/// </summary>
internal sealed class SectionEdits(string text)
{
    private readonly TextEdits _edits = new(text);

    /// <summary>Puts it behind its key, or with its key behind the others.</summary>
    public void Change(YamlMap section, Setting change)
    {
        var last = section.Entries[^1].Value.Span.End;
        if (section.Entries.Find(entry => entry.Key == change.Key) is { } entry)
            Change(section, entry, change);
        else if (change is SectionsSetting { Items.Count: 0 } || change.Is(null))
            return;
        else if (section.Span.Flow)
            _edits.Replace(last, last, $", {change.Yaml}");
        else
            _edits.InsertBelow(last, change.Lines.Select(line => Indent(section.Span.Start) + line));
    }

    /// <summary>The changed text.</summary>
    public string Apply() => _edits.Apply();

    private void Change(YamlMap section, YamlEntry entry, Setting change)
    {
        if (change is not SectionsSetting sections)
            Replace(entry, change.Value);
        else if (sections.Items.Count == 0 && !section.Span.Flow && entry != section.Entries[0])
            _edits.Replace(_edits.LineStart(entry.Span.Start), _edits.NextLine(entry.Value.Span.End), "");
        else if (sections.Items.Count == 0 || section.Span.Flow)
            Replace(entry, sections.Value);
        else if (entry.Value is YamlList { Span.Flow: false, Items.Count: > 0 } list)
            Change(list, sections.Items);
        else
            _edits.Replace(Behind(entry), entry.Value.Span.End, string.Concat(sections.Lines.Skip(1).Select(line => _edits.NewLine + Indent(section.Span.Start) + line)));
    }

    /// <summary>Items of one name are the same item; between them the first of the old becomes the first of the new.</summary>
    private void Change(YamlList list, IReadOnlyList<IReadOnlyList<Setting>> items)
    {
        var indent = Indent(list.Span.Start);
        var (old, now) = (list.Items.Select(Name).ToArray(), items.Select(item => item.FirstOrDefault(setting => setting.Key == "name")?.Text ?? "").ToArray());
        var pairs = LineDiff.Common(old, now).Append((old.Length, now.Length)).ToArray();
        if (!list.Items.TrueForAll(OwnLine) || pairs[0] is (0, > 0))
        {
            // Written in an unusual way, or with new ones before the first.
            _edits.Replace(_edits.LineStart(list.Span.Start), list.Span.End, string.Join(_edits.NewLine, items.SelectMany(item => SectionsSetting.Item(item, indent))));
            return;
        }

        var (i, j) = (0, 0);
        foreach (var (sameOld, sameNow) in pairs)
        {
            for (; i < sameOld && j < sameNow; i++, j++)
                Change(list.Items[i], items[j], indent);
            for (; i < sameOld; i++)
                _edits.Replace(_edits.LineStart(list.Items[i].Span.Start), _edits.NextLine(list.Items[i].Span.End), "");
            for (; j < sameNow; j++)
                _edits.InsertBelow(list.Items[i - 1].Span.End, SectionsSetting.Item(items[j], indent));
            if (sameOld < old.Length)
                Change(list.Items[i++], items[j++], indent);
        }
    }

    private void Change(YamlNode node, IReadOnlyList<Setting> item, string indent)
    {
        if (node is not YamlMap map || map.Entries.Exists(entry => item.All(setting => setting.Key != entry.Key)))
        {
            _edits.Replace(_edits.LineStart(node.Span.Start), node.Span.End, string.Join(_edits.NewLine, SectionsSetting.Item(item, indent)));
            return;
        }

        foreach (var setting in item.Where(setting => !setting.Is(map[setting.Key])))
            Change(map, setting);
    }

    private void Replace(YamlEntry entry, string value)
    {
        var old = entry.Value.Span;
        if (entry.Value is YamlList && !old.Flow)
            _edits.Replace(Behind(entry), old.End, " " + value);       // a list in lines of its own
        else
            _edits.Replace(old.Start, old.End, old.Start == old.End ? " " + value : value);
    }

    private bool OwnLine(YamlNode item) => text[_edits.LineStart(item.Span.Start)..item.Span.Start].Trim() == "-";

    private int Behind(YamlEntry entry) => text.IndexOf(':', entry.Span.End) + 1;

    private string Indent(int at) => new(' ', at - _edits.LineStart(at));

    private static string Name(YamlNode item) => ((item as YamlMap)?["name"] as YamlScalar)?.Text ?? "";
}
