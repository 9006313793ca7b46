using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FaceStream.Gallery.Storage;

/// <summary>SQLite's result codes in an operator's words.</summary>
internal static class SqliteFault
{
    /// <summary>What <paramref name="error"/> means for the <paramref name="store"/> at <paramref name="path"/>.</summary>
    public static GalleryException Explain(SqliteException error, string path, string store = "gallery") => error.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => new(GalleryFault.NotADatabase, path, $"is not a {store}: the file is not a database",
            "Name another file, or move this one away; it was not changed.", error, store),
        raw.SQLITE_CORRUPT => Damaged(path, error.Message, error, store),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(GalleryFault.Locked, path, "is locked by another process",
            "Try again when the backup or the other program is done; 'fuser' with the path tells which it is. Nothing was changed.", error, store),
        // SQLite says no more than "cannot open" when it may not make its journals beside the file.
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN when !IsWritable(Path.GetDirectoryName(path)!) => ReadOnly(path, error, store),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => ReadOnly(path, error, store),
        raw.SQLITE_FULL => new(GalleryFault.DiskFull, path, "has no space left on its disk",
            "Free some space and try again; nothing was changed.", error, store),
        _ => new(GalleryFault.Unavailable, path, $"cannot be used ({error.Message})",
            "Check that the path is right, that the disk is healthy and that this user may open the file.", error, store),
    };

    /// <summary>It was one once.</summary>
    public static GalleryException Damaged(string path, string what, Exception? inner = null, string store = "gallery") =>
        new(GalleryFault.Corrupt, path, $"is damaged ({what})",
            "Stop FaceStream, move the file and the -wal and -shm files beside it away, and put a copy from your backup in its place.", inner, store);

    private static GalleryException ReadOnly(string path, SqliteException error, string store) =>
        new(GalleryFault.ReadOnly, path, "cannot be written",
            "Make the file, its folder and its disk writable for this user, or name a file elsewhere.", error, store);

    private static bool IsWritable(string folder)
    {
        try
        {
            File.Create(Path.Combine(folder, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
