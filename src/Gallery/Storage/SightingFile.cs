using Microsoft.Data.Sqlite;

namespace FaceStream.Gallery.Storage;

/// <summary>The file of sightings: a connection that writes, and one that answers, so that lists never wait for a commit.</summary>
internal sealed class SightingFile : IDisposable
{
    private readonly SqliteConnection _writer, _reader;
    private readonly Lock _writing = new(), _reading = new();
    private readonly TimeSpan _wait;
    private volatile bool _unscrubbed = true;    // the journal may hold what was removed; at the start, by a process that was killed

    /// <summary>Opens or creates the file.</summary>
    /// <param name="location">Full path.</param>
    /// <param name="wait">How long to wait for another process's lock.</param>
    /// <exception cref="GalleryException">With cause and remedy.</exception>
    public SightingFile(string location, TimeSpan wait)
    {
        (Location, _wait) = (location, wait);
        _writer = Explained(() => SqliteFile.Open(location, wait, SightingSchema.Current));
        try
        {
            _reader = Explained(() => SqliteFile.Connect(location, wait));
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <summary>Full path.</summary>
    public string Location { get; }

    /// <summary>Nothing that was removed is left in the journal.</summary>
    public bool IsScrubbed => !_unscrubbed;

    /// <summary>Asks for something as it is at one moment.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        lock (_reading)
        {
            return Explained(() =>
            {
                using var moment = _reader.BeginTransaction(deferred: true);
                return query(_reader);
            });
        }
    }

    /// <summary>Changes something, as a whole or not at all.</summary>
    public T Write<T>(Func<SqliteConnection, T> change)
    {
        T result;
        lock (_writing)
        {
            result = Explained(() =>
            {
                SqliteFile.MustBeInPlace(_writer, Location, SightingSchema.Current.Name);
                using var transaction = _writer.BeginTransaction(deferred: false);
                var changed = change(_writer);
                transaction.Commit();
                return changed;
            });
        }

        if (_unscrubbed)
            Scrub();
        return result;
    }

    /// <summary>
    /// Removes something for good: no journal and no older copy of the file shows it. A copy that cannot be removed is an error, and nothing is removed then.
    /// </summary>
    /// <param name="change">Removes it.</param>
    /// <param name="removed">Says of what <paramref name="change"/> returned whether there was anything; null for always.</param>
    public T Erase<T>(Func<SqliteConnection, T> change, Func<T, bool>? removed = null) => Write(writer =>
    {
        var gone = change(writer);
        if (removed?.Invoke(gone) != false)
        {
            MigrationBackup.RemoveAll(Location);
            _unscrubbed = true;
        }

        return gone;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_reading)
            _reader.Dispose();
        lock (_writing)
            _writer.Dispose();
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
