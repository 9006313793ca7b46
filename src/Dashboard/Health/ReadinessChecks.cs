using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Status;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery.Sightings;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Health;

/// <summary>The models are loaded.</summary>
internal sealed class ModelsReady(IEngine engine) : IReadinessCheck
{
    public string Name => "models";

    public Complaint? Fault() => engine.Read().Fault is { } fault ? new("no-models", fault) : null;
}

/// <summary>Who is seen can be remembered. Recognition goes on when not.</summary>
internal sealed class SightingsReady(SightingService sightings) : IReadinessCheck
{
    public string Name => "sightings";

    public Complaint? Fault() => sightings.Fault is { } fault ? new(ProblemHandler.CodeOf(fault), fault.Message, ("path", fault.Path)) : null;
}

/// <summary>At least one camera gives pictures, or none is to.</summary>
internal sealed class CamerasReady(ICameraBoard cameras) : IReadinessCheck
{
    public string Name => "cameras";

    public Complaint? Fault()
    {
        var all = cameras.Read().Where(camera => camera.Status.State != CameraState.Disabled).ToList();
        return all.Count == 0 || all.Any(camera => camera.Status.State == CameraState.Live)
            ? null
            : new("no-camera-live", $"none of {all.Count} gives pictures: " + string.Join("; ", all.Select(Words)));
    }

    private static string Words(CameraReading camera) =>
        $"{camera.Name} is {camera.Status.State.ToString().ToLowerInvariant()}" + (camera.Status.Reason.Length > 0 ? $" ({camera.Status.Reason})" : "");
}
