using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Dashboard.Service;

/// <summary>The cameras and the loop that gathers their frames: started together, stopped together.</summary>
internal sealed class CameraCrew : IAsyncDisposable
{
    // Frames that wait for each other add latency; a batch helps as soon as it holds two or three.
    private const int BatchSize = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(4);

    private readonly CancellationTokenSource _reading = new();
    private readonly CancellationTokenSource _failing = new();
    private readonly ILogger _log;
    private readonly List<Task> _running = [];

    /// <summary>Prepares a session for each camera; none is opened before <see cref="RunAsync"/>.</summary>
    public CameraCrew(IEnumerable<CameraOptions> cameras, IngestMetrics metrics, ILoggerFactory logs)
    {
        _log = logs.CreateLogger<CameraCrew>();
        var log = logs.CreateLogger<CameraSession>();
        Sessions = [.. cameras.Select(camera => new CameraSession(camera, metrics, log, TimeProvider.System))];
        Frames = new FrameMux(metrics, BatchSize, Window);
        foreach (var session in Sessions)
            Frames.Add(session);
    }

    /// <summary>In the order of the configuration.</summary>
    public IReadOnlyList<CameraSession> Sessions { get; }

    /// <summary>The frames of all of them.</summary>
    public FrameMux Frames { get; }

    /// <summary>The narrowest face to look for in a camera's pictures, in pixels.</summary>
    public int MinFace(string camera) => Sessions.First(session => session.Options.Name == camera).Options.MinFace;

    /// <summary>
    /// Reads until <paramref name="stop"/>, then lets the pipeline finish what was read. Cameras that end or fail leave the others running.
    /// </summary>
    public async Task RunAsync(RecognitionPipeline pipeline, CancellationToken stop)
    {
        var gathering = Frames.RunAsync(_failing.Token);
        var recognising = pipeline.RunAsync(_failing.Token);
        foreach (var session in Sessions)
            _running.Add(Watch(session));

        try
        {
            await Task.WhenAny(recognising, gathering, Stopped(stop));
        }
        finally
        {
            // 1. No new frames. 2. The mux ends when every camera has. 3. The pipeline ends behind it.
            await _reading.CancelAsync();
            Frames.Complete();
            if (recognising.IsFaulted)
                await _failing.CancelAsync();
        }

        await Task.WhenAll([.. _running, gathering, recognising]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _reading.CancelAsync();
        await _failing.CancelAsync();
        foreach (var session in Sessions)
            await session.DisposeAsync();
        _reading.Dispose();
        _failing.Dispose();
    }

    private async Task Watch(CameraSession session)
    {
        try
        {
            await session.RunAsync(_reading.Token);
        }
        catch (Exception failed)
        {
            // The session's state says it, too, and the other cameras go on.
            _log.LogError("{Camera}: {Reason}", session.Options.Name, failed.Message);
        }
    }

    private static Task Stopped(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stop.Register(stopped.SetResult);
        return stopped.Task;
    }
}
