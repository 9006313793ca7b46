using System.Text.Json;
using FaceStream.Dashboard.Events;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Cameras;

/// <summary>What became of each camera since the start, as far as there is room; a camera that is removed takes its history with it.</summary>
/// <param name="board">The cameras.</param>
/// <param name="time">Says when to look at them again.</param>
internal sealed class CameraHistory(ICameraBoard board, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>States kept of each camera: one that is lost and found every ten minutes fills it in half a day. A state takes about 200 bytes.</summary>
    public const int Room = 150;

    // An operator sees a quarter of a second as at once.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CameraEvent> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<CameraStateView>> _past = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CameraStateView> _now = new(StringComparer.Ordinal);
    private ITimer? _timer;

    /// <summary>Raised for each state that begins, tries in vain included.</summary>
    public event Action<CameraEvent>? Changed;

    /// <summary>The newest first.</summary>
    /// <param name="camera">Of one camera; null for all.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<CameraStateView> List(string? camera, int limit)
    {
        lock (_lock)
        {
            return [.. _past.Values.SelectMany(past => past).Concat(_now.Values)
                .Where(state => camera is null || state.Camera == camera).OrderByDescending(state => state.Since).Take(limit)];
        }
    }

    /// <summary>Takes in what has changed since the last look.</summary>
    public void Look()
    {
        lock (_lock)
        {
            var cameras = board.Read();
            foreach (var gone in _last.Keys.Except(cameras.Select(camera => camera.Name)).ToArray())
            {
                _last.Remove(gone);
                _past.Remove(gone);
                _now.Remove(gone);
            }

            foreach (var camera in cameras)
                Look(CameraEvent.Of(camera.Name, camera.Status));
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, Period);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Look(CameraEvent seen)
    {
        var last = _last.GetValueOrDefault(seen.Camera);
        _last[seen.Camera] = seen;
        if (last is null || (last.State, last.Since) != (seen.State, seen.Since))
        {
            Remember(seen);
            Changed?.Invoke(seen);
        }
        else if (last.Reason != seen.Reason)
        {
            // Silence becomes longer.
            _now[seen.Camera] = _now[seen.Camera] with { Reason = seen.Reason };
        }
    }

    private void Remember(CameraEvent seen)
    {
        var now = _now.GetValueOrDefault(seen.Camera);
        if (now?.State == Connecting && seen.State == Connecting)
            return;     // it was not open before it was begun with either
        if (now is not null && IsOutage(now.State) && (seen.State == Connecting || (seen.State, seen.Fault) == (now.State, now.Fault)))
        {
            // One outage, however often the camera is tried; being tried is no end of it.
            if (seen.State != Connecting)
                _now[seen.Camera] = now with { Reason = seen.Reason, Tries = now.Tries + 1 };
            return;
        }

        if (now is not null)
        {
            var past = _past.TryGetValue(seen.Camera, out var known) ? known : _past[seen.Camera] = new();
            past.Enqueue(now with { Until = seen.Since });
            if (past.Count >= Room)
                past.Dequeue();
        }

        _now[seen.Camera] = new(seen.Camera, seen.State, seen.Reason, seen.Fault, seen.Since, null, IsOutage(seen.State) ? 1 : 0);
    }

    private static readonly string Connecting = Word(CameraState.Connecting);

    private static bool IsOutage(string state) => state == Word(CameraState.Backoff) || state == Word(CameraState.Unauthorized);

    private static string Word(CameraState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}

/// <summary>A state that a camera was in.</summary>
/// <param name="Camera">As configured.</param>
/// <param name="State">connecting, live, stalled, backoff, unauthorized, ended, failed or disabled.</param>
/// <param name="Reason">Why, for people; empty while live.</param>
/// <param name="Fault">The same in a word, such as unauthorized, timeout or lost; empty where there is no reason.</param>
/// <param name="Since">When it began.</param>
/// <param name="Until">When the next began; null for the present one.</param>
/// <param name="Tries">How often the camera was opened in vain meanwhile.</param>
public sealed record CameraStateView(string Camera, string State, string Reason, string Fault, DateTimeOffset Since, DateTimeOffset? Until, int Tries);
