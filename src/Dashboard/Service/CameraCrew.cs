using System.Collections.Concurrent;
using FaceStream.Dashboard.Logs;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Packets;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Service;

/// <summary>The cameras and the loop that gathers their frames: started together, stopped together, and each changed alone.</summary>
internal sealed class CameraCrew : IAsyncDisposable
{
    // Frames that wait for each other add latency; a batch helps as soon as it holds two or three.
    private const int BatchSize = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(4);

    private readonly SemaphoreSlim _changing = new(1);
    private readonly CancellationTokenSource _failing = new();
    private readonly ConcurrentDictionary<string, FaceSearch> _searches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CameraPast> _past = new(StringComparer.Ordinal);
    private readonly IngestMetrics _metrics;
    private readonly PacketTap _packets;
    private readonly Secrets _secrets;
    private readonly ILogger _log;
    private readonly ILogger<CameraSession> _sessionLog;
    private volatile CrewMember[] _members;
    private Phase _phase = Phase.Waiting;

    /// <summary>Prepares a session for each camera; none is opened before <see cref="RunAsync"/>.</summary>
    /// <exception cref="SourceException">An address cannot be understood.</exception>
    public CameraCrew(IEnumerable<CameraOptions> cameras, IngestMetrics metrics, PacketTap packets, Secrets secrets, ILoggerFactory logs)
    {
        (_metrics, _packets, _secrets, _log, _sessionLog) = (metrics, packets, secrets, logs.CreateLogger<CameraCrew>(), logs.CreateLogger<CameraSession>());
        Frames = new FrameMux(metrics, BatchSize, Window);
        _members = [.. cameras.Select(Engage)];
    }

    /// <summary>In the order of the configuration.</summary>
    public IReadOnlyList<CameraSession> Sessions => Array.ConvertAll(_members, member => member.Session);

    /// <summary>The frames of all of them.</summary>
    public FrameMux Frames { get; }

    /// <summary>What is looked for in a camera's pictures; its last frames may outlive the camera.</summary>
    public FaceSearch Search(string camera) => _searches[camera];

    /// <summary>
    /// Reads until <paramref name="stop"/>, then lets the pipeline finish what was read. Cameras that end or fail leave the others running.
    /// </summary>
    public async Task RunAsync(RecognitionPipeline pipeline, CancellationToken stop)
    {
        var gathering = Frames.RunAsync(_failing.Token);
        var recognising = pipeline.RunAsync(_failing.Token);
        await ExclusivelyAsync(() =>
        {
            _phase = Phase.Running;
            Array.ForEach(_members, member => member.Start(_log));
            return Task.CompletedTask;
        });

        try
        {
            await Task.WhenAny(recognising, gathering, Stopped(stop));
        }
        finally
        {
            // 1. No new frames. 2. The mux ends when every camera has. 3. The pipeline ends behind it.
            await ExclusivelyAsync(() =>
            {
                _phase = Phase.Ended;
                return Task.WhenAll(_members.Select(member => member.StopAsync()));
            });
            Frames.Complete();
            if (recognising.IsFaulted)
                await _failing.CancelAsync();
        }

        await Task.WhenAll(gathering, recognising);
    }

    /// <summary>
    /// Watches other cameras from now on. One whose options are the same goes on undisturbed; one in whose pictures something else is looked for
    /// goes on, too; one with other options is opened anew and keeps its counts.
    /// </summary>
    /// <returns>What was different, by name.</returns>
    /// <exception cref="SourceException">An address cannot be understood; nothing was changed.</exception>
    public async Task<CrewChange> ChangeAsync(IReadOnlyList<CameraOptions> cameras)
    {
        foreach (var camera in cameras)
            SourceAddress.Parse(camera.Source);

        var change = new CrewChange([], [], []);
        await ExclusivelyAsync(async () =>
        {
            if (_phase == Phase.Ended)
                return;
            var before = _members.ToDictionary(member => member.Name, StringComparer.Ordinal);
            change = CrewChange.Between([.. before.Values.Select(member => member.Session.Options)], cameras);

            // 1. Those whose stream goes on.
            foreach (var camera in cameras)
            {
                if (before.TryGetValue(camera.Name, out var member) && camera.ReadsLike(member.Session.Options))
                    Adjust(member.Session, camera);
            }

            // 2. Those that go, all at once: a camera must have let go before it is opened again.
            var goes = before.Values.Where(member => !cameras.Any(camera => camera == member.Session.Options)).ToArray();
            await Task.WhenAll(goes.Select(DismissAsync));

            // 3. Those that come.
            var after = cameras.Select(camera => before.TryGetValue(camera.Name, out var member) && !goes.Contains(member) ? member : Engage(camera)).ToArray();
            _members = after;
            if (_phase == Phase.Running)
                Array.ForEach([.. after.Except(before.Values)], member => member.Start(_log));
        });
        return change;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _failing.CancelAsync();
        foreach (var member in _members)
            await member.DisposeAsync();
        _failing.Dispose();
        _changing.Dispose();
    }

    private void Adjust(CameraSession session, CameraOptions camera)
    {
        session.Adjust(camera);
        _searches[camera.Name] = FaceSearch.Of(camera);
    }

    private CrewMember Engage(CameraOptions camera)
    {
        _secrets.Know(camera);
        var session = new CameraSession(camera, _metrics, _sessionLog, TimeProvider.System, past: _past.GetValueOrDefault(camera.Name), packets: _packets);
        _searches[camera.Name] = FaceSearch.Of(camera);
        Frames.Add(session);
        return new(session);
    }

    private async Task DismissAsync(CrewMember member)
    {
        await member.DisposeAsync();        // the mux takes its leave of a session that has ended
        lock (_past)
            _past[member.Name] = member.Session.Past;
    }

    private async Task ExclusivelyAsync(Func<Task> act)
    {
        await _changing.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            _changing.Release();
        }
    }

    private enum Phase
    {
        Waiting,
        Running,
        Ended,
    }

    private static Task Stopped(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stop.Register(stopped.SetResult);
        return stopped.Task;
    }
}
