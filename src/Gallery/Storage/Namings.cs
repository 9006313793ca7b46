using System.Globalization;
using FaceStream.Gallery.Sightings;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>What was decided of sightings before, so that a decision can be taken back. The caller's transaction makes it one change.</summary>
internal static class Namings
{
    private const string Last = "(SELECT max(id) FROM naming WHERE sighting = $1)";

    /// <summary>The last decision of a sighting.</summary>
    public static SightingHistory Of(SqliteConnection reader, long sighting) =>
        reader.All("SELECT templates, person, decided, enrolled FROM naming WHERE sighting = $1 ORDER BY id DESC LIMIT 1", Read, sighting) is [var known] ? known : new([], null);

    /// <summary>Keeps what a decision changed.</summary>
    public static bool Add(SqliteConnection writer, long sighting, IReadOnlyList<long> templates, FormerDecision former) => writer.Run(
        "INSERT INTO naming (sighting, templates, person, decided, enrolled) VALUES ($1, $2, $3, $4, $5)",
        sighting, Listed(templates), Sql.OrNull(former.Person), Sql.OrNull(former.At?.ToUnixTimeMilliseconds()), former.Enrolled ? 1 : 0) > 0;

    /// <summary>Forgets the last decision; <paramref name="templates"/> are those that the one before it is left with.</summary>
    public static bool TakeBack(SqliteConnection writer, long sighting, IReadOnlyList<long> templates)
    {
        writer.Run($"DELETE FROM naming WHERE id = {Last}", sighting);
        Teach(writer, sighting, templates);
        return true;
    }

    /// <summary>The last decision has enrolled <paramref name="templates"/>.</summary>
    public static int Teach(SqliteConnection writer, long sighting, IReadOnlyList<long> templates) =>
        writer.Run($"UPDATE naming SET templates = $2 WHERE id = {Last}", sighting, Listed(templates));

    /// <summary>What was once taken for somebody cannot be taken back to that, and nothing says what was enrolled then.</summary>
    public static void Forget(SqliteConnection writer, long person)
    {
        // A row has whom the sighting was taken for before; the templates of that time are in the row before it.
        const string Enrolled = """
            UPDATE naming SET templates = '[]' WHERE id IN (
                SELECT (SELECT max(id) FROM naming earlier WHERE earlier.sighting = naming.sighting AND earlier.id < naming.id) FROM naming WHERE person = $1)
            """;
        writer.Run(Enrolled, person);
        writer.Run("UPDATE naming SET person = NULL, enrolled = 0 WHERE person = $1", person);
    }

    /// <summary>Ids as they are kept.</summary>
    public static string Listed(IReadOnlyList<long> templates) => $"[{string.Join(',', templates)}]";

    /// <summary>What <see cref="Listed"/> wrote.</summary>
    public static IReadOnlyList<long> Ids(string listed) =>
        [.. listed.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];

    private static SightingHistory Read(SqliteDataReader row) => new(
        Ids(row.GetString(0)),
        new(row.IsDBNull(1) ? null : row.GetInt64(1), row.IsDBNull(2) ? null : row.GetTime(2), row.GetBoolean(3)));
}
