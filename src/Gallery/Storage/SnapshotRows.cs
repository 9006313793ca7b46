using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>Reads what a snapshot is made of: everybody, and the vectors that it does not have yet. The caller's transaction makes it one moment's.</summary>
internal static class SnapshotRows
{
    /// <summary>Hands all of it to <paramref name="reader"/>.</summary>
    public static void Read(SqliteConnection connection, IGalleryReader reader)
    {
        reader.People(connection.All($"SELECT {PersonRows.Columns} FROM person ORDER BY id", PersonRows.Read));
        if (Wanted(connection, reader) is { Count: > 0 } wanted)
            ReadVectors(connection, reader, wanted);
    }

    private static Dictionary<long, TemplateKey> Wanted(SqliteConnection connection, IGalleryReader reader)
    {
        // An index holds all of this, so the vectors are not touched.
        var models = connection.All("SELECT id, name FROM model", row => (Id: row.GetInt64(0), Name: row.GetString(1))).ToDictionary(m => m.Id, m => m.Name);
        Dictionary<long, TemplateKey> wanted = [];
        using var statement = connection.Statement("SELECT id, person, model FROM template WHERE standing != 1");
        using var rows = statement.ExecuteReader();
        while (rows.Read())
        {
            var key = new TemplateKey(rows.GetInt64(0), rows.GetInt64(1), models[rows.GetInt64(2)]);
            if (reader.Wants(key))
                wanted.Add(key.Id, key);
        }

        return wanted;
    }

    private static void ReadVectors(SqliteConnection connection, IGalleryReader reader, Dictionary<long, TemplateKey> wanted)
    {
        // From the first to the last that is wanted: new ones stand together at the end, at the start all are wanted.
        using var statement = connection.Statement(
            "SELECT id, vector FROM template WHERE id BETWEEN $1 AND $2 ORDER BY id", wanted.Keys.Min(), wanted.Keys.Max());
        using var rows = statement.ExecuteReader();
        while (rows.Read())
        {
            if (wanted.TryGetValue(rows.GetInt64(0), out var key))
                reader.Vector(key, MemoryMarshal.Cast<byte, float>(rows.Blob(1)));
        }
    }
}
