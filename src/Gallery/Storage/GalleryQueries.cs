using FaceStream.Gallery.Coverage;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>What pages and lists ask, on a connection of its own: never behind an enrolment that waits for the disk.</summary>
internal sealed class GalleryQueries(SqliteConnection connection) : IDisposable
{
    private readonly Lock _one = new();

    /// <inheritdoc cref="IGalleryStore.List"/>
    public IReadOnlyList<PersonSummary> List()
    {
        // The bare template.id is the one of the row that has the max(): https://sqlite.org/lang_select.html#bareagg.
        const string Everybody = $"""
            SELECT {PersonRows.Columns}, count(template.id) FILTER (WHERE standing != 1), max(iif(pictured, quality, NULL)), template.id, count(template.id) FILTER (WHERE standing = 1)
            FROM person LEFT JOIN template ON template.person = person.id
            GROUP BY person.id ORDER BY person.key
            """;
        lock (_one)
        {
            return connection.All(Everybody, row => new PersonSummary(
                PersonRows.Read(row), row.GetInt32(4), row.IsDBNull(5) ? null : row.GetInt64(6), row.GetInt32(7)));
        }
    }

    /// <inheritdoc cref="IGalleryStore.Show"/>
    public PersonDetails? Show(long person)
    {
        const string Templates = """
            SELECT template.id, model.name, quality, source, created, pictured, standing, covered_by, likeness, forced
            FROM template JOIN model ON model.id = template.model WHERE person = $1 ORDER BY template.id
            """;
        lock (_one)
        {
            using var moment = connection.BeginTransaction(deferred: true);
            return connection.All($"SELECT {PersonRows.Columns} FROM person WHERE id = $1", PersonRows.Read, person) is [var found]
                ? new(found, connection.All(Templates, ReadTemplate, person))
                : null;
        }
    }

    /// <inheritdoc cref="IGalleryStore.Picture"/>
    public ReadOnlyMemory<byte>? Picture(long template)
    {
        // The cast matters: a null array would become an empty memory, which is not null.
        lock (_one)
            return connection.Value("SELECT jpeg FROM picture WHERE template = $1", template) is byte[] jpeg ? (ReadOnlyMemory<byte>?)jpeg : null;
    }

    /// <inheritdoc cref="IGalleryStore.SetAside"/>
    public IReadOnlyList<ReadOnlyMemory<float>> SetAside(long person, string model)
    {
        lock (_one)
            return CoverageRows.SetAside(connection, person, model);
    }

    /// <inheritdoc cref="IGalleryStore.HasFile"/>
    public bool HasFile(long person, ReadOnlyMemory<byte> digest)
    {
        lock (_one)
            return connection.Value("SELECT 1 FROM template WHERE person = $1 AND digest = $2", person, digest.ToArray()) is not null;
    }

    /// <inheritdoc cref="IGalleryStore.Check"/>
    public IReadOnlyList<string> Check()
    {
        lock (_one)
        {
            return
            [
                .. connection.All("PRAGMA integrity_check(20)", row => row.GetString(0)).Where(line => line != "ok"),
                .. connection.All("PRAGMA foreign_key_check", row => $"row {row.GetInt64(1)} of {row.GetString(0)} refers to nothing"),
                .. connection.All(
                    "SELECT id FROM template WHERE pictured != (id IN (SELECT template FROM picture))",
                    row => $"template {row.GetInt64(0)} has lost its picture"),
                .. connection.All(
                    "SELECT template.id FROM template JOIN model ON model.id = template.model WHERE length(vector) != 4 * dimension",
                    row => $"template {row.GetInt64(0)} has a vector of the wrong length"),
                .. connection.All(
                    "SELECT id FROM template WHERE standing = 1 AND NOT EXISTS (SELECT 1 FROM template cover WHERE cover.id = template.covered_by AND cover.person = template.person AND cover.standing != 1)",
                    row => $"template {row.GetInt64(0)} is set aside for one that is not searched"),
            ];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_one)
            connection.Dispose();
    }

    private static TemplateDetails ReadTemplate(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetFloat(2), row.GetString(3), row.GetTime(4), row.GetBoolean(5))
        {
            SetAside = row.IsDBNull(7) ? null : new Covered(row.GetInt64(0), row.GetInt64(7), row.GetFloat(8)),
            Restored = row.GetInt32(6) == (int)Standing.Restored,
            Forced = row.IsDBNull(9) ? null : row.GetString(9),
        };
}
