using System.Runtime.InteropServices;
using FaceStream.Gallery.Coverage;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>Which templates are searched, as it stands in the file.</summary>
internal static class CoverageRows
{
    private static readonly CoverageRule Rule = new();
    private static readonly HashSet<long> NoneFresh = [];

    /// <summary>Applies the rule to somebody whose templates changed, model by model. Part of the change that made it necessary.</summary>
    /// <param name="connection">In its transaction.</param>
    /// <param name="person">Whose.</param>
    /// <param name="fresh">Templates that no search has seen yet.</param>
    public static SearchChange Settle(SqliteConnection connection, long person, IReadOnlySet<long> fresh) =>
        connection.All("SELECT id, name FROM model", row => (Id: row.GetInt64(0), Name: row.GetString(1)))
            .Select(model => Settle(Rows(connection, person, model), person, fresh, connection))
            .Aggregate(new SearchChange(person, [], []), (all, next) => all.And(next));

    /// <summary>Applies the rule to some of those who were enrolled before there was one. Empty when nobody is left.</summary>
    public static IReadOnlyList<SearchChange> SettleOlder(SqliteConnection connection, int most)
    {
        var older = connection.All($"SELECT person FROM unsettled ORDER BY person LIMIT {most}", row => row.GetInt64(0));
        foreach (var person in older)
            connection.Run("DELETE FROM unsettled WHERE person = $1", person);
        return [.. older.Select(person => Settle(connection, person, NoneFresh))];
    }

    /// <summary>The vectors that are kept and not searched.</summary>
    public static IReadOnlyList<ReadOnlyMemory<float>> SetAside(SqliteConnection connection, long person, string model) => connection.All(
        "SELECT vector FROM template WHERE person = $1 AND model = (SELECT id FROM model WHERE name = $2) AND standing = 1",
        row => (ReadOnlyMemory<float>)MemoryMarshal.Cast<byte, float>(row.Blob(0)).ToArray(), person, model);

    private static SearchChange Settle(List<Row> rows, long person, IReadOnlySet<long> fresh, SqliteConnection connection)
    {
        var redundant = Rule.Redundant([.. rows.Select(row => row.Look)]).ToDictionary(one => one.Template);
        var (gone, come) = (new List<long>(), new List<Template>());
        foreach (var row in rows)
        {
            var (id, before) = (row.Look.Id, row.Before);
            Covered? cover = redundant.TryGetValue(id, out var found) ? found : null;
            if (cover is null && (before == Standing.SetAside || fresh.Contains(id)))
                come.Add(row.Template);
            else if (cover is not null && before != Standing.SetAside && !fresh.Contains(id))
                gone.Add(id);

            if (cover is { } by && (before, row.CoveredBy) != (Standing.SetAside, by.By))
                connection.Run("UPDATE template SET standing = 1, covered_by = $2, likeness = $3 WHERE id = $1", id, by.By, (double)by.Similarity);
            else if (cover is null && before == Standing.SetAside)
                connection.Run("UPDATE template SET standing = 0, covered_by = NULL, likeness = NULL WHERE id = $1", id);
        }

        return new(person, gone, come);
    }

    private static List<Row> Rows(SqliteConnection connection, long person, (long Id, string Name) model) => connection.All(
        "SELECT id, vector, quality, source, created, standing, covered_by, yaw, pitch FROM template WHERE person = $1 AND model = $2 ORDER BY id",
        row =>
        {
            var template = new Template(
                row.GetInt64(0), person, new(model.Name, MemoryMarshal.Cast<byte, float>(row.Blob(1)).ToArray()), row.GetFloat(2), row.GetString(3), row.GetTime(4));
            var before = (Standing)row.GetInt32(5);
            Pose? pose = row.IsDBNull(7) ? null : new(row.GetFloat(7), row.GetFloat(8));
            return new Row(template, new(template.Id, template.Embedding.Vector, template.Quality, pose, before == Standing.Restored), before, row.IsDBNull(6) ? 0 : row.GetInt64(6));
        },
        person, model.Id);

    private sealed record Row(Template Template, ShownLook Look, Standing Before, long CoveredBy);
}
