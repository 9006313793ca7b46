using System.Text.Json;
using FaceStream.Dashboard.Status;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Cameras;

/// <summary>The cameras as the API and the live page show them: what they say, with what was measured.</summary>
internal sealed class CameraBook(ICameraBoard board, Measurements measured)
{
    /// <summary>All of them, in the order of the configuration.</summary>
    public IReadOnlyList<CameraView> List() => [.. board.Read().Select(ViewOf)];

    private CameraView ViewOf(CameraReading camera)
    {
        var status = camera.Status;
        return new(
            camera.Name, camera.Source, JsonNamingPolicy.CamelCase.ConvertName(status.State.ToString()), status.Reason, status.Since, status.NextTry,
            status.Width, status.Height, Math.Round(status.Fps, 2), status.Codec, camera.Decoded, measured.Processed(camera.Name),
            camera.Dropped.ToDictionary(drop => drop.Key.Label, drop => drop.Value), measured.CaptureToResult(camera.Name))
        {
            Fault = status.Fault, Decoder = status.Decoder, DecoderNotice = status.DecoderNotice, DetectSource = camera.DetectSource, Sharp = SharpView.Of(status.Sharp), Zones = [.. camera.Area.Zones.Select(ZoneView.Of)],
        };
    }
}
