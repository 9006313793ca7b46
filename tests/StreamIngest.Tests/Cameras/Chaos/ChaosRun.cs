using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Tests.Cameras.Chaos;

/// <summary>Every fault at once, each on a camera of its own, beside one that is well.</summary>
public sealed class ChaosRun : IAsyncLifetime
{
    private readonly Dictionary<string, Verdict> _verdicts = new(StringComparer.Ordinal);

    /// <summary>What became of the camera that was well.</summary>
    internal Bystander Neighbour { get; private set; } = new(0, 0, 0, "");

    /// <summary>What became of one that was not.</summary>
    internal Verdict Of(string fault) => _verdicts[fault];

    /// <summary>What became of all that were not.</summary>
    internal IEnumerable<Verdict> Verdicts => _verdicts.Values;

    public async ValueTask InitializeAsync()
    {
        await using var neighbour = new Ordeal("neighbour");
        while (neighbour.Delivered == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var (sent, decoded) = (neighbour.Camera.Sent, neighbour.Session.Counters.Decoded);

        foreach (var (name, verdict) in await Task.WhenAll(Fault.All.Select(TryAsync)))
            _verdicts[name] = verdict;

        Neighbour = new(
            neighbour.Camera.Sent - sent, neighbour.Session.Counters.Decoded - decoded, neighbour.Session.Counters.Reconnects, neighbour.Story);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<(string Name, Verdict Verdict)> TryAsync(Fault fault)
    {
        var ordeal = new Ordeal("victim", fault.Shown == CameraState.Unauthorized ? new HandClock() : null);
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
