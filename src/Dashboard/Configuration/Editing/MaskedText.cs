using System.Text;
using System.Text.RegularExpressions;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>
/// A configuration's text as it may be shown, valid YAML or not: user names, passwords and keys of addresses are <c>***</c>. When the text
/// comes back, what is untouched is put back; it goes to the host that it was written for and to no other.
/// </summary>
internal sealed partial class MaskedText
{
    private readonly IReadOnlyList<Secret> _secrets;

    private MaskedText(string text, IReadOnlyList<Secret> secrets)
    {
        (Text, _secrets) = (text, secrets);
        var edits = new TextEdits(text);
        foreach (var secret in secrets)
            edits.Replace(secret.Start, secret.Start + secret.Written.Length, secret.Shown);
        Shown = edits.Apply();
    }

    /// <summary>As it stands in the file.</summary>
    public string Text { get; }

    /// <summary>The same with its secrets hidden, in as many lines.</summary>
    public string Shown { get; }

    /// <summary>Hides the secrets of a text.</summary>
    public static MaskedText Of(string text)
    {
        var whole = Unusual(YamlReader.Read(text, "", new Problems()), text).ToList();
        var plain = Addresses(text).Where(address => !whole.Exists(other => other.Start <= address.Start && address.Start < other.Start + other.Written.Length));
        return new(text, [.. whole.Concat(plain.Where(address => address.Shown != address.Written)).OrderBy(secret => secret.Start)]);
    }

    /// <summary>Puts the secrets of this text back into a text that was made from <see cref="Shown"/>.</summary>
    /// <param name="edited">What somebody made of it.</param>
    /// <param name="file">Its name, for the places.</param>
    /// <param name="problems">Told of each <c>***</c> that stands for nothing known.</param>
    public RestoredText Restore(string edited, string file, Problems problems)
    {
        var parts = new List<RestoredPart>();
        foreach (var secret in _secrets.Where(secret => secret.Whole))
        {
            var at = -1;
            do
                at = edited.IndexOf(secret.Shown, at + 1, StringComparison.Ordinal);
            while (parts.Exists(part => part.Start == at));
            if (at >= 0)
                parts.Add(new(at, secret.Shown.Length, secret.Written));
        }

        var open = Addresses(edited).Where(address => address.Hides && !parts.Exists(part => part.Start <= address.Start && address.Start < part.Start + part.Length)).ToList();
        foreach (var same in open.GroupBy(address => address.Written))
        {
            var known = _secrets.Where(secret => !secret.Whole && secret.Shown == same.Key).Select(secret => secret.Written).ToList();
            var one = known.Distinct().Count() == 1;
            foreach (var (address, i) in same.Select((address, i) => (address, i)))
            {
                // Two logins of one host are told apart by their order, as long as they are as many as they were.
                var found = one ? known[0] : known.Count == same.Count() && known.Count > 0 ? known[i] : OfHost(address);
                if (found is not null)
                    parts.Add(new(address.Start, address.Written.Length, found));
                else if (!Text.Contains(address.Written, StringComparison.Ordinal))
                    problems.Add(Place(edited, address.Start, file), ConfigurationFault.Masked, "the *** stands for what is not shown, and belongs to another host here; write user name and password out, or put the address back.");
            }
        }

        return new(edited, [.. parts.OrderBy(part => part.Start)]);
    }

    /// <summary>The address with the login that its host has everywhere in this text; only its path was changed.</summary>
    private string? OfHost(Secret address)
    {
        if (address.Login != "***" || address.Written.Length != address.Shown.Length || Fields().IsMatch(address.Written))
            return null;
        var logins = _secrets.Where(secret => !secret.Whole && secret.Host == address.Host && secret.Login is not null).Select(secret => secret.Login).Distinct().ToList();
        return logins is [{ } login] ? address.Written.Replace("***@", login + "@", StringComparison.Ordinal) : null;
    }

    /// <summary>What looks like an address, line by line: it may stand in a comment, or in a file that is broken.</summary>
    private static IEnumerable<Secret> Addresses(string text)
    {
        var start = 0;
        foreach (var line in text.Split('\n'))
        {
            var schemes = Scheme().Matches(line);
            for (var i = 0; i < schemes.Count; i++)
            {
                var (from, rest) = (schemes[i].Index, schemes[i].Index + schemes[i].Length);
                var segment = line[rest..(i + 1 < schemes.Count ? schemes[i + 1].Index : line.Length)];
                // A comment behind an address is not part of it, but a password may hold anything.
                if (segment.IndexOf(" #", StringComparison.Ordinal) is > 0 and var comment && segment[..comment].Contains('@', StringComparison.Ordinal))
                    segment = segment[..comment];
                var at = segment.LastIndexOf('@');
                var end = segment.AsSpan(at + 1).IndexOfAny(" \t\r'\"") is >= 0 and var gap ? at + 1 + gap : segment.Length;
                yield return new(start + from, line[from..(rest + end)], schemes[i].Value, at < 0 ? null : segment[..at], segment[(at + 1)..end]);
            }

            start += line.Length + 1;
        }
    }

    /// <summary>Values that are written with escapes, or across lines: what they mean is hidden, not how they are written.</summary>
    private static IEnumerable<Secret> Unusual(YamlNode node, string text) => node switch
    {
        YamlMap map => map.Entries.SelectMany(entry => Unusual(entry.Value, text)),
        YamlList list => list.Items.SelectMany(item => Unusual(item, text)),
        YamlScalar { Span: var span } scalar when span.End > span.Start && SourceAddress.Mask(scalar.Text) is var masked && masked != scalar.Text
            && text[span.Start..span.End] is var written && !written.Contains(scalar.Text, StringComparison.Ordinal) =>
            [new(span.Start, written, "", null, "") { Instead = new Setting("", masked + " ").Value.Replace(" '", "'", StringComparison.Ordinal) + new string('\n', written.Count(c => c == '\n')) }],
        _ => [],
    };

    private static string Place(string text, int at, string file) =>
        $"{file}:{text.AsSpan(0, at).Count('\n') + 1}:{at - text.LastIndexOf('\n', Math.Max(0, at - 1)) }";

    [GeneratedRegex(@"(?<![^\s'""\[{,(#=])[A-Za-z][A-Za-z0-9+.-]*:\\?/\\?/")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"=\*\*\*")]
    private static partial Regex Fields();

    /// <summary>An address in a text.</summary>
    /// <param name="Start">Of its first character.</param>
    /// <param name="Written">As it stands there.</param>
    /// <param name="Scheme">With its slashes.</param>
    /// <param name="Login">Before the <c>@</c>; null without one.</param>
    /// <param name="Rest">Host, path and fields.</param>
    private sealed record Secret(int Start, string Written, string Scheme, string? Login, string Rest)
    {
        /// <summary>What is shown of a value that is hidden as a whole.</summary>
        public string? Instead { get; init; }

        public bool Whole => Instead is not null;

        public string Shown => Instead ?? Scheme + (Login is null ? "" : "***@") + SourceAddress.Mask("x://" + Rest)[4..];

        public bool Hides => Login == "***" || Fields().IsMatch(Rest);

        public string Host => Scheme + Rest[..(Rest.IndexOfAny(['/', '?', '#', ',', '}', ']']) is >= 0 and var end ? end : Rest.Length)];
    }
}

/// <summary>Characters of an edited text that stand for others.</summary>
internal readonly record struct RestoredPart(int Start, int Length, string Written);

/// <summary>A text with its secrets put back.</summary>
internal sealed class RestoredText
{
    private readonly string _edited;
    private readonly IReadOnlyList<RestoredPart> _parts;

    public RestoredText(string edited, IReadOnlyList<RestoredPart> parts)
    {
        (_edited, _parts) = (edited, parts);
        var text = new StringBuilder(edited);
        foreach (var part in parts.Reverse())
            text.Remove(part.Start, part.Length).Insert(part.Start, part.Written);
        Text = text.ToString();
    }

    /// <summary>As it is to be written.</summary>
    public string Text { get; }

    /// <summary>The column, from 1, where the edited text shows what is at a line and column of <see cref="Text"/>.</summary>
    public int Column(int line, int column)
    {
        var start = LineStart(Text, line);
        foreach (var part in _parts)
        {
            // Where the part begins in the restored text.
            var from = part.Start + _parts.TakeWhile(other => other.Start < part.Start).Sum(other => other.Written.Length - other.Length);
            if (from >= start && from < start + column - 1)
                column = Math.Max(from - start + 1, column - (part.Written.Length - part.Length));
        }

        return Math.Min(column, _edited.Length + 1);
    }

    private static int LineStart(string text, int line)
    {
        var start = 0;
        for (; line > 1 && text.IndexOf('\n', start) is >= 0 and var end; line--)
            start = end + 1;
        return start;
    }
}
