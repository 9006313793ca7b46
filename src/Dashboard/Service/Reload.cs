using System.Text.Json;
using FaceStream.Dashboard.Configuration;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Service;

/// <summary>
/// Takes the cameras of a changed configuration into a service that runs. A configuration with an error changes nothing.
/// </summary>
/// <param name="read">Reads and checks the configuration anew.</param>
/// <param name="started">What the service was started with.</param>
/// <param name="crew">The cameras.</param>
/// <param name="metrics">Counts it.</param>
/// <param name="log">Told of what was changed, and of what was not and why.</param>
internal sealed class Reload(Func<FaceStreamOptions> read, FaceStreamOptions started, CameraCrew crew, ReloadMetrics metrics, ILogger log)
{
    /// <summary>Reads the configuration and does what it says; never throws for what somebody wrote into it.</summary>
    public async Task RunAsync()
    {
        try
        {
            var options = read();
            var change = await crew.ChangeAsync(options.Cameras);
            log.LogInformation("The configuration was read again: {Change}", change);
            if (Sections(options) is { Count: > 0 } others)
                log.LogWarning("Changes of {Sections} take effect at the next start; only cameras are changed while FaceStream runs", string.Join(", ", others));
            metrics.Taken();
        }
        catch (Exception wrong) when (wrong is ConfigurationException or SourceException)
        {
            log.LogError("The configuration was read again and refused; the old one stays. {Problems}", wrong.Message);
            metrics.Refused();
        }
    }

    /// <summary>The names of the other sections that say something else now.</summary>
    private List<string> Sections(FaceStreamOptions now) =>
    [
        .. from section in typeof(FaceStreamOptions).GetProperties()
           where section.CanWrite && section.Name != nameof(FaceStreamOptions.Cameras)
           where JsonSerializer.Serialize(section.GetValue(started)) != JsonSerializer.Serialize(section.GetValue(now))
           select JsonNamingPolicy.SnakeCaseLower.ConvertName(section.Name),
    ];
}
