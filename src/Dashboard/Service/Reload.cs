using System.Diagnostics.CodeAnalysis;
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
[SuppressMessage("Reliability", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class Reload(Func<FaceStreamOptions> read, FaceStreamOptions started, CameraCrew crew, ReloadMetrics metrics, ILogger log)
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Reads the configuration and does what it says, one call after the other; never throws for what somebody wrote into it.</summary>
    /// <returns>Whether it was taken.</returns>
    public async Task<bool> RunAsync()
    {
        await _turn.WaitAsync();
        try
        {
            var options = read();
            var change = await crew.ChangeAsync(options.Cameras);
            log.LogInformation("The configuration was read again: {Change}", change);
            if (SectionChanges.Between(started, options) is { Count: > 0 } others)
                log.LogWarning("Changes of {Sections} take effect at the next start; only cameras are changed while FaceStream runs", string.Join(", ", others));
            metrics.Taken();
            return true;
        }
        catch (Exception wrong) when (wrong is ConfigurationException or SourceException)
        {
            log.LogError("The configuration was read again and refused; the old one stays. {Problems}", wrong.Message);
            metrics.Refused();
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }
}
