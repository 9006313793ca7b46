using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>Opens a stream, and opens it again when it was lost, after a wait that grows.</summary>
/// <param name="open">Makes a source for each try.</param>
/// <param name="health">Told of each state.</param>
/// <param name="time">Clock for the waits.</param>
/// <param name="final">Whether what is wrong with it will not mend itself, as with a file.</param>
internal sealed class StreamKeeper(Func<IFrameSource> open, CameraHealth health, TimeProvider time, Func<SourceFault, bool> final)
{
    private readonly Backoff _backoff = new(Random.Shared.NextDouble);

    /// <summary>Told what was wrong when the wait after it is over.</summary>
    public Action<SourceFault>? Reopening { get; init; }

    /// <summary>One stream from opening it to its end, or to the end of the wait after its loss.</summary>
    /// <param name="pump">Takes the pictures until there are none.</param>
    /// <param name="cancel">Ends reading and waiting.</param>
    /// <returns>It was lost; else it has come to its end.</returns>
    /// <exception cref="SourceException">It cannot work however often it is tried.</exception>
    public bool WasLost(Action<IFrameSource, SourceInfo> pump, CancellationToken cancel)
    {
        health.Report(CameraState.Connecting);
        var opened = 0L;
        try
        {
            using var source = open();
            var info = source.Open(cancel);
            opened = time.GetTimestamp();
            health.Opened(info);
            pump(source, info);
            return false;
        }
        catch (SourceException e) when (e.MayPass && !final(e.Fault))
        {
            WaitAfter(e, opened == 0 ? TimeSpan.Zero : time.GetElapsedTime(opened), cancel);
            return true;
        }
    }

    private void WaitAfter(SourceException fault, TimeSpan streamed, CancellationToken cancel)
    {
        var wait = _backoff.Next(fault.Fault, streamed);
        health.Report(
            fault.Fault == SourceFault.Unauthorized ? CameraState.Unauthorized : CameraState.Backoff,
            fault.Message, fault.Fault.Label, time.GetUtcNow() + wait);
        Task.Delay(wait, time, cancel).GetAwaiter().GetResult();
        Reopening?.Invoke(fault.Fault);
    }
}
