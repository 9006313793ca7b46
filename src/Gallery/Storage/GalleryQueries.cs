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
        const string Everybody = """
            SELECT person.id, person.name, person.created, count(template.id), max(iif(pictured, quality, NULL)), template.id
            FROM person LEFT JOIN template ON template.person = person.id
            GROUP BY person.id ORDER BY person.key
            """;
        lock (_one)
        {
            return connection.All(Everybody, row => new PersonSummary(
                SqliteGalleryStore.ReadPerson(row), row.GetInt32(3), row.IsDBNull(4) ? null : row.GetInt64(5)));
        }
    }

    /// <inheritdoc cref="IGalleryStore.Show"/>
    public PersonDetails? Show(long person)
    {
        const string Templates = """
            SELECT template.id, model.name, quality, source, created, pictured
            FROM template JOIN model ON model.id = template.model WHERE person = $1 ORDER BY template.id
            """;
        lock (_one)
        {
            using var moment = connection.BeginTransaction(deferred: true);
            return connection.All("SELECT id, name, created FROM person WHERE id = $1", SqliteGalleryStore.ReadPerson, person) is [var found]
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
            ];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static TemplateDetails ReadTemplate(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetFloat(2), row.GetString(3), row.GetTime(4), row.GetBoolean(5));
}
