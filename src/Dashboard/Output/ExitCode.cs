namespace FaceStream.Dashboard.Output;

/// <summary>How a command ended, for the scripts that called it.</summary>
internal enum ExitCode
{
    /// <summary>Everything that was asked for was done.</summary>
    Ok = 0,

    /// <summary>It could not be done.</summary>
    Failure = 1,

    /// <summary>The command line or the configuration is wrong; nothing was started.</summary>
    Usage = 2,

    /// <summary>Some of it was done; what was not is named.</summary>
    Partly = 3,

    /// <summary>A file, person, camera or model that was named does not exist.</summary>
    NotFound = 4,

    /// <summary>The input was understood and refused, such as a picture without a face.</summary>
    Refused = 5,

    /// <summary>Something FaceStream needs is missing or damaged; <c>facestream doctor</c> says what mends it.</summary>
    DependencyMissing = 6,

    /// <summary>Stopped by Ctrl-C or a signal.</summary>
    Interrupted = 130,
}
