using System.Diagnostics.Metrics;

namespace FaceStream.Dashboard.Service;

/// <summary>How often the configuration was read again, and with what result.</summary>
internal sealed class ReloadMetrics(IMeterFactory meters)
{
    /// <summary>The meter an exporter subscribes to.</summary>
    public const string MeterName = "FaceStream.Configuration";

    private readonly Counter<long> _reloads = meters.Create(MeterName)
        .CreateCounter<long>("facestream.configuration.reloads", null, "Times the configuration was read again, by result: ok or refused.");

    /// <summary>It was read and did what it says.</summary>
    public void Taken() => Count("ok");

    /// <summary>It had an error, and nothing was changed.</summary>
    public void Refused() => Count("refused");

    private void Count(string result) => _reloads.Add(1, new KeyValuePair<string, object?>("result", result));
}
