using FaceStream.Gallery.Sightings;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>Words on sightings whose change of the gallery is under way. The caller's transaction makes a word and what is left to do for it one change.</summary>
internal static class UnfinishedWords
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<UnfinishedWord> All(SqliteConnection reader) => reader.All(
        "SELECT sighting, since, templates, person FROM unfinished ORDER BY sighting",
        row => new UnfinishedWord(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetTime(1), Namings.Ids(row.GetString(2)), row.IsDBNull(3) ? null : row.GetInt64(3)));

    /// <summary>The gallery takes up looks next. What an earlier word left to do stays to be done.</summary>
    public static int Begin(SqliteConnection writer, long sighting, DateTimeOffset at) => writer.Run(
        "INSERT INTO unfinished (sighting, since, templates) VALUES ($1, $2, '[]') ON CONFLICT (sighting) DO UPDATE SET since = coalesce(since, $2)",
        sighting, at.ToUnixTimeMilliseconds());

    /// <summary>The word is kept; the rest follows.</summary>
    public static void Kept(SqliteConnection writer, long sighting, IReadOnlyList<long> leaving, long? former)
    {
        Finished(writer, sighting);
        writer.Run("INSERT INTO unfinished (sighting, templates, person) VALUES ($1, $2, $3)", sighting, Namings.Listed(leaving), Sql.OrNull(former));
    }

    /// <summary>Nothing is left to do.</summary>
    public static int Finished(SqliteConnection writer, long sighting) => writer.Run("DELETE FROM unfinished WHERE sighting = $1", sighting);
}
