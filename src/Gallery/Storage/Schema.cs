using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>The tables of a kind of file, and the way from each older version of them to this one.</summary>
/// <param name="Name">What errors call the file.</param>
/// <param name="ApplicationId">Marks the file as ours.</param>
/// <param name="Synchronous">SQLite's word for what a commit survives.</param>
/// <param name="Steps">The way from an empty file to the newest version.</param>
internal sealed record Schema(string Name, int ApplicationId, string Synchronous, IReadOnlyList<string> Steps)
{
    /// <summary>People and templates, marked "FSgl". A commit survives the loss of power.</summary>
    public static Schema Gallery => new("gallery", 0x4653_676C, "FULL", GallerySteps);

    /// <summary>
    /// The steps so far. A file's <c>user_version</c> counts those it has had, so step <c>n</c> leads from version
    /// <c>n</c> to <c>n + 1</c>. Add to the end; never change a step that was released.
    /// </summary>
    private static IReadOnlyList<string> GallerySteps { get; } =
    [
        // Ids are never reused (AUTOINCREMENT), so that an old reference never means somebody else.
        // Names are apart from vectors, pictures apart from both: each can be encrypted, or scanned, without the others.
        """
        CREATE TABLE model (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            dimension INTEGER NOT NULL CHECK (dimension > 0)
        ) STRICT;
        CREATE TABLE person (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            key TEXT NOT NULL UNIQUE,           -- equal for twins, see PersonName.Key
            created INTEGER NOT NULL            -- milliseconds since 1970, UTC
        ) STRICT;
        CREATE TABLE template (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
            model INTEGER NOT NULL REFERENCES model (id),
            vector BLOB NOT NULL,               -- dimension floats, little-endian, length 1
            quality REAL NOT NULL,
            pictured INTEGER NOT NULL,          -- 1: has a row in picture
            source TEXT NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;
        -- All that a list of people and the keys of templates ask for, so that neither touches a vector.
        CREATE INDEX template_by_person ON template (person, model, pictured, quality);
        CREATE TABLE picture (
            template INTEGER PRIMARY KEY REFERENCES template (id) ON DELETE CASCADE,
            jpeg BLOB NOT NULL
        ) STRICT;
        """,

        // Templates that show nothing new are kept, and not searched; and an id that was given away is still understood after re-embedding.
        """
        ALTER TABLE template ADD COLUMN standing INTEGER NOT NULL DEFAULT 0;    -- Standing: 0 searched, 1 set aside, 2 restored
        ALTER TABLE template ADD COLUMN covered_by INTEGER;     -- of one that is set aside: the template that shows as much,
        ALTER TABLE template ADD COLUMN likeness REAL;          -- and the cosine of the two
        ALTER TABLE template ADD COLUMN yaw REAL;               -- degrees; NULL where the pose was not measured
        ALTER TABLE template ADD COLUMN pitch REAL;
        ALTER TABLE template ADD COLUMN digest BLOB;            -- SHA-256 of the picture's file, where there was one
        ALTER TABLE template ADD COLUMN origin INTEGER;         -- the id that it had before it was embedded again
        DROP INDEX template_by_person;
        CREATE INDEX template_by_person ON template (person, model, standing, pictured, quality);
        CREATE INDEX template_by_origin ON template (origin) WHERE origin IS NOT NULL;
        """,

        // Whoever was enrolled before the step above, and has more templates of a model than are kept in any case, is looked at once.
        """
        CREATE TABLE unsettled (
            person INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE
        ) STRICT;
        INSERT INTO unsettled SELECT DISTINCT person FROM (SELECT person FROM template GROUP BY person, model HAVING count(*) > 5);
        """,

        "ALTER TABLE person ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;    -- 1: left out of lists and suggestions, and recognised like everybody",

        "ALTER TABLE template ADD COLUMN forced TEXT;    -- why it would have been refused, in a word such as blurred; NULL where nobody had to force it",
    ];

    /// <summary>Takes the missing steps, all or none, after a copy of what is there; needs, and so tests, the right to write.</summary>
    public void Migrate(SqliteConnection connection, string path)
    {
        if ((int)connection.Number("PRAGMA user_version") is > 0 and var old && old < Steps.Count)
            MigrationBackup.Take(connection, path, Steps.Count);

        using var transaction = connection.BeginTransaction(deferred: false);
        var version = (int)connection.Number("PRAGMA user_version");
        foreach (var step in Steps.Skip(version))
            connection.Run(step);
        if (version < Steps.Count)
        {
            connection.Run($"PRAGMA application_id = {ApplicationId}");
            connection.Run($"PRAGMA user_version = {Steps.Count}");
        }

        transaction.Commit();
    }
}
