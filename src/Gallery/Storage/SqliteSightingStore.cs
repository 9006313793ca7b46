using System.Runtime.InteropServices;
using FaceStream.Gallery.Sightings;
using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>Sightings in one SQLite file.</summary>
internal sealed class SqliteSightingStore : ISightingStore
{
    private const string HasLooks = "EXISTS (SELECT 1 FROM look WHERE look.sighting = sighting.id)";

    // The journal grows by what is overwritten, 5 MB of three looks each, and is cut off in between: a disk with little room has room for that, and
    // what is to be stored waits for no more.
    private const int PurgedAtOnce = 200;

    private readonly SightingFile _file;

    /// <summary>Opens or creates the file.</summary>
    /// <exception cref="GalleryException">With cause and remedy.</exception>
    public SqliteSightingStore(string path, TimeSpan wait) => _file = new(Path.GetFullPath(path), wait);

    /// <inheritdoc/>
    public string Location => _file.Location;

    /// <inheritdoc/>
    public IReadOnlyList<long> Add(IReadOnlyList<NewSighting> sightings) => _file.Write(writer => sightings.Select(sighting => Add(writer, sighting)).ToArray());

    /// <inheritdoc/>
    public SightingPage List(SightingFilter filter, int limit, SightingCursor? after) => _file.Read(reader =>
    {
        var (conditions, values) = SightingRows.Conditions(filter);
        if (after is { } place)
        {
            values.AddRange([place.First, place.Id]);
            conditions.Add($"(first, id) < (${values.Count - 1}, ${values.Count})");
        }

        // One more than asked tells whether there is a next page.
        var rows = reader.All(
            $"SELECT {SightingRows.Columns} FROM sighting WHERE {string.Join(" AND ", conditions)} ORDER BY first DESC, id DESC LIMIT {limit + 1}", SightingRows.Read, [.. values]);
        var more = rows.Count > limit;
        if (more)
            rows.RemoveAt(limit);
        return new SightingPage([.. rows.Select(row => WithLooks(reader, row))], more ? SightingCursor.After(rows[^1], filter) : null);
    });

    /// <inheritdoc/>
    public IReadOnlySet<long> Ids(SightingFilter filter) => _file.Read(reader =>
    {
        var (conditions, values) = SightingRows.Conditions(filter);
        return reader.All($"SELECT id FROM sighting WHERE {string.Join(" AND ", conditions)}", row => row.GetInt64(0), [.. values]).ToHashSet();
    });

    /// <inheritdoc/>
    public IReadOnlyList<LookVector> Vectors(long after, int most) => _file.Read(reader => reader.All(
        $"SELECT id, sighting, model, vector FROM look WHERE id > $1 ORDER BY id LIMIT {most}",
        row => new LookVector(row.GetInt64(0), row.GetInt64(1), new(row.GetString(2), MemoryMarshal.Cast<byte, float>(row.Blob(3)).ToArray())), after));

    /// <inheritdoc/>
    public IReadOnlySet<long> LookIds() => _file.Read(reader => reader.All("SELECT id FROM look", row => row.GetInt64(0)).ToHashSet());

    /// <inheritdoc/>
    public SightingExtent Extent() => _file.Read(reader => reader.All(
        "SELECT (SELECT count(*) FROM sighting), (SELECT count(*) FROM look), (SELECT min(first) FROM sighting)",
        row => new SightingExtent(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetTime(2)))[0]);

    /// <inheritdoc/>
    public Sighting? Show(long id) => _file.Read(reader =>
        reader.All($"SELECT {SightingRows.Columns} FROM sighting WHERE id = $1", SightingRows.Read, id) is [var found] ? WithLooks(reader, found) : null);

    /// <inheritdoc/>
    public IReadOnlyList<SeenLook> Looks(long id) => _file.Read(reader =>
        reader.All("SELECT at, model, vector, quality, jpeg FROM look WHERE sighting = $1 ORDER BY quality DESC, id", SightingRows.ReadLook, id));

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Picture(long look) => _file.Read(reader =>
        reader.Value("SELECT jpeg FROM look WHERE id = $1", look) is byte[] jpeg ? (ReadOnlyMemory<byte>?)jpeg : null);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Explanation(long id) => _file.Read(reader =>
        reader.Value("SELECT content FROM explanation WHERE sighting = $1", id) is byte[] content ? (ReadOnlyMemory<byte>?)content : null);

    /// <inheritdoc/>
    public IReadOnlyList<StrangerCount> Strangers(DateTimeOffset since) => _file.Read(reader => reader.All(
        $"SELECT camera, first / 3600000, count(*) FROM sighting WHERE first >= $1 AND state <> {(int)SightingState.Confirmed} AND {HasLooks} GROUP BY 1, 2 ORDER BY 1, 2",
        row => new StrangerCount(row.GetString(0), row.GetInt64(1), row.GetInt32(2)), since.ToUnixTimeMilliseconds()));

    /// <inheritdoc/>
    public IReadOnlyList<NameTally> Names(DateTimeOffset since) => _file.Read(reader => reader.All(
        $"""
        SELECT camera, min(first), count(*), sum(decided IS NOT NULL AND given IS NOT NULL AND person IS given), sum(decided IS NOT NULL AND (given IS NULL OR person IS NOT given))
        FROM sighting WHERE first >= $1 AND state = {(int)SightingState.Confirmed} GROUP BY camera ORDER BY camera
        """,
        row => new NameTally(row.GetString(0), row.GetTime(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)), since.ToUnixTimeMilliseconds()));

    /// <inheritdoc/>
    public IReadOnlyList<PersonCount> Named(DateTimeOffset since) => _file.Read(reader => reader.All(
        "SELECT camera, given, count(*) FROM sighting WHERE first >= $1 AND given IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
        row => new PersonCount(row.GetString(0), row.GetInt64(1), row.GetInt32(2)), since.ToUnixTimeMilliseconds()));

    /// <inheritdoc/>
    public bool Name(long id, SightingDecision decision, FormerDecision? former) => _file.Write(writer =>
    {
        if (writer.All("SELECT person FROM sighting WHERE id = $1", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), id) is not [var before])
            return false;
        UnfinishedWords.Kept(writer, id, [.. Namings.Of(writer, id).Templates.Except(decision.Templates)], before);
        writer.Run("UPDATE sighting SET person = $2, decided = $3 WHERE id = $1", id, Sql.OrNull(decision.Person), Sql.OrNull(decision.At?.ToUnixTimeMilliseconds()));
        return former is null ? Namings.TakeBack(writer, id, decision.Templates) : Namings.Add(writer, id, decision.Templates, former);
    });

    /// <inheritdoc/>
    public void Taught(long id, IReadOnlyList<long> templates) => _file.Write(writer =>
    {
        UnfinishedWords.Finished(writer, id);
        return Namings.Teach(writer, id, [.. Namings.Of(writer, id).Templates, .. templates]);
    });

    /// <inheritdoc/>
    public void Begin(long id, DateTimeOffset at) => _file.Write(writer => UnfinishedWords.Begin(writer, id, at));

    /// <inheritdoc/>
    public void Finished(long id) => _file.Write(writer => UnfinishedWords.Finished(writer, id));

    /// <inheritdoc/>
    public IReadOnlyList<UnfinishedWord> Unfinished() => _file.Read(UnfinishedWords.All);

    /// <inheritdoc/>
    public SightingHistory History(long id) => _file.Read(reader => Namings.Of(reader, id));

    /// <inheritdoc/>
    public bool Remove(long id) => _file.Erase(writer => writer.Run("DELETE FROM sighting WHERE id = $1", id) > 0, removed => removed);

    /// <inheritdoc/>
    public IReadOnlyList<long> People() => _file.Read(reader =>
        reader.All(
            """
            SELECT person FROM sighting WHERE person IS NOT NULL UNION SELECT given FROM sighting WHERE given IS NOT NULL
            UNION SELECT person FROM explained UNION SELECT person FROM naming WHERE person IS NOT NULL ORDER BY 1
            """,
            row => row.GetInt64(0)));

    /// <inheritdoc/>
    public void Reassign(long from, long into) => _file.Write(writer =>
    {
        writer.Run("UPDATE naming SET person = $2 WHERE person = $1", from, into);
        writer.Run("UPDATE sighting SET person = $2 WHERE person = $1", from, into);
        return writer.Run("UPDATE sighting SET given = $2 WHERE given = $1", from, into);
    });

    /// <inheritdoc/>
    public ForgottenPerson Forget(long person)
    {
        const string Theirs = "SELECT id FROM sighting WHERE person = $1", Spoken = "SELECT sighting FROM explained WHERE person = $1";
        var forgotten = _file.Erase(writer =>
        {
            var looks = (int)writer.Number($"SELECT count(*) FROM look WHERE sighting IN ({Theirs})", person);
            var explanations = writer.Run($"DELETE FROM explanation WHERE sighting IN ({Spoken}) OR sighting IN ({Theirs})", person);
            // Taken back from the person by an operator: somebody else's track, that nobody's name is left on.
            var names = writer.Run("UPDATE sighting SET given = NULL, said = NULL WHERE given = $1 AND person IS NOT $1", person);
            Namings.Forget(writer, person);
            writer.Run("UPDATE unfinished SET person = NULL, templates = '[]' WHERE person = $1", person);
            return new ForgottenPerson(writer.Run("DELETE FROM sighting WHERE person = $1", person), looks, explanations, names);
        });
        return forgotten with { Scrubbed = _file.IsScrubbed };
    }

    /// <inheritdoc/>
    public Purged Purge(DateTimeOffset known, DateTimeOffset unknown, bool dryRun)
    {
        const string Known = "FROM sighting WHERE person IS NOT NULL AND last < $1", Unknown = "FROM sighting WHERE person IS NULL AND last < $1";
        var (knownBefore, unknownBefore) = (known.ToUnixTimeMilliseconds(), unknown.ToUnixTimeMilliseconds());
        if (dryRun)
            return _file.Read(reader => new Purged((int)reader.Number($"SELECT count(*) {Known}", knownBefore), (int)reader.Number($"SELECT count(*) {Unknown}", unknownBefore)));

        for (var all = new Purged(0, 0); ;)
        {
            var some = _file.Erase(
                writer => new Purged(
                    writer.Run($"DELETE FROM sighting WHERE id IN (SELECT id {Known} LIMIT {PurgedAtOnce})", knownBefore),
                    writer.Run($"DELETE FROM sighting WHERE id IN (SELECT id {Unknown} LIMIT {PurgedAtOnce})", unknownBefore)),
                purged => purged is not { Known: 0, Unknown: 0 });
            all = new(all.Known + some.Known, all.Unknown + some.Unknown);
            if (some is { Known: < PurgedAtOnce, Unknown: < PurgedAtOnce })
                return all;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static long Add(SqliteConnection writer, NewSighting sighting)
    {
        var id = writer.Number(
            "INSERT INTO sighting (camera, first, last, frames, state, said, person, given, similarity, confidence, decided) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
            sighting.Camera, sighting.First.ToUnixTimeMilliseconds(), sighting.Last.ToUnixTimeMilliseconds(), sighting.Frames, (int)sighting.State,
            Sql.OrNull(sighting.Said), Sql.OrNull(sighting.Decision is { } word ? word.Person : sighting.Person), Sql.OrNull(sighting.Person), (double)sighting.Similarity, sighting.Confidence,
            Sql.OrNull(sighting.Decision?.At?.ToUnixTimeMilliseconds()));
        if (sighting.Decision is { } decision)
            Namings.Add(writer, id, decision.Templates, new(sighting.Person == decision.Person ? null : sighting.Person, null, Enrolled: false));
        foreach (var look in sighting.Looks)
        {
            writer.Run(
                "INSERT INTO look (sighting, at, model, vector, quality, jpeg) VALUES ($1, $2, $3, $4, $5, $6)",
                id, look.At.ToUnixTimeMilliseconds(), look.Embedding.Model, MemoryMarshal.AsBytes(look.Embedding.Vector.Span).ToArray(),
                (double)look.Quality, look.Picture.ToArray());
        }

        if (sighting.Explanation is { } explanation)
        {
            writer.Run("INSERT INTO explanation (sighting, content) VALUES ($1, $2)", id, explanation.Content.ToArray());
            foreach (var person in explanation.People.Distinct())
                writer.Run("INSERT INTO explained (sighting, person) VALUES ($1, $2)", id, person);
        }

        return id;
    }

    private static Sighting WithLooks(SqliteConnection reader, Sighting sighting) => sighting with
    {
        Looks = reader.All("SELECT id FROM look WHERE sighting = $1 ORDER BY quality DESC, id", row => row.GetInt64(0), sighting.Id),
    };
}
