namespace FaceStream.StreamIngest.Sources;

/// <summary>A video cannot be read, or not any further. The message names it, says why and what to do, and holds no password.</summary>
public class SourceException(SourceFault fault, string message) : Exception(message)
{
    /// <summary>The kind of failure.</summary>
    public SourceFault Fault { get; } = fault;

    /// <summary>It may pass by itself, so that a camera is tried again.</summary>
    public bool MayPass { get; init; } = fault != SourceFault.BadAddress;
}

/// <summary>Why a video cannot be read.</summary>
public enum SourceFault
{
    /// <summary>The address is not one that FaceStream reads.</summary>
    BadAddress,

    /// <summary>There is no such file, or the camera has no stream at that path.</summary>
    Missing,

    /// <summary>The file cannot be opened: a directory, no permission.</summary>
    Unreadable,

    /// <summary>The file has no bytes.</summary>
    Empty,

    /// <summary>The bytes are not a video that FaceStream reads.</summary>
    NotVideo,

    /// <summary>An MP4 without its index: a recording that was cut off.</summary>
    NoIndex,

    /// <summary>Sound, but no pictures.</summary>
    NoVideo,

    /// <summary>A codec that this machine's FFmpeg cannot decode, or pictures beyond the size limit.</summary>
    Unsupported,

    /// <summary>The camera refuses the user name or password.</summary>
    Unauthorized,

    /// <summary>The host's name is not known.</summary>
    NameNotFound,

    /// <summary>Nothing answers at the address.</summary>
    Unreachable,

    /// <summary>No answer within the limit.</summary>
    Timeout,

    /// <summary>Was open, then fell silent.</summary>
    Stalled,

    /// <summary>The other side closed the connection.</summary>
    Lost,

    /// <summary>Too many packets in a row cannot be decoded.</summary>
    Damaged,
}

/// <summary>The words for <see cref="SourceFault"/> in metrics and answers.</summary>
public static class SourceFaults
{
    extension(SourceFault fault)
    {
        /// <summary>The label value, such as <c>name_not_found</c>.</summary>
        public string Label => fault switch
        {
            SourceFault.BadAddress => "bad_address",
            SourceFault.Missing => "missing",
            SourceFault.Unreadable => "unreadable",
            SourceFault.Empty => "empty",
            SourceFault.NotVideo => "not_video",
            SourceFault.NoIndex => "no_index",
            SourceFault.NoVideo => "no_video",
            SourceFault.Unsupported => "unsupported",
            SourceFault.Unauthorized => "unauthorized",
            SourceFault.NameNotFound => "name_not_found",
            SourceFault.Unreachable => "unreachable",
            SourceFault.Timeout => "timeout",
            SourceFault.Stalled => "stalled",
            SourceFault.Lost => "lost",
            _ => "damaged",
        };
    }
}
