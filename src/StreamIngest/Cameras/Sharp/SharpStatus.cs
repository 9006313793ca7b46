namespace FaceStream.StreamIngest.Cameras.Sharp;

/// <summary>How the sharp stream of a camera does.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Reason">Why, in words and without secrets; empty while live.</param>
/// <param name="Width">Columns of its latest picture, 0 before the first.</param>
/// <param name="Height">Rows of its latest picture.</param>
/// <param name="Fps">Decoded pictures a second.</param>
/// <param name="Used">Faces are cut from it.</param>
/// <param name="Skew">How much later than the detection stream's picture the latest nearest one was taken.</param>
public sealed record SharpStatus(CameraState State, string Reason, int Width, int Height, double Fps, bool Used, TimeSpan Skew)
{
    /// <summary>The reason in a word, one of <see cref="CameraStatus.Faults"/>; empty where there is none.</summary>
    public string Fault { get; init; } = "";

    /// <summary>Why it is not used, for people; empty when it is.</summary>
    public string Notice => Used ? "" : "faces are cut from the detection stream, because the sharp one " + (State, Reason) switch
    {
        (CameraState.Connecting, _) => "is being opened",
        (CameraState.Live, _) => FormattableString.Invariant($"shows other moments: its nearest picture is {Skew.Duration().TotalSeconds:0.00} s away"),
        (_, { Length: > 0 } why) => $"is away: {why}",
        _ => "is not read",
    };
}
