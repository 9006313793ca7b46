using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Cameras;

/// <summary>Reads the sessions that run.</summary>
/// <param name="sessions">Those of this moment; cameras may come and go.</param>
internal sealed class SessionBoard(Func<IEnumerable<CameraSession>> sessions) : ICameraBoard
{
    private static readonly DropReason[] Reasons = Enum.GetValues<DropReason>();

    public IReadOnlyList<CameraReading> Read() => [.. sessions().Select(session => new CameraReading(
        session.Options.Name, SourceAddress.Mask(session.Options.Source), session.Status, session.Counters.Decoded,
        Reasons.ToDictionary(reason => reason, session.Counters.Dropped), session.LastPicture, session.Options.Area)
    {
        DetectSource = SourceAddress.Mask(session.Options.DetectSource),
    })];
}
