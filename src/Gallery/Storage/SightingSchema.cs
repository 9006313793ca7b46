namespace FaceStream.Gallery.Storage;

/// <summary>The tables of sightings.</summary>
internal static class SightingSchema
{
    /// <summary>Marked "FSsi". The last commits before a loss of power may be lost, none is torn.</summary>
    /// <remarks>A file of its own: people change seldom and must last, sightings come by the second and expire.</remarks>
    public static Schema Current => new("record of sightings", 0x4653_7369, "NORMAL", Steps);

    private static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE sighting (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            camera TEXT NOT NULL,
            first INTEGER NOT NULL,             -- milliseconds since 1970, UTC
            last INTEGER NOT NULL,
            frames INTEGER NOT NULL,
            state INTEGER NOT NULL,             -- SightingState, as it was said then
            said TEXT,                          -- the name that was shown then
            person INTEGER,                     -- who it is taken for now, of the gallery
            similarity REAL NOT NULL,
            confidence REAL NOT NULL
        ) STRICT;
        CREATE INDEX sighting_by_time ON sighting (first);
        CREATE INDEX sighting_by_camera ON sighting (camera, first);
        CREATE INDEX sighting_by_person ON sighting (person, first) WHERE person IS NOT NULL;
        CREATE TABLE look (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sighting INTEGER NOT NULL REFERENCES sighting (id) ON DELETE CASCADE,
            at INTEGER NOT NULL,
            model TEXT NOT NULL,
            vector BLOB NOT NULL,               -- floats, little-endian, length 1
            quality REAL NOT NULL,
            jpeg BLOB NOT NULL
        ) STRICT;
        CREATE INDEX look_by_sighting ON look (sighting, quality);
        """,
        """
        ALTER TABLE sighting ADD COLUMN decided INTEGER;    -- when somebody said who it was, milliseconds since 1970, UTC
        CREATE INDEX sighting_undecided ON sighting (first) WHERE decided IS NULL;
        """,

        // Why a name was given outlives the process, and a name that was taken back is known as such.
        // Of older sightings it is not known whether the person is the one that was named then; it mostly is.
        """
        ALTER TABLE sighting ADD COLUMN given INTEGER;      -- whom it was named as at the time, of the gallery
        UPDATE sighting SET given = person WHERE state = 2;
        CREATE INDEX sighting_by_name ON sighting (given, first) WHERE given IS NOT NULL;
        CREATE TABLE explanation (
            sighting INTEGER PRIMARY KEY REFERENCES sighting (id) ON DELETE CASCADE,
            content BLOB NOT NULL               -- whatever the host wrote
        ) STRICT;
        CREATE TABLE explained (
            sighting INTEGER NOT NULL REFERENCES explanation (sighting) ON DELETE CASCADE,
            person INTEGER NOT NULL,            -- of whom the explanation speaks
            PRIMARY KEY (sighting, person)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX explained_by_person ON explained (person);
        """,
        """
        CREATE TABLE naming (                   -- the words on a sighting that can be taken back, the last of them first
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sighting INTEGER NOT NULL REFERENCES sighting (id) ON DELETE CASCADE,
            templates TEXT NOT NULL,            -- a JSON list: what was enrolled from its looks, and is in the gallery
            person INTEGER,                     -- what held before: who it was taken for,
            decided INTEGER,                    -- since when,
            enrolled INTEGER NOT NULL           -- 1: and its looks were enrolled under that person
        ) STRICT;
        CREATE INDEX naming_by_sighting ON naming (sighting, id);
        """,
        """
        CREATE TABLE unfinished (               -- words whose change of the gallery is under way: what a process that was killed leaves is put right at the next start
            sighting INTEGER PRIMARY KEY REFERENCES sighting (id) ON DELETE CASCADE,
            since INTEGER,                      -- its looks that the gallery took up from then on (milliseconds since 1970, UTC) have no word yet; NULL: the word is kept
            templates TEXT NOT NULL,            -- a JSON list: what leaves the gallery because of the word
            person INTEGER                      -- who it was taken for before
        ) STRICT;
        """,
    ];
}
