using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Sources.Child;

namespace FaceStream.StreamIngest.Tests.Cameras.Chaos;

/// <summary>Every fault at once, each on a camera of its own, beside one that is well.</summary>
public abstract class ChaosRun : IAsyncLifetime
{
    private readonly Dictionary<string, Verdict> _verdicts = new(StringComparer.Ordinal);

    /// <summary>What became of the camera that was well.</summary>
    internal Bystander Neighbour { get; private set; } = new(0, 0, 0, "");

    /// <summary>What became of one that was not.</summary>
    internal Verdict Of(string fault) => _verdicts[fault];

    /// <summary>What became of all that were not.</summary>
    internal IEnumerable<Verdict> Verdicts => _verdicts.Values;

    /// <summary>What is tried.</summary>
    internal abstract IReadOnlyList<Fault> Faults { get; }

    public async ValueTask InitializeAsync()
    {
        await using var neighbour = new Ordeal("neighbour", Open);
        while (neighbour.Delivered == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var (sent, decoded) = (neighbour.Camera.Sent, neighbour.Session.Counters.Decoded);

        foreach (var (name, verdict) in await Task.WhenAll(Faults.Select(TryAsync)))
            _verdicts[name] = verdict;

        Neighbour = new(
            neighbour.Camera.Sent - sent, neighbour.Session.Counters.Decoded - decoded, neighbour.Session.Counters.Reconnects, neighbour.Story);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal abstract IFrameSource Open(SourceAddress address);

    private async Task<(string Name, Verdict Verdict)> TryAsync(Fault fault)
    {
        var ordeal = new Ordeal("victim", Open, fault.Shown == CameraState.Unauthorized ? new HandClock() : null);
        var (wrong, recovery) = await ordeal.EndureAsync(fault);
        await ordeal.DisposeAsync();
        var (counters, size) = (ordeal.Session.Counters, ordeal.Session.Status);
        return (fault.Name, new(
            wrong, recovery, ordeal.Story, [.. ordeal.Words], counters.Reconnects, size.Width,
            counters.Decoded - ordeal.Delivered - counters.DroppedInAll, ordeal.Session.Pool.Rented));
    }

    /// <summary>How a camera came through.</summary>
    internal sealed record Verdict(
        string? Wrong, TimeSpan Recovery, string Story, string[] Words, long Reconnects, int Width, long Unaccounted, int Rented);

    /// <summary>How the one beside them fared.</summary>
    internal sealed record Bystander(long Sent, long Decoded, long Reconnects, string Story);
}

/// <summary>Through FFmpeg's libraries.</summary>
public sealed class LibavChaosRun : ChaosRun
{
    internal override IReadOnlyList<Fault> Faults => Fault.All;

    internal override IFrameSource Open(SourceAddress address) =>
        new LibavSource(address, RtspTransport.Tcp, TimeSpan.FromSeconds(3)) { PictureLimit = TimeSpan.FromSeconds(2) };
}

/// <summary>Through an ffmpeg for each camera; fewer kinds, for a process takes long to start where many do.</summary>
public sealed class ProcessChaosRun : ChaosRun
{
    internal override IReadOnlyList<Fault> Faults => Fault.OfProcesses;

    internal override IFrameSource Open(SourceAddress address) =>
        new ProcessSource(address, RtspTransport.Tcp, TimeSpan.FromSeconds(8)) { PictureLimit = TimeSpan.FromSeconds(8) };
}
