namespace FaceStream.Dashboard.Status;

/// <summary>What runs the models.</summary>
public interface IEngine
{
    /// <summary>The device and the models, or why there are none.</summary>
    EngineStatus Read();
}

/// <summary>The device and the models in use.</summary>
/// <param name="Device">Null while nothing is loaded.</param>
/// <param name="Models">Those in use.</param>
/// <param name="Fault">Why recognition cannot run, with the remedy; null when it can.</param>
public sealed record EngineStatus(DeviceView? Device, IReadOnlyList<ModelView> Models, string? Fault)
{
    /// <summary>How many times rarer than configured live cameras are searched, because recognition cannot keep up; 1 when there is room.</summary>
    public double SearchStretch { get; init; } = 1;
}

/// <summary>The device that runs the models.</summary>
/// <param name="Asked">As configured: auto, cpu, cuda or tensorrt.</param>
/// <param name="Used">What was taken.</param>
/// <param name="Name">Of the device.</param>
/// <param name="Fallback">Why it is not what was asked for; null when it is.</param>
public sealed record DeviceView(string Asked, string Used, string Name, DeviceFallbackView? Fallback);

/// <summary>Why the models run on another device than was asked for.</summary>
/// <param name="Reason">What is missing and what to do, in English.</param>
/// <param name="Code">The same in a word that stays, for programs and for pages in other languages.</param>
/// <param name="Values">What the reason names.</param>
public sealed record DeviceFallbackView(string Reason, string Code, IReadOnlyDictionary<string, string> Values);

/// <summary>A model in use.</summary>
/// <param name="Id">Such as mobilefacenet-192.</param>
/// <param name="Sha256">Of its file.</param>
/// <param name="Provider">What runs it.</param>
public sealed record ModelView(string Id, string Sha256, string Provider);
