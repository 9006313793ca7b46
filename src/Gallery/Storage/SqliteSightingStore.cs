using System.Runtime.InteropServices;
using FaceStream.Gallery.Sightings;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>Sightings in one SQLite file: a connection that writes, and one that answers, so that lists never wait for a commit.</summary>
internal sealed class SqliteSightingStore : ISightingStore
{
    private const string HasLooks = "EXISTS (SELECT 1 FROM look WHERE look.sighting = sighting.id)";

    private readonly SqliteConnection _writer, _reader;
    private readonly Lock _writing = new(), _reading = new();
    private readonly TimeSpan _wait;
    private volatile bool _unscrubbed = true;    // the journal may hold what was removed; at the start, by a process that was killed

    /// <summary>Opens or creates the file.</summary>
    /// <exception cref="GalleryException">With cause and remedy.</exception>
    public SqliteSightingStore(string path, TimeSpan wait)
    {
        (Location, _wait) = (Path.GetFullPath(path), wait);
        _writer = Explained(() => SqliteFile.Open(Location, wait, SightingSchema.Current));
        try
        {
            _reader = Explained(() => SqliteFile.Connect(Location, wait));
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
    public IReadOnlyList<long> Add(IReadOnlyList<NewSighting> sightings)
    {
        var added = Writing(() => sightings.Select(Add).ToArray());
        if (_unscrubbed)
            Scrub();
        return added;
    }

    /// <inheritdoc/>
    public SightingPage List(SightingFilter filter, int limit, SightingCursor? after) => Reading(() =>
    {
        var (conditions, values) = SightingRows.Conditions(filter);
        if (after is { } place)
        {
            values.AddRange([place.First, place.Id]);
            conditions.Add($"(first, id) < (${values.Count - 1}, ${values.Count})");
        }

        // One more than asked tells whether there is a next page.
        var rows = _reader.All(
            $"SELECT {SightingRows.Columns} FROM sighting WHERE {string.Join(" AND ", conditions)} ORDER BY first DESC, id DESC LIMIT {limit + 1}", SightingRows.Read, [.. values]);
        var more = rows.Count > limit;
        if (more)
            rows.RemoveAt(limit);
        return new SightingPage([.. rows.Select(WithLooks)], more ? SightingCursor.After(rows[^1], filter) : null);
    });

    /// <inheritdoc/>
    public IReadOnlySet<long> Ids(SightingFilter filter) => Reading(() =>
    {
        var (conditions, values) = SightingRows.Conditions(filter);
        return _reader.All($"SELECT id FROM sighting WHERE {string.Join(" AND ", conditions)}", row => row.GetInt64(0), [.. values]).ToHashSet();
    });

    /// <inheritdoc/>
    public IReadOnlyList<LookVector> Vectors(long after, int most) => Reading(() => _reader.All(
        $"SELECT id, sighting, model, vector FROM look WHERE id > $1 ORDER BY id LIMIT {most}",
        row => new LookVector(row.GetInt64(0), row.GetInt64(1), new(row.GetString(2), MemoryMarshal.Cast<byte, float>(row.Blob(3)).ToArray())), after));

    /// <inheritdoc/>
    public IReadOnlySet<long> LookIds() => Reading(() => _reader.All("SELECT id FROM look", row => row.GetInt64(0)).ToHashSet());

    /// <inheritdoc/>
    public SightingExtent Extent() => Reading(() => _reader.All(
        "SELECT (SELECT count(*) FROM sighting), (SELECT count(*) FROM look), (SELECT min(first) FROM sighting)",
        row => new SightingExtent(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetTime(2)))[0]);

    /// <inheritdoc/>
    public Sighting? Show(long id) => Reading(() =>
        _reader.All($"SELECT {SightingRows.Columns} FROM sighting WHERE id = $1", SightingRows.Read, id) is [var found] ? WithLooks(found) : null);

    /// <inheritdoc/>
    public IReadOnlyList<SeenLook> Looks(long id) => Reading(() =>
        _reader.All("SELECT at, model, vector, quality, jpeg FROM look WHERE sighting = $1 ORDER BY quality DESC, id", SightingRows.ReadLook, id));

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Picture(long look) => Reading(() =>
        _reader.Value("SELECT jpeg FROM look WHERE id = $1", look) is byte[] jpeg ? (ReadOnlyMemory<byte>?)jpeg : null);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Explanation(long id) => Reading(() =>
        _reader.Value("SELECT content FROM explanation WHERE sighting = $1", id) is byte[] content ? (ReadOnlyMemory<byte>?)content : null);

    /// <inheritdoc/>
    public IReadOnlyList<StrangerCount> Strangers(DateTimeOffset since) => Reading(() => _reader.All(
        $"SELECT camera, first / 3600000, count(*) FROM sighting WHERE first >= $1 AND state <> {(int)SightingState.Confirmed} AND {HasLooks} GROUP BY 1, 2 ORDER BY 1, 2",
        row => new StrangerCount(row.GetString(0), row.GetInt64(1), row.GetInt32(2)), since.ToUnixTimeMilliseconds()));

    /// <inheritdoc/>
    public IReadOnlyList<NameTally> Names(DateTimeOffset since) => Reading(() => _reader.All(
        $"""
        SELECT camera, min(first), count(*), sum(decided IS NOT NULL AND given IS NOT NULL AND person IS given), sum(decided IS NOT NULL AND (given IS NULL OR person IS NOT given))
        FROM sighting WHERE first >= $1 AND state = {(int)SightingState.Confirmed} GROUP BY camera ORDER BY camera
        """,
        row => new NameTally(row.GetString(0), row.GetTime(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)), since.ToUnixTimeMilliseconds()));

    /// <inheritdoc/>
    public IReadOnlyList<PersonCount> Named(DateTimeOffset since) => Reading(() => _reader.All(
        "SELECT camera, given, count(*) FROM sighting WHERE first >= $1 AND given IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
        row => new PersonCount(row.GetString(0), row.GetInt64(1), row.GetInt32(2)), since.ToUnixTimeMilliseconds()));

    /// <inheritdoc/>
    public bool Name(long id, SightingDecision decision, FormerDecision? former) => Writing(() =>
        _writer.Run("UPDATE sighting SET person = $2, decided = $3 WHERE id = $1", id, Sql.OrNull(decision.Person), Sql.OrNull(decision.At?.ToUnixTimeMilliseconds())) > 0
        && (former is null ? Namings.TakeBack(_writer, id, decision.Templates) : Namings.Add(_writer, id, decision.Templates, former)));

    /// <inheritdoc/>
    public void Taught(long id, IReadOnlyList<long> templates) => Writing(() => Namings.Teach(_writer, id, [.. Namings.Of(_writer, id).Templates, .. templates]));

    /// <inheritdoc/>
    public SightingHistory History(long id) => Reading(() => Namings.Of(_reader, id));

    /// <inheritdoc/>
    public bool Remove(long id)
    {
        if (!Writing(() => _writer.Run("DELETE FROM sighting WHERE id = $1", id) > 0))
            return false;
        Erased();
        return true;
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> People() => Reading(() =>
        _reader.All(
            """
            SELECT person FROM sighting WHERE person IS NOT NULL UNION SELECT given FROM sighting WHERE given IS NOT NULL
            UNION SELECT person FROM explained UNION SELECT person FROM naming WHERE person IS NOT NULL ORDER BY 1
            """,
            row => row.GetInt64(0)));

    /// <inheritdoc/>
    public void Reassign(long from, long into) => Writing(() =>
    {
        _writer.Run("UPDATE naming SET person = $2 WHERE person = $1", from, into);
        _writer.Run("UPDATE sighting SET person = $2 WHERE person = $1", from, into);
        return _writer.Run("UPDATE sighting SET given = $2 WHERE given = $1", from, into);
    });

    /// <inheritdoc/>
    public ForgottenPerson Forget(long person)
    {
        const string Theirs = "SELECT id FROM sighting WHERE person = $1", Spoken = "SELECT sighting FROM explained WHERE person = $1";
        var forgotten = Writing(() =>
        {
            var looks = (int)_writer.Number($"SELECT count(*) FROM look WHERE sighting IN ({Theirs})", person);
            var explanations = _writer.Run($"DELETE FROM explanation WHERE sighting IN ({Spoken}) OR sighting IN ({Theirs})", person);
            // Taken back from the person by an operator: somebody else's track, that nobody's name is left on.
            var names = _writer.Run("UPDATE sighting SET given = NULL, said = NULL WHERE given = $1 AND person IS NOT $1", person);
            Namings.Forget(_writer, person);
            return new ForgottenPerson(_writer.Run("DELETE FROM sighting WHERE person = $1", person), looks, explanations, names);
        });
        Erased();
        return forgotten with { Scrubbed = !_unscrubbed };
    }

    /// <inheritdoc/>
    public Purged Purge(DateTimeOffset known, DateTimeOffset unknown, bool dryRun)
    {
        var start = dryRun ? "SELECT count(*)" : "DELETE";
        var purged = Writing(() => new Purged(
            Count($"{start} FROM sighting WHERE person IS NOT NULL AND last < $1", known),
            Count($"{start} FROM sighting WHERE person IS NULL AND last < $1", unknown)));
        if (!dryRun && purged is not { Known: 0, Unknown: 0 })
            Erased();
        return purged;

        int Count(string sql, DateTimeOffset before) =>
            dryRun ? (int)_writer.Number(sql, before.ToUnixTimeMilliseconds()) : _writer.Run(sql, before.ToUnixTimeMilliseconds());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_reading)
            _reader.Dispose();
        lock (_writing)
            _writer.Dispose();
    }

    private long Add(NewSighting sighting)
    {
        var id = _writer.Number(
            "INSERT INTO sighting (camera, first, last, frames, state, said, person, given, similarity, confidence, decided) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
            sighting.Camera, sighting.First.ToUnixTimeMilliseconds(), sighting.Last.ToUnixTimeMilliseconds(), sighting.Frames, (int)sighting.State,
            Sql.OrNull(sighting.Said), Sql.OrNull(sighting.Decision is { } word ? word.Person : sighting.Person), Sql.OrNull(sighting.Person), (double)sighting.Similarity, sighting.Confidence,
            Sql.OrNull(sighting.Decision?.At?.ToUnixTimeMilliseconds()));
        if (sighting.Decision is { } decision)
            Namings.Add(_writer, id, decision.Templates, new(sighting.Person == decision.Person ? null : sighting.Person, null, Enrolled: false));
        foreach (var look in sighting.Looks)
        {
            _writer.Run(
                "INSERT INTO look (sighting, at, model, vector, quality, jpeg) VALUES ($1, $2, $3, $4, $5, $6)",
                id, look.At.ToUnixTimeMilliseconds(), look.Embedding.Model, MemoryMarshal.AsBytes(look.Embedding.Vector.Span).ToArray(),
                (double)look.Quality, look.Picture.ToArray());
        }

        if (sighting.Explanation is { } explanation)
        {
            _writer.Run("INSERT INTO explanation (sighting, content) VALUES ($1, $2)", id, explanation.Content.ToArray());
            foreach (var person in explanation.People.Distinct())
                _writer.Run("INSERT INTO explained (sighting, person) VALUES ($1, $2)", id, person);
        }

        return id;
    }

    private Sighting WithLooks(Sighting sighting) => sighting with
    {
        Looks = _reader.All("SELECT id FROM look WHERE sighting = $1 ORDER BY quality DESC, id", row => row.GetInt64(0), sighting.Id),
    };

    /// <summary>Something was removed: no journal and no older copy may show it.</summary>
    private void Erased()
    {
        _unscrubbed = true;
        Scrub();
        MigrationBackup.RemoveAll(Location);
    }

    /// <summary>
    /// secure_delete has zeroed the pages; the log has them as they were until it is cut off. That needs a moment without readers: another
    /// process's are not waited for. Whatever is in the way, the removal itself is done, and this is tried again with each write.
    /// </summary>
    private void Scrub()
    {
        lock (_writing)
        lock (_reading)
        {
            try
            {
                _writer.Run("PRAGMA busy_timeout = 100");
                _unscrubbed = _writer.Number("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
            }
            catch (SqliteException)
            {
                _unscrubbed = true;
            }
            finally
            {
                _writer.Run($"PRAGMA busy_timeout = {(int)_wait.TotalMilliseconds}");
            }
        }
    }

    private T Writing<T>(Func<T> change)
    {
        lock (_writing)
        {
            return Explained(() =>
            {
                SqliteFile.MustBeInPlace(_writer, Location, SightingSchema.Current.Name);
                using var transaction = _writer.BeginTransaction(deferred: false);
                var result = change();
                transaction.Commit();
                return result;
            });
        }
    }

    private T Reading<T>(Func<T> query)
    {
        lock (_reading)
        {
            return Explained(() =>
            {
                using var moment = _reader.BeginTransaction(deferred: true);
                return query();
            });
        }
    }

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw SqliteFault.Explain(e, Location, SightingSchema.Current.Name);
        }
    }
}
