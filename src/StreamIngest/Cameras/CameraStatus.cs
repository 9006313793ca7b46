using FaceStream.StreamIngest.Cameras.Sharp;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>What a camera is doing, in a word.</summary>
public enum CameraState
{
    /// <summary>Being opened.</summary>
    Connecting,

    /// <summary>Frames arrive.</summary>
    Live,

    /// <summary>Open, but silent.</summary>
    Stalled,

    /// <summary>Lost; waits before the next try.</summary>
    Backoff,

    /// <summary>Refuses the user name or password; tried again only once a minute.</summary>
    Unauthorized,

    /// <summary>A file that was read to its end, or a camera that was told to stop.</summary>
    Ended,

    /// <summary>Cannot work however often it is tried.</summary>
    Failed,

    /// <summary>Switched off in the configuration.</summary>
    Disabled,
}

/// <summary>A camera's state with its reason, as shown to people.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Reason">Why, in words for an operator and without secrets; empty while live.</param>
/// <param name="Since">When the state began.</param>
/// <param name="NextTry">When it is opened again, while waiting for that.</param>
/// <param name="Width">Columns of the latest picture, 0 before the first.</param>
/// <param name="Height">Rows of the latest picture.</param>
/// <param name="Fps">Decoded pictures a second over the last seconds.</param>
/// <param name="Codec">Such as <c>h264</c>; empty before the first picture.</param>
public sealed record CameraStatus(
    CameraState State, string Reason, DateTimeOffset Since, DateTimeOffset? NextTry,
    int Width, int Height, double Fps, string Codec)
{
    /// <summary>A <see cref="Fault"/>: it was told to stop.</summary>
    public const string Stopped = "stopped";

    /// <summary>A <see cref="Fault"/>: none of those that were thought of.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>All that <see cref="Fault"/> can be, but for nothing.</summary>
    public static IReadOnlyList<string> Faults { get; } = [.. Enum.GetValues<SourceFault>().Select(fault => fault.Label), Stopped, Unexpected];

    /// <summary>The reason in a word, such as <c>unauthorized</c>, for those who have words of their own; empty where there is no reason.</summary>
    public string Fault { get; init; } = "";

    /// <summary>What the decoding is done by: software, nvdec or vaapi; empty before the first picture.</summary>
    public string Decoder { get; init; } = "";

    /// <summary>Why that is not what was asked for, in words; empty when it is.</summary>
    public string DecoderNotice { get; init; } = "";

    /// <summary>How the sharp one of two streams does; null where there is one stream.</summary>
    public SharpStatus? Sharp { get; init; }
}
