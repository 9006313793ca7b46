using System.Globalization;
using System.Reflection;
using System.Text;

namespace FaceStream.Gallery.Names;

/// <summary>Unicode Normalization Form C (UAX #15), so that <c>é</c> and <c>e + ´</c> are one name.</summary>
/// <remarks>
/// Its own, because <see cref="string.Normalize()"/> returns its input unchanged when globalization is invariant, as it is
/// here (numbers must not take commas from the operator's locale), and <see cref="string.IsNormalized()"/> says true to everything.
/// </remarks>
internal static class NormalForm
{
    // Hangul syllables are composed by arithmetic: The Unicode Standard, section 3.12.
    private const int S = 0xAC00, L = 0x1100, V = 0x1161, T = 0x11A7, LCount = 19, VCount = 21, TCount = 28;
    private const int SCount = LCount * VCount * TCount;

    private static readonly Dictionary<int, byte> Class = [];
    private static readonly Dictionary<int, int[]> Parts = [];
    private static readonly Dictionary<(int, int), int> Whole = [];

    static NormalForm()
    {
        using var table = Assembly.GetExecutingAssembly().GetManifestResourceStream("canonical.txt")!;
        using var lines = new StreamReader(table, Encoding.ASCII);
        while (lines.ReadLine() is { } line)
        {
            if (line.IndexOfAny([':', '=', '>']) is > 0 and var mark && line[0] != '#')
                Learn(line[..mark], line[mark], line[(mark + 1)..]);
        }
    }

    /// <summary>The text in form C; it must be well-formed UTF-16.</summary>
    public static string Compose(string text)
    {
        if (Ascii.IsValid(text))
            return text;

        List<int> points = [];
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, points);
        Order(points);
        Join(points);

        var composed = new StringBuilder(text.Length);
        foreach (var point in points)
            composed.Append(new Rune(point));
        return composed.ToString();
    }

    private static void Decompose(int point, List<int> into)
    {
        if (point - S is >= 0 and < SCount and var s)
        {
            into.Add(L + (s / (VCount * TCount)));
            into.Add(V + (s % (VCount * TCount) / TCount));
            if (s % TCount != 0)
                into.Add(T + (s % TCount));
        }
        else if (Parts.TryGetValue(point, out var parts))
        {
            foreach (var part in parts)
                Decompose(part, into);
        }
        else
            into.Add(point);
    }

    /// <summary>Marks on one letter go by their class; those of one class keep their order.</summary>
    private static void Order(List<int> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var mark = points[i];
            var place = i;
            for (; ClassOf(mark) > 0 && place > 0 && ClassOf(points[place - 1]) > ClassOf(mark); place--)
                points[place] = points[place - 1];
            points[place] = mark;
        }
    }

    /// <summary>Each mark joins the letter before it, unless one of its own class or higher stands between.</summary>
    private static void Join(List<int> points)
    {
        var (letter, kept, between) = (-1, 0, 0);
        foreach (var point in points.ToArray())
        {
            var mark = ClassOf(point);
            if (letter >= 0 && (between == 0 || between < mark) && Pair(points[letter], point) is { } whole)
            {
                points[letter] = whole;
                continue;
            }

            (letter, between) = mark == 0 ? (kept, 0) : (letter, mark);
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        if (first - L is >= 0 and < LCount and var l && second - V is >= 0 and < VCount and var v)
            return S + (((l * VCount) + v) * TCount);
        if (first - S is >= 0 and < SCount and var s && s % TCount == 0 && second - T is > 0 and < TCount and var t)
            return S + s + t;
        return Whole.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static byte ClassOf(int point) => Class.GetValueOrDefault(point);

    private static void Learn(string left, char mark, string right)
    {
        if (mark == ':')
        {
            var ends = left.Split('-');
            for (var point = Hex(ends[0]); point <= Hex(ends[^1]); point++)
                Class[point] = byte.Parse(right, CultureInfo.InvariantCulture);
            return;
        }

        var parts = Array.ConvertAll(right.Split(' '), Hex);
        Parts[Hex(left)] = parts;
        if (mark == '=')
            Whole[(parts[0], parts[1])] = Hex(left);
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
