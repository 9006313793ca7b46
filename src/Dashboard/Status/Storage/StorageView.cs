namespace FaceStream.Dashboard.Status.Storage;

/// <summary>What is kept on disk. Counts are as of a few seconds ago.</summary>
/// <param name="Gallery">The people.</param>
/// <param name="Sightings">Those who were seen.</param>
public sealed record StorageView(GalleryFileView Gallery, SightingsFileView Sightings);

/// <summary>The people's database.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Of the file and its journal.</param>
/// <param name="Disk">The one that it is on; null when the system does not say.</param>
/// <param name="People">Enrolled.</param>
/// <param name="Templates">Of all of them, also those that are set aside, or of another embedder; null when they cannot be counted now.</param>
public sealed record GalleryFileView(string Path, long Bytes, DiskView? Disk, int People, int? Templates);

/// <summary>The database of those who were seen.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Of the file and its journal.</param>
/// <param name="Disk">The one that it is on; null when the system does not say.</param>
/// <param name="Sightings">Kept; null when they cannot be counted now.</param>
/// <param name="Crops">Of all of them.</param>
/// <param name="Oldest">When the first of them began; null when there is none.</param>
/// <param name="Policy">How long they are kept.</param>
public sealed record SightingsFileView(string Path, long Bytes, DiskView? Disk, long? Sightings, long? Crops, DateTimeOffset? Oldest, RetentionView Policy);

/// <summary>A disk, or what of it is this system's.</summary>
/// <param name="FreeBytes">That this user may still fill.</param>
/// <param name="TotalBytes">All of it.</param>
/// <param name="Scarce">Less is free than a gigabyte, or on a small disk a twentieth of it: make room soon.</param>
public sealed record DiskView(long FreeBytes, long TotalBytes, bool Scarce);

/// <summary>How long sightings are kept, as configured.</summary>
/// <param name="Keep">Whether any are.</param>
/// <param name="KnownDays">Those of enrolled people.</param>
/// <param name="UnknownDays">Those of everybody else.</param>
public sealed record RetentionView(bool Keep, int KnownDays, int UnknownDays);
