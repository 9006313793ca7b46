using System.Text;
using FaceStream.Dashboard.Output;
using FaceStream.Gallery;

namespace FaceStream.Dashboard.Enrolment;

/// <summary>A CSV file (RFC 4180) that says of pictures whose they are: columns <c>person</c> and <c>picture</c>, others do not matter.</summary>
internal static class PictureTable
{
    /// <summary>Everybody in it, in the order of their first lines; twins of a name are one person.</summary>
    /// <exception cref="CommandFailure">It has no such columns, nothing below them, or is not UTF-8.</exception>
    public static IReadOnlyList<OfferedPerson> People(string file)
    {
        var rows = Rows(Text(file)).ToList();
        var heads = rows.Count > 0 ? rows[0].Select(head => head.Trim().ToLowerInvariant()).ToList() : [];
        var (person, picture) = (heads.IndexOf("person"), heads.IndexOf("picture"));
        if (person < 0 || picture < 0)
            throw new CommandFailure(ExitCode.Usage, $"The first line of {file} names no columns 'person' and 'picture'.", "Such as: person,picture");
        if (rows.Count == 1)
            throw new CommandFailure(ExitCode.NotFound, $"{file} lists no pictures.");

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return
        [
            .. rows.Skip(1).Select((row, i) => (Name: Cell(row, person), Picture: Offered(folder, Cell(row, picture), line: i + 2)))
                .GroupBy(one => PersonName.Key(one.Name), StringComparer.Ordinal)
                .Select(one => new OfferedPerson(one.First().Name, [.. one.Select(row => row.Picture)])),
        ];
    }

    /// <summary>A name with a letter missing would be somebody else's.</summary>
    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            throw new CommandFailure(ExitCode.Refused, $"{file} is not UTF-8, so names in it cannot be read.", "Save it as 'CSV UTF-8' and try again.");
        }
    }

    private static OfferedPicture Offered(string folder, string name, int line) =>
        name.Length == 0 ? OfferedPicture.Refused($"row {line}", "names no picture")
        : PictureFiles.Offered(Path.Combine(folder, name), name);

    private static string Cell(List<string> row, int column) => column < row.Count ? row[column].Trim() : "";

    /// <summary>Rows that are not empty. Fields are parted by commas, or by semicolons when the first row has no comma.</summary>
    private static IEnumerable<List<string>> Rows(string text)
    {
        var firstLine = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        var comma = firstLine.Contains(',') ? ',' : ';';
        var (row, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (c != '"')
                    field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    field.Append(text[i++]);
                else
                    quoted = false;
            }
            else if (c == '"' && field.Length == 0)
                quoted = true;
            else if (c != comma && c is not ('\r' or '\n'))
                field.Append(c);
            else
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == comma)
                    continue;
                if (row.Exists(cell => cell.Length > 0))
                    yield return row;
                row = [];
            }
        }
    }
}
