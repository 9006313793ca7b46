namespace FaceStream.Gallery;

/// <summary>What is wrong with a store.</summary>
public enum GalleryFault
{
    /// <summary>The file is something else: not a database, or another program's.</summary>
    NotADatabase,

    /// <summary>A newer FaceStream wrote it.</summary>
    NewerVersion,

    /// <summary>The file, its folder or its disk cannot be written.</summary>
    ReadOnly,

    /// <summary>Another process kept it locked for longer than the wait.</summary>
    Locked,

    /// <summary>No space left.</summary>
    DiskFull,

    /// <summary>It is one, but damaged.</summary>
    Corrupt,

    /// <summary>It cannot be opened, read or reached, or it went away.</summary>
    Unavailable,
}

/// <summary>The store failed. The message is for an operator: what, which file, what to do.</summary>
public sealed class GalleryException(GalleryFault fault, string path, string cause, string remedy, Exception? inner = null, string store = "gallery")
    : Exception($"The {store} {path} {cause}. {remedy}", inner)
{
    /// <summary>The kind of failure, for an exit code or a status.</summary>
    public GalleryFault Fault => fault;

    /// <summary>The store's file.</summary>
    public string Path => path;

    /// <summary>What is wrong, without the path: <c>is full</c>.</summary>
    public string Cause => cause;

    /// <summary>What the operator can do about it.</summary>
    public string Remedy => remedy;
}

/// <summary>Why the gallery would not do what it was asked.</summary>
public enum GalleryRefusal
{
    /// <summary>The name is empty, too long, or has characters that a name has not.</summary>
    BadName,

    /// <summary>Another person has this name.</summary>
    NameTaken,

    /// <summary>Two people are needed, and one was named twice.</summary>
    SamePerson,

    /// <summary>The embedding is not a finite unit vector of its model's dimension.</summary>
    BadEmbedding,

    /// <summary>The file is no export of people, is damaged, or a newer FaceStream wrote it.</summary>
    BadArchive,

    /// <summary>Nobody has this id or name.</summary>
    NoSuchPerson,

    /// <summary>No template has this id.</summary>
    NoSuchTemplate,
}

/// <summary>The gallery is well, but refuses what it was asked; nothing was changed.</summary>
public sealed class GalleryRefusedException(GalleryRefusal reason, string message) : Exception(message)
{
    /// <summary>The reason, for an exit code or a status.</summary>
    public GalleryRefusal Reason => reason;

    /// <summary>Who has the name, of <see cref="GalleryRefusal.NameTaken"/>; else null.</summary>
    public Person? Holder { get; init; }
}
