using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Dashboard.Cameras;

/// <summary>The cameras that run, as they are at this moment.</summary>
public interface ICameraBoard
{
    /// <summary>One reading for each configured camera, in the order of the configuration.</summary>
    IReadOnlyList<CameraReading> Read();
}

/// <summary>What one camera says of itself.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Source">Where the video is, without user name and password.</param>
/// <param name="Status">Its state with the reason.</param>
/// <param name="Decoded">Pictures decoded since the start.</param>
/// <param name="Dropped">Pictures that were not recognised, by reason.</param>
/// <param name="LastFrame">When the latest picture arrived; null before the first.</param>
/// <param name="Area">Where in its pictures faces are looked for.</param>
public sealed record CameraReading(
    string Name, string Source, CameraStatus Status, long Decoded,
    IReadOnlyDictionary<DropReason, long> Dropped, DateTimeOffset? LastFrame, SearchArea Area)
{
    /// <summary>The smaller stream in which faces are looked for, masked; empty where the source does both.</summary>
    public string DetectSource { get; init; } = "";
}
