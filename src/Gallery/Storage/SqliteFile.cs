using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FaceStream.Gallery.Storage;

/// <summary>Opens a file of ours: looks first, and changes nothing before it is known to be one.</summary>
internal static partial class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens or creates the file and brings it to the newest version.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="wait">How long to wait for another process's lock.</param>
    /// <param name="schema">The kind of file it is, or becomes.</param>
    public static SqliteConnection Open(string path, TimeSpan wait, Schema schema)
    {
        Create(path, schema.Name);
        var connection = Connect(path, wait);
        try
        {
            Recognise(connection, path, schema);

            // 8 KiB pages hold three vectors of 512 floats; 4 KiB pages hold one and waste the rest. Counts only in a new file.
            connection.Run("PRAGMA page_size = 8192");
            if (connection.Value("PRAGMA journal_mode = WAL") is not "wal" and var mode)
            {
                throw new GalleryException(GalleryFault.Unavailable, path, $"is on a disk that cannot keep a write-ahead log (journal mode {mode})",
                    "Put it on a local disk; network shares lose data.", store: schema.Name);
            }

            connection.Run($"PRAGMA synchronous = {schema.Synchronous}");
            connection.Run("PRAGMA secure_delete = ON");     // what is removed is overwritten
            schema.Migrate(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection with foreign keys on, which waits for locks.</summary>
    public static SqliteConnection Connect(string path, TimeSpan wait)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            Pooling = false,

            // The library retries for this long after SQLite itself has waited; its least is a second.
            DefaultTimeout = 1,
        }.ToString());
        connection.Open();
        connection.Run($"PRAGMA busy_timeout = {(int)wait.TotalMilliseconds}");
        return connection;
    }

    /// <summary>Whatever is written into a file that nobody finds any more is lost.</summary>
    /// <exception cref="GalleryException">The open file is no longer the one that its path names.</exception>
    public static void MustBeInPlace(SqliteConnection connection, string path, string store)
    {
        const int HasMoved = 20;     // SQLITE_FCNTL_HAS_MOVED
        if (FileControl(connection.Handle!, "main", HasMoved, out var moved) == raw.SQLITE_OK && moved != 0)
        {
            throw new GalleryException(GalleryFault.Unavailable, path, "was moved, removed or replaced while it was in use",
                "Put it back, or restart FaceStream to go on with what is there now.", store: store);
        }
    }

    /// <summary>An empty file that is its owner's alone.</summary>
    public static void CreateEmpty(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        new FileStream(path, options).Dispose();
    }

    /// <summary>Faces are nobody else's business: the file belongs to its owner alone, and SQLite gives its journals the same rights.</summary>
    private static void Create(string path, string store)
    {
        if (File.Exists(path))
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            CreateEmpty(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was quicker. To open the file here would be wrong: closing it again drops the locks
            // that SQLite holds in this process (https://sqlite.org/howtocorrupt.html, 2.2).
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Uncreatable(path, e, store);
        }
    }

    private static GalleryException Uncreatable(string path, Exception error, string store)
    {
        if (Directory.Exists(path))
            return new(GalleryFault.Unavailable, path, "is a folder", "Name a file in it.", error, store);
        const int NoSpace = 28;     // ENOSPC, as .NET passes it on in HResult
        return error.HResult == NoSpace
            ? new(GalleryFault.DiskFull, path, "has no space left on its disk", "Free some space and try again.", error, store)
            : new(GalleryFault.ReadOnly, path, $"cannot be created ({error.Message})",
                "Make its folder writable for this user, or name a file elsewhere.", error, store);
    }

    /// <summary>New, ours, another program's, or from the future?</summary>
    private static void Recognise(SqliteConnection connection, string path, Schema schema)
    {
        // One moment for all three questions: another process may be making the file right now.
        using var moment = connection.BeginTransaction(deferred: true);
        var version = connection.Number("PRAGMA user_version");
        var application = connection.Number("PRAGMA application_id");
        var isNew = version == 0 && application == 0 && connection.Number("SELECT count(*) FROM sqlite_schema") == 0;
        if (!isNew && application != schema.ApplicationId)
        {
            throw new GalleryException(GalleryFault.NotADatabase, path, $"is not a {schema.Name}: it is a database of another kind, or of another program",
                "Name another file; this one was not changed.", store: schema.Name);
        }

        if (version > schema.Steps.Count)
        {
            throw new GalleryException(GalleryFault.NewerVersion, path, $"has version {version}, and this FaceStream knows {schema.Steps.Count}",
                "A newer FaceStream wrote it: update this one. The file was not changed.", store: schema.Name);
        }
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileControl(sqlite3 database, string name, int control, out int answer);
}
