namespace FaceStream.StreamIngest.Cameras;

/// <summary>What outlives a session when another takes its place: without it, counts would begin anew and old tracks go on.</summary>
/// <param name="Counters">Of all sessions of that name.</param>
/// <param name="Epoch">That of the next stream.</param>
/// <param name="Packets">The number of the last packet: who watches acknowledges by number.</param>
public sealed record CameraPast(CameraCounters Counters, int Epoch, long Packets);
