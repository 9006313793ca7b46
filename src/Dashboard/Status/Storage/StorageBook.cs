using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Status.Storage;

/// <summary>Looks at the databases and their disks. Counting reads an index through, so pages that ask every other second are told what was found last.</summary>
internal sealed class StorageBook(GalleryService gallery, SightingService sightings, SightingOptions policy, TimeProvider time)
{
    // A million sightings are counted in some 50 ms, and change by a few in this time.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    // At ten tracks a second a gigabyte lasts an hour: time enough to make room, or for the hourly purge.
    private const long LeastFree = 1L << 30;
    private const int LeastFreeShare = 20;

    private readonly Lock _lock = new();
    private StorageView? _seen;
    private long _seenAt;

    /// <summary>What is kept, and what room is left.</summary>
    public StorageView Read()
    {
        lock (_lock)
        {
            if (_seen is null || time.GetElapsedTime(_seenAt) >= Fresh)
                (_seen, _seenAt) = (Look(), time.GetTimestamp());
            return _seen;
        }
    }

    /// <summary>Whether room is short on a disk with so much of it free.</summary>
    public static bool IsScarce(long free, long total) => free < Math.Min(LeastFree, total / LeastFreeShare);

    private StorageView Look()
    {
        var kept = Count(sightings.Extent);
        return new(
            new(gallery.Location, Size(gallery.Location), DiskOf(gallery.Location), gallery.People.Count, Count(gallery.List)?.Sum(person => person.Templates + person.SetAside)),
            new(sightings.Location, Size(sightings.Location), DiskOf(sightings.Location), kept?.Sightings, kept?.Looks, kept?.Oldest,
                new(policy.Keep, policy.KnownDays, policy.UnknownDays)));
    }

    private static T? Count<T>(Func<T> count) where T : class
    {
        try
        {
            return count();
        }
        catch (GalleryException)
        {
            return null;        // the readiness check says why
        }
    }

    /// <summary>With the journal, which holds what was written last and can be as large as the file.</summary>
    private static long Size(string path) => ((string[])[path, path + "-wal"]).Select(file => new FileInfo(file)).Sum(file => file.Exists ? file.Length : 0);

    private static DiskView? DiskOf(string path)
    {
        try
        {
            var disk = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new(disk.AvailableFreeSpace, disk.TotalSize, IsScarce(disk.AvailableFreeSpace, disk.TotalSize));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
