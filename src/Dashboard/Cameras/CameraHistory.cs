using System.Text.Json;
using FaceStream.Dashboard.Events;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Cameras;

/// <summary>
/// What became of each camera, as far as there is room, and when FaceStream was not running; a camera that is removed takes its history with it.
/// </summary>
/// <param name="board">The cameras.</param>
/// <param name="file">Keeps it from one run to the next.</param>
/// <param name="time">Says when to look at them again.</param>
internal sealed class CameraHistory(ICameraBoard board, CameraHistoryFile file, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>The state of all cameras while there is no FaceStream, of a camera without a name.</summary>
    public const string NotRunning = "notRunning";

    /// <summary>States kept of each camera: one that is lost and found every ten minutes fills it in half a day. A state takes about 200 bytes.</summary>
    public const int Room = 150;

    /// <summary>Times that are kept in which FaceStream was not running.</summary>
    public const int Pauses = 20;

    // An operator sees a quarter of a second as at once.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    // After a crash nobody asks to the second when it was.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CameraEvent> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<CameraStateView>> _past = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CameraStateView> _now = new(StringComparer.Ordinal);
    private readonly Queue<CameraStateView> _pauses = new();
    private ITimer? _timer;
    private long _touched;
    private bool _running;

    /// <summary>Raised for each state that begins, tries in vain included.</summary>
    public event Action<CameraEvent>? Changed;

    /// <summary>The newest first.</summary>
    /// <param name="camera">Of one camera, with the times when FaceStream was not running; null for all.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<CameraStateView> List(string? camera, int limit)
    {
        lock (_lock)
        {
            return [.. All().Where(state => camera is null || state.Camera == camera || state.State == NotRunning).OrderByDescending(state => state.Since).Take(limit)];
        }
    }

    /// <summary>Takes in what has changed since the last look.</summary>
    public void Look()
    {
        lock (_lock)
        {
            var cameras = board.Read();
            string[] gone = [.. _last.Keys.Union(_past.Keys).Except(cameras.Select(camera => camera.Name))];
            foreach (var name in gone)
            {
                _last.Remove(name);
                _past.Remove(name);
                _now.Remove(name);
            }

            if (_running && gone.Length > 0)
                Rewrite();

            foreach (var camera in cameras)
                Look(CameraEvent.Of(camera.Name, camera.Status));
            Keep();
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Recall();
        _timer = time.CreateTimer(_ => Glance(), null, TimeSpan.Zero, Period);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        lock (_lock)
        {
            // Begun and not over: the next run says when it was.
            if (_running)
                file.Append(Pause(time.GetUtcNow(), null, told: true));
            _running = false;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    /// <summary>A look, unless one is not over yet: on a slow disk threads would wait for one another.</summary>
    private void Glance()
    {
        if (!_lock.TryEnter())
            return;
        try
        {
            Look();
        }
        finally
        {
            _lock.Exit();
        }
    }

    private IEnumerable<CameraStateView> All() => _past.Values.SelectMany(past => past).Concat(_now.Values).Concat(_pauses);

    /// <summary>What was kept by the run before. States that had begun lasted until it ended.</summary>
    private void Recall()
    {
        lock (_lock)
        {
            _running = true;
            if (file.Read() is var (states, last) && states.Count > 0)
            {
                var told = states[^1] is { State: NotRunning, Until: null };
                var end = told ? states[^1].Since : last;
                // A later line on a state knows how it went on.
                foreach (var state in states.Where(state => state is not { State: NotRunning, Until: null }).GroupBy(state => (state.Camera, state.Since)).Select(lines => lines.Last()))
                    Add(state.Until is null ? state with { Until = Later(state.Since, end) } : state);
                Add(Pause(end, Later(end, time.GetUtcNow()), told));
            }

            Rewrite();
            file.Touch(time.GetUtcNow());
        }

        // A clock that was set back in between makes nothing last less than no time.
        static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
    }

    private void Add(CameraStateView over)
    {
        var (queue, room) = over.State == NotRunning ? (_pauses, Pauses) : (_past.TryGetValue(over.Camera, out var known) ? known : _past[over.Camera] = new(), Room - 1);
        queue.Enqueue(over);
        if (queue.Count > room)
            queue.Dequeue();
    }

    private static CameraStateView Pause(DateTimeOffset since, DateTimeOffset? until, bool told) => new(
        "", NotRunning, told ? "FaceStream was not running; it had been told to stop." : "FaceStream was not running; it had ended without being told to.",
        told ? "stopped" : "unexpected", since, until, 0);

    private void Keep()
    {
        if (!_running)
            return;
        if (file.IsLong)
            Rewrite();
        if (time.GetElapsedTime(_touched) < Heartbeat)
            return;
        _touched = time.GetTimestamp();
        file.Touch(time.GetUtcNow());
    }

    private void Rewrite() => file.Write([.. All().OrderBy(state => state.Since)]);

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
            var over = now with { Until = seen.Since };
            Add(over);
            if (_running)
                file.Append(over);
        }

        var begun = _now[seen.Camera] = new(seen.Camera, seen.State, seen.Reason, seen.Fault, seen.Since, null, IsOutage(seen.State) ? 1 : 0);
        if (_running)
            file.Append(begun);
    }

    private static readonly string Connecting = Word(CameraState.Connecting);

    private static bool IsOutage(string state) => state == Word(CameraState.Backoff) || state == Word(CameraState.Unauthorized);

    private static string Word(CameraState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}

/// <summary>A state that a camera was in.</summary>
/// <param name="Camera">As configured; empty for notRunning, which is that of all of them.</param>
/// <param name="State">connecting, live, stalled, backoff, unauthorized, ended, failed, disabled, or notRunning while there was no FaceStream.</param>
/// <param name="Reason">Why, for people; empty while live.</param>
/// <param name="Fault">The same in a word, such as unauthorized, timeout or lost; empty where there is no reason.</param>
/// <param name="Since">When it began.</param>
/// <param name="Until">When the next began; null for the present one.</param>
/// <param name="Tries">How often the camera was opened in vain meanwhile.</param>
public sealed record CameraStateView(string Camera, string State, string Reason, string Fault, DateTimeOffset Since, DateTimeOffset? Until, int Tries);
