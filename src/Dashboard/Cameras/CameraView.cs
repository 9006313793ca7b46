namespace FaceStream.Dashboard.Cameras;

/// <summary>A camera as the API shows it.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Source">Where the video is, without user name and password.</param>
/// <param name="State">In a word: connecting, live, stalled, backoff, unauthorized, ended, failed or disabled.</param>
/// <param name="Reason">Why, for people; empty while live.</param>
/// <param name="Since">When the state began.</param>
/// <param name="NextTry">When it is opened again, while waiting for that.</param>
/// <param name="Width">Of the latest picture, in pixels.</param>
/// <param name="Height">Of the latest picture, in pixels.</param>
/// <param name="Fps">Decoded pictures a second.</param>
/// <param name="Codec">Such as h264.</param>
/// <param name="Decoded">Pictures since the start.</param>
/// <param name="Processed">Pictures whose result was published.</param>
/// <param name="Dropped">Pictures that were not recognised, by reason.</param>
/// <param name="LatencyMs">From the decoded picture to its result.</param>
public sealed record CameraView(
    string Name, string Source, string State, string Reason, DateTimeOffset Since, DateTimeOffset? NextTry,
    int Width, int Height, double Fps, string Codec, long Decoded, long Processed,
    IReadOnlyDictionary<string, long> Dropped, LatencyView LatencyMs)
{
    /// <summary>What the decoding is done by: software, nvdec or vaapi; empty before the first picture.</summary>
    public string Decoder { get; init; } = "";

    /// <summary>Why that is not what was asked for, for people; empty when it is.</summary>
    public string DecoderNotice { get; init; } = "";
}

/// <summary>Two percentiles, in milliseconds; 0 before the first measurement.</summary>
/// <param name="P50">Half are faster.</param>
/// <param name="P95">One in twenty is slower.</param>
public sealed record LatencyView(double P50, double P95);
