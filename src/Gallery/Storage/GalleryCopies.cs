using System.Runtime.InteropServices;
using FaceStream.Gallery.Transfer;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>Reads a gallery person by person, with all that is kept, so that one of any size fits into memory.</summary>
internal static class GalleryCopies
{
    private const string Looks = """
        SELECT model.name, vector, quality, source, created, jpeg, standing, yaw, pitch, digest, forced
        FROM template JOIN model ON model.id = template.model LEFT JOIN picture ON picture.template = template.id
        WHERE person = $1 ORDER BY template.id
        """;

    /// <summary>Everybody as they are at one moment, by name.</summary>
    public static void Read(SqliteConnection connection, Action<PersonCopy> each)
    {
        using var moment = connection.BeginTransaction(deferred: true);
        foreach (var person in connection.All($"SELECT {PersonRows.Columns} FROM person ORDER BY key", PersonRows.Read))
            each(new(person.Name, person.Created, connection.All(Looks, ReadLook, person.Id)) { Hidden = person.Hidden });
    }

    private static LookCopy ReadLook(SqliteDataReader row) => new(
        new(new(row.GetString(0), MemoryMarshal.Cast<byte, float>(row.Blob(1)).ToArray()), row.GetFloat(2), row.GetString(3), row.Blob(5).ToArray())
        {
            Restored = row.GetInt32(6) == (int)Standing.Restored,
            Pose = row.IsDBNull(7) ? null : new(row.GetFloat(7), row.GetFloat(8)),
            Digest = row.Blob(9).ToArray(),
            Forced = row.IsDBNull(10) ? null : row.GetString(10),
        },
        row.GetTime(4));
}
