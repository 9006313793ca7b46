using FaceStream.Dashboard.Web;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Cameras;

/// <summary>Changes which cameras are configured, while they run. What it refuses is a <see cref="ProblemException"/>.</summary>
internal interface ICameraKeeper
{
    /// <summary>A camera as it is configured.</summary>
    CameraSettingsView Show(string name);

    /// <summary>Adds one.</summary>
    Task<CameraChangeView> AddAsync(CameraRequest camera, ChangeQuery how, CancellationToken cancel);

    /// <summary>Changes one; with another name in <paramref name="camera"/>, it is renamed.</summary>
    Task<CameraChangeView> ChangeAsync(string name, CameraRequest camera, ChangeQuery how, CancellationToken cancel);

    /// <summary>Removes one.</summary>
    Task<CameraChangeView> RemoveAsync(string name, ChangeQuery how, CancellationToken cancel);

    /// <summary>A camera to be tried: the configured one of that name, where there is one, with what is asked of it.</summary>
    CameraOptions Proposed(CameraRequest camera);
}

/// <summary>Where no configuration can be changed, as in the demo: cameras are tried only.</summary>
internal sealed class FixedCameras : ICameraKeeper
{
    public CameraSettingsView Show(string name) => throw Fixed();

    public Task<CameraChangeView> AddAsync(CameraRequest camera, ChangeQuery how, CancellationToken cancel) => throw Fixed();

    public Task<CameraChangeView> ChangeAsync(string name, CameraRequest camera, ChangeQuery how, CancellationToken cancel) => throw Fixed();

    public Task<CameraChangeView> RemoveAsync(string name, ChangeQuery how, CancellationToken cancel) => throw Fixed();

    public CameraOptions Proposed(CameraRequest camera) => CameraProposal.Alone(camera);

    private static ProblemException Fixed() => new(
        StatusCodes.Status409Conflict, "no-configuration",
        "These are the demo's cameras, and there is no facestream.yaml that they could be changed in. Write one with your own cameras, as README.md shows, and start: facestream run");
}
