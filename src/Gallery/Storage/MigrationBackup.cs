using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>A copy of a file as its older version left it, beside it, for the way back to the program that wrote it.</summary>
internal static class MigrationBackup
{
    private const string Mark = ".before-version-";

    /// <summary>Copies the file before the step to <paramref name="next"/>; a copy of the same step is replaced.</summary>
    /// <exception cref="GalleryException">There is no room or no right for it; nothing was changed.</exception>
    public static void Take(SqliteConnection connection, string path, int next) => Explained(path, "cannot be copied before it is brought up to date", () =>
    {
        // Whole under its name, or not there: VACUUM INTO writes to another name first.
        var (copy, partial) = ($"{path}{Mark}{next}", $"{path}{Mark}{next}.partial");
        File.Delete(partial);
        try
        {
            SqliteFile.CreateEmpty(partial);
            connection.Run("VACUUM INTO $1", partial);
            File.Move(partial, copy, overwrite: true);
        }
        finally
        {
            File.Delete(partial);       // where there was no room for all of it, it has taken what there was
        }

        return copy;
    });

    /// <summary>Removes every copy: who is forgotten must not live on in one.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="GalleryException">One is still there.</exception>
    public static int RemoveAll(string path) => Explained(path, "has copies of an older version beside it that cannot be removed", () =>
    {
        var copies = Directory.GetFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}{Mark}*");
        Array.ForEach(copies, File.Delete);
        return copies.Length;
    });

    private static T Explained<T>(string path, string failed, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GalleryException(GalleryFault.Unavailable, path, $"{failed} ({e.Message})", "Make its folder writable for this user, or remove them by hand.", e);
        }
    }
}
