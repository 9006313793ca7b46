using System.Text;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>Changes to a text that leave every other character where it is.</summary>
internal sealed class TextEdits(string text)
{
    private readonly List<(int Start, int End, string With)> _edits = [];

    /// <summary>How lines end in this text.</summary>
    public string NewLine { get; } = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>Where the line that holds a place begins.</summary>
    public int LineStart(int at) => text.LastIndexOf('\n', Math.Max(at - 1, 0), Math.Max(at, 0)) + 1;

    /// <summary>Where that line ends, before its line break; a comment behind a value belongs to its line.</summary>
    public int LineEnd(int at) => text.IndexOf('\n', at) switch
    {
        < 0 => text.Length,
        var end when end > at && text[end - 1] == '\r' => end - 1,
        var end => end,
    };

    /// <summary>Where the next line begins.</summary>
    public int NextLine(int at) => text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Length;

    /// <summary>Puts something else in place of a part.</summary>
    public TextEdits Replace(int start, int end, string with)
    {
        _edits.Add((start, end, with));
        return this;
    }

    /// <summary>Puts lines behind the line that holds a place.</summary>
    public TextEdits InsertBelow(int at, IEnumerable<string> lines) =>
        Replace(LineEnd(at), LineEnd(at), string.Concat(lines.Select(line => NewLine + line)));

    /// <summary>The changed text.</summary>
    public string Apply()
    {
        var changed = new StringBuilder(text);
        foreach (var (start, end, with) in _edits.AsEnumerable().Reverse().OrderByDescending(edit => edit.Start))
            changed.Remove(start, end - start).Insert(start, with);
        return changed.ToString();
    }
}
