using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using FaceStream.Gallery.Names;

namespace FaceStream.Gallery;

/// <summary>What may be a person's name, and when two are the same.</summary>
/// <remarks>
/// A name is text to show, never a path, a query or markup, so <c>Robert'); DROP</c> and <c>&lt;b&gt;</c> are names.
/// What cannot be seen, or turns its surroundings around, is not: it would let two people look like one.
/// </remarks>
public static class PersonName
{
    /// <summary>The most characters, counted as Unicode scalars.</summary>
    public const int Longest = 100;

    // Joiners stand inside emoji, Persian and Indic words; selectors pick a glyph.
    private static readonly SearchValues<char> Unseen = SearchValues.Create("\u200C\u200D\uFE0E\uFE0F");

    /// <summary>The name as it is kept: trimmed, runs of spaces made one, Unicode form C.</summary>
    /// <exception cref="GalleryRefusedException">It is no name; the message says why.</exception>
    public static string Parse(string text) =>
        TryParse(text, out var name, out var why) ? name : throw new GalleryRefusedException(GalleryRefusal.BadName, why);

    /// <summary>As <see cref="Parse"/>, with the reason as a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? name, [NotNullWhen(false)] out string? why)
    {
        name = null;
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length > Longest * 16)      // before any work on it
            return Refuse($"The name has {trimmed.Length} characters; {Longest} is the most.", out why);
        if (Forbidden(trimmed) is { } reason)
            return Refuse(reason, out why);

        var composed = NormalForm.Compose(SingleSpaces(trimmed));
        var length = composed.EnumerateRunes().Count();
        if (length > Longest)
            return Refuse($"The name has {length} characters; {Longest} is the most.", out why);
        if (!composed.EnumerateRunes().Any(Visible))
            return Refuse("The name is empty.", out why);

        (name, why) = (composed, null);
        return true;
    }

    /// <summary>Equal for twins: names that differ in case, composition, spaces or invisible joiners only. For comparing and finding, not for showing.</summary>
    public static string Key(string name)
    {
        var seen = string.Concat(NormalForm.Compose(SingleSpaces(name.Trim())).Where(c => !Unseen.Contains(c)));

        // Up, then down: ς, σ and Σ meet, as do K and the Kelvin sign. ß and SS stay two.
        return NormalForm.Compose(seen.ToUpperInvariant().ToLowerInvariant());
    }

    private static string? Forbidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
                return $"The name is not valid Unicode: half a character at place {i + 1}.";
            if (Fault(rune) is { } fault)
                return $"The name has {fault} (U+{rune.Value:X4}) at place {i + 1}. Leave it out.";
            i += rune.Utf16SequenceLength - 1;
        }

        return null;
    }

    private static string? Fault(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => "a control character",
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "a line break",
        UnicodeCategory.Format when rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) =>
            "a character that turns the direction of the text",
        UnicodeCategory.Format when rune.Value is not (0x200C or 0x200D) => "an invisible character",
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => "a character without a meaning",
        _ when IsBlank(rune.Value) => "an invisible character",
        _ => null,
    };

    /// <summary>Letters, marks and symbols by their category, that show nothing: joiner, fillers of Hangul, inherent vowels of Khmer, a braille cell without dots.</summary>
    private static bool IsBlank(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0;

    private static bool Visible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);

    private static string SingleSpaces(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool Refuse(string reason, out string why)
    {
        why = reason;
        return false;
    }
}
