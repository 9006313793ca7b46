using FaceStream.Gallery.Coverage;
using FaceStream.Gallery.Transfer;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>A gallery in one SQLite file, with a write-ahead log beside it.</summary>
internal sealed class SqliteGalleryStore : IGalleryStore
{
    private static readonly HashSet<long> NoneFresh = [];

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
        var known = _writer.PersonNamed(name);
        var person = known ?? _writer.AddPerson(name, now);
        Template[] added = [.. templates.Select(template => _writer.AddTemplate(person.Id, template, now))];
        return new Enrolled(person, known is null, added, CoverageRows.Settle(_writer, person.Id, added.Select(template => template.Id).ToHashSet()));
    });

    /// <inheritdoc/>
    public Person Rename(long person, string name) => Erasing(() => _writer.RenamePerson(person, name));

    /// <inheritdoc/>
    public Person Hide(long person, bool hidden) => Changing(() => _writer.HidePerson(person, hidden));

    /// <inheritdoc/>
    public SearchChange Merge(long from, long into, Action? first) => Changing(() =>
    {
        _writer.MergePeople(from, into);
        var change = CoverageRows.Settle(_writer, into, NoneFresh);
        first?.Invoke();
        return change;
    });

    /// <inheritdoc/>
    public ErasedPerson Remove(long person) => Changing(() =>
    {
        var templates = (int)_writer.Number("SELECT count(*) FROM template WHERE person = $1", person);
        var pictures = (int)_writer.Number("SELECT count(*) FROM picture WHERE template IN (SELECT id FROM template WHERE person = $1)", person);
        _writer.RemovePerson(person);
        return new ErasedPerson(templates, pictures, MigrationBackup.RemoveAll(Location));
    });

    /// <inheritdoc/>
    public SearchChange RemoveTemplate(long template) => Erasing(() => Without(_writer.TemplateNow(template) ?? throw TemplateTable.NoSuch(template)));

    /// <inheritdoc/>
    public IReadOnlyList<SearchChange> RemoveTemplates(IReadOnlyList<long> templates) => Erasing(() =>
    {
        List<SearchChange> done = [];
        foreach (var template in templates)
        {
            if (_writer.TemplateNow(template) is { } now)
                done.Add(Without(now));
        }

        return done;
    });

    /// <inheritdoc/>
    public SearchChange Restore(long template) => Changing(() =>
    {
        var person = _writer.OwnerOf(template);
        var aside = _writer.Run("UPDATE template SET standing = 2, covered_by = NULL, likeness = NULL WHERE id = $1 AND standing = 1", template) > 0;
        return CoverageRows.Settle(_writer, person, aside ? new HashSet<long> { template } : NoneFresh);
    });

    /// <inheritdoc/>
    public IReadOnlyList<SearchChange> SettleOlder(int most) => Changing(() => CoverageRows.SettleOlder(_writer, most));

    /// <inheritdoc/>
    public (Template Template, SearchChange Search) Replace(long template, Embedding embedding) => Changing(() =>
    {
        var (id, person) = _writer.ReplaceTemplate(template, embedding);
        var change = new SearchChange(person, [template], []).And(CoverageRows.Settle(_writer, person, new HashSet<long> { id }));
        return (_writer.TemplateOf(id, embedding), change);
    });

    /// <inheritdoc/>
    public void Export(Action<PersonCopy> person) => Explained(() =>
    {
        using var connection = SqliteFile.Connect(Location, _wait);
        GalleryCopies.Read(connection, person);
    });

    /// <inheritdoc/>
    public IReadOnlyList<ImportedPerson> Import(IEnumerable<PersonCopy> people, bool dryRun) =>
        Changing(() => people.Select(person => ImportRows.Add(_writer, person)).ToList(), keep: !dryRun);

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
    public IReadOnlyList<ReadOnlyMemory<float>> SetAside(long person, string model) => Explained(() => _queries.SetAside(person, model));

    /// <inheritdoc/>
    public bool HasFile(long person, ReadOnlyMemory<byte> digest) => Explained(() => _queries.HasFile(person, digest));

    /// <inheritdoc/>
    public IReadOnlyList<string> Check() => Explained(_queries.Check);

    /// <inheritdoc/>
    public void Dispose()
    {
        _queries.Dispose();
        _writer.Dispose();
    }

    private SearchChange Without(long template)
    {
        var person = _writer.OwnerOf(template);
        _writer.Run("DELETE FROM template WHERE id = $1", template);
        return new SearchChange(person, [template], []).And(CoverageRows.Settle(_writer, person, NoneFresh));
    }

    private long Version() => _writer.Number("PRAGMA data_version");

    /// <summary>A change to a file that has no name any more would be lost with the process.</summary>
    private void MustBeInPlace() => SqliteFile.MustBeInPlace(_writer, Location, Schema.Gallery.Name);

    private T Changing<T>(Func<T> change, bool keep = true) => Explained(() =>
    {
        MustBeInPlace();
        using var transaction = _writer.BeginTransaction(deferred: false);
        var result = change();
        if (keep)
            transaction.Commit();
        return result;
    });

    /// <summary>A change after which no older copy may show what was there. A copy that cannot be removed is an error, and nothing is changed then.</summary>
    private T Erasing<T>(Func<T> change) => Changing(() =>
    {
        var result = change();
        MigrationBackup.RemoveAll(Location);
        return result;
    });

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
