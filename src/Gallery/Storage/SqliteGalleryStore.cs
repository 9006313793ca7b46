using System.Runtime.InteropServices;
using FaceStream.Gallery.Transfer;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>A gallery in one SQLite file, with a write-ahead log beside it.</summary>
internal sealed class SqliteGalleryStore : IGalleryStore
{
    private readonly SqliteConnection _writer;
    private readonly GalleryQueries _queries;
    private readonly TimeSpan _wait;
    private long _seen;

    /// <summary>Opens or creates the file.</summary>
    /// <exception cref="GalleryException">With cause and remedy.</exception>
    public SqliteGalleryStore(string path, TimeSpan wait, Schema? schema = null)
    {
        (Location, _wait) = (Path.GetFullPath(path), wait);
        _writer = Explained(() => SqliteFile.Open(Location, wait, schema ?? Schema.Gallery));
        try
        {
            _queries = Explained(() => new GalleryQueries(SqliteFile.Connect(Location, wait)));
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public bool ChangedElsewhere() => Explained(() =>
    {
        MustBeInPlace();
        return Version() != _seen;
    });

    /// <inheritdoc/>
    public void Read(IGalleryReader reader) => Explained(() =>
    {
        MustBeInPlace();
        using var transaction = _writer.BeginTransaction(deferred: true);
        _seen = Version();
        SnapshotRows.Read(_writer, reader);
    });

    /// <inheritdoc/>
    public Enrolled Enrol(string name, IReadOnlyList<NewTemplate> templates, DateTimeOffset now) => Changing(() =>
    {
        var created = Named(name) is null;
        if (created)
            Create(name, now);
        var person = Named(name)!;
        return new Enrolled(person, created, [.. templates.Select(template => Add(person.Id, template, now))]);
    });

    /// <inheritdoc/>
    public Person Rename(long person, string name) => Erasing(() =>
    {
        if (Named(name) is { } other && other.Id != person)
            throw new GalleryRefusedException(GalleryRefusal.NameTaken, $"'{other.Name}' is enrolled already. Merge the two if they are one person.");
        MustExist(person, _writer.Run("UPDATE person SET name = $2, key = $3 WHERE id = $1", person, name, PersonName.Key(name)));
        return Named(name)!;
    });

    /// <inheritdoc/>
    public void Merge(long from, long into) => Changing(() =>
    {
        MustExist(into, (int)_writer.Number("SELECT count(*) FROM person WHERE id = $1", into));
        _writer.Run("UPDATE template SET person = $2 WHERE person = $1", from, into);
        MustExist(from, _writer.Run("DELETE FROM person WHERE id = $1", from));
        return true;
    });

    /// <inheritdoc/>
    public void Remove(long person) => Erasing(() =>
    {
        MustExist(person, _writer.Run("DELETE FROM person WHERE id = $1", person));
        return true;
    });

    /// <inheritdoc/>
    public void RemoveTemplate(long template) => Erasing(() =>
    {
        if (_writer.Run("DELETE FROM template WHERE id = $1", template) == 0)
            throw NoSuchTemplate(template);
        return true;
    });

    /// <inheritdoc/>
    public Template Replace(long template, Embedding embedding) => Changing(() =>
    {
        const string Copy = """
            INSERT INTO template (person, model, vector, quality, pictured, source, created)
            SELECT person, $2, $3, quality, pictured, source, created FROM template WHERE id = $1 RETURNING id
            """;
        if (_writer.Value(Copy, template, ModelOf(embedding), MemoryMarshal.AsBytes(embedding.Vector.Span).ToArray()) is not long id)
            throw NoSuchTemplate(template);
        _writer.Run("UPDATE picture SET template = $2 WHERE template = $1", template, id);
        _writer.Run("DELETE FROM template WHERE id = $1", template);
        return _writer.All("SELECT person, quality, source, created FROM template WHERE id = $1",
            row => new Template(id, row.GetInt64(0), embedding, row.GetFloat(1), row.GetString(2), row.GetTime(3)), id)[0];
    });

    /// <inheritdoc/>
    public void Export(Action<PersonCopy> person) => Explained(() =>
    {
        using var connection = SqliteFile.Connect(Location, _wait);
        GalleryCopies.Read(connection, person);
    });

    /// <inheritdoc/>
    public IReadOnlyList<ImportedPerson> Import(IEnumerable<PersonCopy> people, bool dryRun) =>
        Changing(() => people.Select(Import).ToList(), keep: !dryRun);

    /// <inheritdoc/>
    public bool Scrub() => Explained(() =>
    {
        // secure_delete has zeroed the pages; the log still has them as they were, until it is cut off.
        // That needs a moment without readers: better to come back than to wait for one with everything else behind.
        _writer.Run("PRAGMA busy_timeout = 100");
        try
        {
            return _writer.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        }
        finally
        {
            _writer.Run($"PRAGMA busy_timeout = {(int)_wait.TotalMilliseconds}");
        }
    });

    /// <inheritdoc/>
    public IReadOnlyList<PersonSummary> List() => Explained(_queries.List);

    /// <inheritdoc/>
    public PersonDetails? Show(long person) => Explained(() => _queries.Show(person));

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Picture(long template) => Explained(() => _queries.Picture(template));

    /// <inheritdoc/>
    public IReadOnlyList<string> Check() => Explained(_queries.Check);

    /// <inheritdoc/>
    public void Dispose()
    {
        _queries.Dispose();
        _writer.Dispose();
    }

    internal static Person ReadPerson(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetTime(2));

    private Template Add(long person, NewTemplate template, DateTimeOffset now)
    {
        var (embedding, at) = (template.Embedding, now.ToUnixTimeMilliseconds());
        var id = _writer.Number(
            "INSERT INTO template (person, model, vector, quality, pictured, source, created) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            person, ModelOf(embedding), MemoryMarshal.AsBytes(embedding.Vector.Span).ToArray(), (double)template.Quality,
            template.Picture.IsEmpty ? 0 : 1, template.Source, at);
        if (!template.Picture.IsEmpty)
            _writer.Run("INSERT INTO picture (template, jpeg) VALUES ($1, $2)", id, template.Picture.ToArray());
        return new(id, person, embedding, template.Quality, template.Source, DateTimeOffset.FromUnixTimeMilliseconds(at));
    }

    private ImportedPerson Import(PersonCopy copy)
    {
        var created = Named(copy.Name) is null;
        if (created && copy.Looks.Count == 0 && copy.Refused.Count > 0)
            return new(null, copy.Name, false, 0, 0, copy.Refused);
        if (created)
            Create(copy.Name, copy.Created);

        var (person, added, known, refused) = (Named(copy.Name)!, 0, 0, copy.Refused.ToList());
        foreach (var (look, at) in copy.Looks)
        {
            try
            {
                var had = Has(person.Id, look.Embedding);
                if (!had)
                    Add(person.Id, look, at);
                (added, known) = had ? (added, known + 1) : (added + 1, known);
            }
            catch (GalleryRefusedException e)
            {
                refused.Add(new(look.Source, e.Message));
            }
        }

        return new(person, copy.Name, created, added, known, refused);
    }

    private void Create(string name, DateTimeOffset at) =>
        _writer.Run("INSERT INTO person (name, key, created) VALUES ($1, $2, $3)", name, PersonName.Key(name), at.ToUnixTimeMilliseconds());

    private bool Has(long person, Embedding embedding) => _writer.Value(
        "SELECT 1 FROM template WHERE person = $1 AND model = (SELECT id FROM model WHERE name = $2) AND vector = $3",
        person, embedding.Model, MemoryMarshal.AsBytes(embedding.Vector.Span).ToArray()) is not null;

    /// <summary>The first embedding of a model settles its dimension, for as long as there are templates of it.</summary>
    private long ModelOf(Embedding embedding)
    {
        var dimension = embedding.Vector.Length;
        _writer.Run("INSERT INTO model (name, dimension) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", embedding.Model, dimension);
        var known = _writer.Number("SELECT dimension FROM model WHERE name = $1", embedding.Model);
        if (known != dimension && _writer.Run(
            "UPDATE model SET dimension = $2 WHERE name = $1 AND id NOT IN (SELECT model FROM template)", embedding.Model, dimension) == 0)
        {
            throw new GalleryRefusedException(GalleryRefusal.BadEmbedding,
                $"Model '{embedding.Model}' has {known} numbers in this gallery, the embedding has {dimension}. Embed the picture with that model, or give the other model another id.");
        }

        return _writer.Number("SELECT id FROM model WHERE name = $1", embedding.Model);
    }

    private Person? Named(string name) =>
        _writer.All("SELECT id, name, created FROM person WHERE key = $1", ReadPerson, PersonName.Key(name)) is [var person] ? person : null;

    private static GalleryRefusedException NoSuchTemplate(long template) =>
        new(GalleryRefusal.NoSuchTemplate, $"There is no template {template} in this gallery.");

    private static void MustExist(long person, int rows)
    {
        if (rows == 0)
            throw new GalleryRefusedException(GalleryRefusal.NoSuchPerson, $"There is no person {person} in this gallery.");
    }

    private long Version() => _writer.Number("PRAGMA data_version");

    /// <summary>A change to a file that has no name any more would be lost with the process.</summary>
    private void MustBeInPlace()
    {
        if (SqliteFile.HasMoved(_writer))
        {
            throw new GalleryException(GalleryFault.Unavailable, Location, "was moved, removed or replaced while it was in use",
                "Put it back, or restart FaceStream to go on with what is there now.");
        }
    }

    private T Changing<T>(Func<T> change, bool keep = true) => Explained(() =>
    {
        MustBeInPlace();
        using var transaction = _writer.BeginTransaction(deferred: false);
        var result = change();
        if (keep)
            transaction.Commit();
        return result;
    });

    /// <summary>A change after which no older copy may show what was there.</summary>
    private T Erasing<T>(Func<T> change)
    {
        var result = Changing(change);
        MigrationBackup.RemoveAll(Location);
        return result;
    }

    private void Explained(Action work) => Explained(() =>
    {
        work();
        return true;
    });

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw SqliteFault.Explain(e, Location);
        }
    }
}
