using System.Buffers;
using System.Globalization;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Comma-separated values (RFC 4180) that a spreadsheet takes for text, whatever is in them.</summary>
internal sealed class CsvRows : ISightingRows
{
    // A cell that begins so is a formula to a spreadsheet (OWASP, "CSV Injection"); the wide forms are to those of East Asia.
    private static readonly SearchValues<char> Computed = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    // The semicolon for spreadsheets of countries that write 0,5.
    private static readonly SearchValues<char> Separating = SearchValues.Create(",;\"\t\r\n");

    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public string ContentType => "text/csv; charset=utf-8; header=present";

    public string Extension => "csv";

    /// <summary>With the mark that Excel needs to read UTF-8.</summary>
    public string Head => "\uFEFFid,camera,first,last,frames,state,said,person_id,person,similarity,confidence,pictures\r\n";

    public string Row(SightingView sighting) => string.Join(',',
    [
        sighting.Id.ToString(Plain), Text(sighting.Camera), sighting.First.UtcDateTime.ToString(Time, Plain), sighting.Last.UtcDateTime.ToString(Time, Plain),
        sighting.Frames.ToString(Plain), sighting.State, Text(sighting.Said), sighting.PersonId?.ToString(Plain) ?? "", Text(sighting.Person),
        sighting.Similarity.ToString(Plain), sighting.Confidence.ToString(Plain), sighting.Pictures.Count.ToString(Plain),
    ]) + "\r\n";

    /// <summary>What somebody else wrote: with an apostrophe before what would be computed, in quotes where it must be.</summary>
    private static string Text(string? words)
    {
        if (string.IsNullOrEmpty(words))
            return "";
        // Spreadsheets skip spaces before a formula's sign.
        var safe = words.AsSpan().TrimStart(' ') is [var first, ..] && Computed.Contains(first) ? "'" + words : words;
        return safe.AsSpan().ContainsAny(Separating) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
