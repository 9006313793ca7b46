using FaceStream.Dashboard.Enrolment;
using FaceStream.Dashboard.Output;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary>What became of each picture. Of more than a screen holds, the screen shows those that somebody has to look at; a file or a pipe gets all.</summary>
internal static class EnrolmentTable
{
    // Rows of a tall terminal.
    private const int Most = 40;

    /// <summary>Writes it, with the refusals by reason where it is shortened.</summary>
    /// <param name="console">Where.</param>
    /// <param name="report">Person by person.</param>
    /// <param name="interrupted">People without pictures may have had some.</param>
    /// <param name="screen">Somebody reads it as it comes.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<EnrolledPerson> report, bool interrupted, bool screen)
    {
        var all = report.Sum(person => person.Pictures.Count);
        var brief = screen && all > Most;
        var (table, listed) = (Tables.Plain("person", "picture", "verdict", ""), 0);
        foreach (var person in report)
        {
            foreach (var picture in person.Pictures.Where(picture => !brief || IsDoubtful(picture)))
            {
                table.AddRow(new Text(person.Person), new Text(picture.File), new Text(picture.Verdict, picture.Accepted ? Color.Green : picture.WasSkipped ? Color.Grey : Color.Red), new Text(picture.Message));
                listed++;
            }

            if (person.Pictures.Count == 0 && !interrupted)
                table.AddRow(Tables.Cells(person.Person, "", "nothing", "The folder has no pictures."));
        }

        if (table.Rows.Count > 0 || !brief)
            console.WriteTable(table);
        if (brief && listed < all)
            console.WriteLine($"{all - listed} pictures that are well are not listed; --json, or a pipe to less, has them all.");
        if (brief && Reasons(report) is { Length: > 0 } reasons)
            console.WriteLine($"Refused: {reasons}.");
    }

    /// <summary>Refused, or enrolled only because it was forced.</summary>
    private static bool IsDoubtful(JudgedPicture picture) => picture.Forced is not null || !picture.Accepted && !picture.WasSkipped;

    private static string Reasons(IReadOnlyList<EnrolledPerson> report) => string.Join(", ", report
        .SelectMany(person => person.Pictures)
        .Where(picture => !picture.Accepted && !picture.WasSkipped)
        .CountBy(picture => picture.Reason)
        .OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal)
        .Select(reason => $"{reason.Value} {reason.Key}"));
}
