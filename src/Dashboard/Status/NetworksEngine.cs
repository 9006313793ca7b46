using FaceStream.Recognizer;

namespace FaceStream.Dashboard.Status;

/// <summary>Speaks for networks that are loaded.</summary>
internal sealed class NetworksEngine(Networks networks) : IEngine
{
    private readonly EngineStatus _status = Describe(networks);

    public EngineStatus Read() => _status;

    private static EngineStatus Describe(Networks networks)
    {
        var device = networks.Device;
        var used = device.Used.ToString().ToLowerInvariant();
        return new(
            new DeviceView(device.Asked.ToString().ToLowerInvariant(), used, device.Name, device.FallbackReason),
            [.. networks.Models.Select(model => new ModelView(model.Id, model.Sha256 ?? "", used))],
            Fault: null);
    }
}
