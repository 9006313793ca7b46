using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Service;

/// <summary>A camera that can be started and stopped without the others.</summary>
internal sealed class CrewMember(CameraSession session) : IAsyncDisposable
{
    private readonly CancellationTokenSource _reading = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>As configured.</summary>
    public string Name => session.Options.Name;

    /// <summary>Reads it.</summary>
    public CameraSession Session => session;

    /// <summary>Begins to read; how it fails is written down.</summary>
    public void Start(ILogger log) => _watching = WatchAsync(log);

    /// <summary>Reads no more; frames that were read may still be taken.</summary>
    public async Task StopAsync()
    {
        await _reading.CancelAsync();
        await _watching;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await session.DisposeAsync();
        _reading.Dispose();
    }

    private async Task WatchAsync(ILogger log)
    {
        try
        {
            await session.RunAsync(_reading.Token);
        }
        catch (Exception failed)
        {
            // The session's state says it, too, and the other cameras go on.
            log.LogError("{Camera}: {Reason}", Name, failed.Message);
        }
    }
}
