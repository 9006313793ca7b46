using System.Collections.Concurrent;
using System.Diagnostics;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Cameras.Chaos;

/// <summary>A camera of its own that goes through one fault.</summary>
internal sealed class Ordeal : IAsyncDisposable
{
    // Any of what is waited for comes within seconds; a machine that has much else to do takes its time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    // A refused camera waits a minute, which nobody wants to wait in a test.
    private const double Minute = 75;

    private readonly RtspCamera _camera;
    private readonly CameraSession _session;
    private readonly CapturedLog<CameraSession> _log = new();
    private readonly ConcurrentQueue<CameraStatus> _seen = [];
    private readonly HandClock? _clock;
    private readonly Task _running;
    private readonly Task _watching;
    private long _last = -1;         // number of the latest picture
    private long _delivered;

    /// <summary>Starts the camera and a session that reads it.</summary>
    /// <param name="name">Of the session.</param>
    /// <param name="open">Makes a source for the camera.</param>
    /// <param name="clock">Moved by hand where the wait after a fault is too long; else time itself.</param>
    public Ordeal(string name, Func<SourceAddress, IFrameSource> open, HandClock? clock = null)
    {
        (_camera, _clock) = (new RtspCamera(Clips.Small, fps: 12.5, Login), clock);
        var address = SourceAddress.Parse(_camera.Url);
        _session = TestCamera.Create(new() { Name = name, Source = _camera.Url }, clock, log: _log, open: () => open(address));
        _session.StatusChanged += session => _seen.Enqueue(session.Status);
        _running = _session.RunAsync(CancellationToken.None);
        _watching = WatchAsync();
    }

    /// <summary>The camera's user name and password.</summary>
    public static RtspLogin Login { get; } = new("admin", "s3:cr@t/?");

    /// <summary>The camera.</summary>
    public RtspCamera Camera => _camera;

    /// <summary>What reads it.</summary>
    public CameraSession Session => _session;

    /// <summary>All that was shown or written.</summary>
    public IEnumerable<string> Words => [.. _seen.Select(status => status.ToString()), .. _log.Lines];

    /// <summary>Everything about the camera's states so far, for a test that failed.</summary>
    public string Story => string.Join("; ", _seen.Select(status => $"{status.State} {status.Reason}"));

    /// <summary>Frames that came out.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Breaks the camera, waits until that is shown, mends it, and waits for new pictures.</summary>
    /// <returns>What went wrong, or <see langword="null"/>; and the time from mending to the first new picture.</returns>
    public async Task<(string? Wrong, TimeSpan Recovery)> EndureAsync(Fault fault)
    {
        // 1. All is well.
        if (!await UntilAsync(() => Last > 3))
            return ("gave no picture at first", default);

        // 2. It breaks, and that shows.
        var before = Last;
        await fault.Break(_camera);
        var shown = fault.Shown == CameraState.Live
            ? await UntilAsync(() => Last > before + 20)
            : await UntilAsync(() => Shows(fault));
        if (!shown)
            return ($"was not shown as {fault.Shown} '{fault.Reason}'", default);

        // 3. It is mended, and gives pictures by itself.
        var (mended, then) = (Stopwatch.GetTimestamp(), Last);
        await fault.Mend(_camera);
        return await UntilAsync(() => _session.Status.State == CameraState.Live && Last > then)
            ? (null, Stopwatch.GetElapsedTime(mended))
            : ("gave no picture any more", default);
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _running;
        await _watching;
        await _camera.DisposeAsync();
    }

    private long Last => Volatile.Read(ref _last);

    private bool Shows(Fault fault)
    {
        var now = _session.Status;      // silence is seen by looking only
        if (Matches(now))
            _seen.Enqueue(now);
        return _seen.Any(Matches);

        bool Matches(CameraStatus status) => status.State == fault.Shown && status.Reason.Contains(fault.Reason, StringComparison.Ordinal);
    }

    private async Task WatchAsync()
    {
        await foreach (var frame in _session.Frames.ReadAllAsync())
        {
            Volatile.Write(ref _last, frame.Header.Sequence);
            Interlocked.Increment(ref _delivered);
            frame.Dispose();
        }
    }

    private async Task<bool> UntilAsync(Func<bool> holds)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience;)
        {
            if (holds())
                return true;
            await Task.Delay(10);
            if (_clock is not null && _session.Status.State is var state && (state == CameraState.Backoff || state == CameraState.Unauthorized && _camera.Login == Login))
                _clock.Advance(Minute);
        }

        return false;
    }
}
