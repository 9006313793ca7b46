using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Status;

/// <summary>Speaks for networks that are loaded.</summary>
internal sealed class NetworksEngine(Networks networks, SearchStretch stretch) : IEngine
{
    private readonly EngineStatus _status = Describe(networks);

    public EngineStatus Read() => _status with { SearchStretch = Math.Round(stretch.Factor, 2) };

    private static EngineStatus Describe(Networks networks)
    {
        var device = networks.Device;
        var used = device.Used.ToString().ToLowerInvariant();
        return new(
            new DeviceView(device.Asked.ToString().ToLowerInvariant(), used, device.Name, View(device.Fallback)),
            [.. networks.Models.Select(model => new ModelView(model.Id, model.Sha256 ?? "", used))],
            Fault: null);
    }

    private static DeviceFallbackView? View(GpuTrouble? trouble) =>
        trouble is null ? null : new(trouble.Words, trouble.Code, trouble.Named.ToDictionary(value => value.Name, value => value.Value));
}
