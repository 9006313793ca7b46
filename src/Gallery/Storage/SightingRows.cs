using System.Runtime.InteropServices;
using FaceStream.Gallery.Sightings;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>How sightings and their looks stand in the file, and how they are asked for.</summary>
internal static class SightingRows
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    public const string Columns = "id, camera, first, last, frames, state, person, said, similarity, confidence, decided, given";

    /// <summary>A sighting, without the ids of its looks.</summary>
    public static Sighting Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetTime(2), row.GetTime(3), row.GetInt32(4), (SightingState)row.GetInt32(5),
        row.IsDBNull(6) ? null : row.GetInt64(6), row.IsDBNull(7) ? null : row.GetString(7), row.GetFloat(8), row.GetDouble(9), row.IsDBNull(10) ? null : row.GetTime(10), [])
    {
        Given = row.IsDBNull(11) ? null : row.GetInt64(11),
    };

    /// <summary>A look, from <c>at, model, vector, quality, jpeg</c>.</summary>
    public static SeenLook ReadLook(SqliteDataReader row) => new(
        row.GetTime(0), new Embedding(row.GetString(1), MemoryMarshal.Cast<byte, float>(row.Blob(2)).ToArray()), row.GetFloat(3), row.Blob(4).ToArray());

    /// <summary>What a filter asks of a row, and the values of $1, $2 …</summary>
    public static (List<string> Conditions, List<object> Values) Conditions(SightingFilter filter)
    {
        List<object> values = [];
        List<string> conditions = ["TRUE"];
        Where("camera = $", filter.Camera);
        Where("person = $", filter.Person);
        Where("state = $", (long?)filter.State);
        if (filter.Decided is { } decided)
            conditions.Add(decided ? "decided IS NOT NULL" : "decided IS NULL");
        Where("last >= $", filter.From?.ToUnixTimeMilliseconds());
        Where("first < $", filter.To?.ToUnixTimeMilliseconds());
        return (conditions, values);

        void Where(string condition, object? value)
        {
            if (value is null)
                return;
            values.Add(value);
            conditions.Add(condition.Replace("$", $"${values.Count}", StringComparison.Ordinal));
        }
    }
}
