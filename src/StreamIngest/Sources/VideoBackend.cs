namespace FaceStream.StreamIngest.Sources;

/// <summary>Who decodes.</summary>
public enum VideoBackend
{
    /// <summary>FFmpeg's libraries where they can be used, else a process.</summary>
    Auto,

    /// <summary>FFmpeg's libraries, in this process: the least work, and the password stays here.</summary>
    Libav,

    /// <summary>An <c>ffmpeg</c> of its own: its crash takes nothing else with it. The address, with its password, is on its command line.</summary>
    Process,
}
