using System.Diagnostics.Metrics;
using System.Text.Json;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Cameras;

/// <summary>The state of each camera as gauges; a camera that is removed takes its series with it.</summary>
internal sealed class CameraMetrics
{
    /// <summary>The meter an exporter subscribes to.</summary>
    public const string MeterName = "FaceStream.Cameras";

    private static readonly (CameraState State, string Label)[] States =
        [.. Enum.GetValues<CameraState>().Select(state => (state, JsonNamingPolicy.CamelCase.ConvertName(state.ToString())))];

    /// <summary>Creates the instruments on a meter of <paramref name="meters"/>.</summary>
    public CameraMetrics(IMeterFactory meters, ICameraBoard cameras)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("facestream.camera.up",
            () => cameras.Read().Where(camera => camera.Status.State != CameraState.Disabled)
                .Select(camera => Of(camera, camera.Status.State == CameraState.Live ? 1 : 0)), null, "1 while frames arrive; cameras that are switched off have none.");
        meter.CreateObservableGauge("facestream.camera.state",
            () => cameras.Read().SelectMany(camera => States.Select(state => new Measurement<int>(
                camera.Status.State == state.State ? 1 : 0, new("camera", camera.Name), new("state", state.Label)))),
            null, "1 for the state that the camera is in (connecting, live, stalled, backoff, unauthorized, ended, failed or disabled), 0 for the others.");
        meter.CreateObservableGauge("facestream.camera.fps",
            () => cameras.Read().Select(camera => Of(camera, camera.Status.Fps)), null, "Decoded pictures a second over the last seconds.");
        meter.CreateObservableGauge("facestream.camera.searched",
            () => cameras.Read().Select(camera => Of(camera, camera.Area.Share)), null, "Share of the picture in which faces are looked for: 1 without zones.");
        meter.CreateObservableGauge("facestream.camera.last_frame_timestamp",
            () => cameras.Read().Where(camera => camera.LastFrame is not null)
                .Select(camera => Of(camera, camera.LastFrame!.Value.ToUnixTimeMilliseconds() / 1000.0)),
            "s", "When the latest picture arrived, in seconds since 1970.");
    }

    private static Measurement<T> Of<T>(CameraReading camera, T value) where T : struct => new(value, new KeyValuePair<string, object?>("camera", camera.Name));
}
