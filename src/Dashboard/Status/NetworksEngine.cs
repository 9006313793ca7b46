using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Status;

/// <summary>Speaks for networks that are loaded.</summary>
internal sealed class NetworksEngine(Networks networks, SearchStretch stretch) : IEngine
{
    private readonly EngineStatus _status = Describe(networks);

    public EngineStatus Read() => _status with { SearchStretch = Math.Round(stretch.Factor, 2) };

    /// <summary>A device as the API tells of it.</summary>
    internal static DeviceView View(InferenceDevice device) =>
        new(InferenceDevice.Word(device.Asked), InferenceDevice.Word(device.Used), device.Name, View(device.Fallback));

    private static EngineStatus Describe(Networks networks)
    {
        var device = View(networks.Device);
        return new(device, [.. networks.Models.Select(model => new ModelView(model.Id, model.Sha256 ?? "", device.Used))], Fault: null);
    }

    private static DeviceFallbackView? View(GpuTrouble? trouble) =>
        trouble is null ? null : new(trouble.Words, trouble.Code, trouble.Named.ToDictionary(value => value.Name, value => value.Value));
}
