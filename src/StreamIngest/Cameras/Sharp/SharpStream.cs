using System.Diagnostics;
using FaceStream.StreamIngest.Sources;
using Microsoft.Extensions.Logging;

namespace FaceStream.StreamIngest.Cameras.Sharp;

/// <summary>
/// The sharp stream of a camera that has a cheap one for detection: decoded beside it, its latest pictures kept until the cheap one's of the same
/// instant come. See <c>docs/decisions/0009-two-streams-of-one-camera.md</c>.
/// </summary>
internal sealed class SharpStream
{
    // Without a match for so long, the detection stream alone is used, and that is said.
    private static readonly TimeSpan Missed = TimeSpan.FromSeconds(2);

    // A picture that takes longer than its twin is not worth the delay.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(120);

    private readonly string _camera;
    private readonly IngestMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly CameraHealth _health;
    private readonly StreamKeeper _keeper;
    private readonly SharpRing _ring;
    private readonly MomentClock _clock = new(), _other = new();
    private long _sequence, _matched, _skewTicks;
    private TimeSpan _asked;
    private int _epoch;

    /// <summary>Prepares it; nothing is opened before <see cref="RunAsync"/>.</summary>
    public SharpStream(CameraOptions options, IngestMetrics metrics, ILogger log, TimeProvider time)
    {
        (_camera, _metrics, _time) = (options.Name, metrics, time);
        var address = SourceAddress.Parse(options.Source);
        _health = new($"{options.Name}, sharp stream", log, time);
        var card = new CardRecord();
        _keeper = new(() => FrameSources.Create(address, options, packets: null, card), _health, time, final: static _ => false) { Reopening = fault => metrics.Reconnected(_camera, fault.Label) };
        Pool = new(SharpRing.MostFrames + CameraSession.DefaultPoolSize);
        _ring = new(Pool);
    }

    /// <summary>Where its pictures are; empty again when all were let go.</summary>
    public FramePool Pool { get; }

    /// <summary>How it does.</summary>
    public SharpStatus Status
    {
        get
        {
            var (status, last) = (_health.Status, Volatile.Read(ref _matched));
            var used = status.State == CameraState.Live && last != 0 && _time.GetElapsedTime(last) < Missed;
            return new(status.State, status.Reason, status.Width, status.Height, status.Fps, used, TimeSpan.FromTicks(Volatile.Read(ref _skewTicks))) { Fault = status.Fault };
        }
    }

    /// <summary>Reads until <paramref name="cancel"/>, on a thread of its own; whatever happens is a matter of <see cref="Status"/>.</summary>
    public Task RunAsync(CancellationToken cancel)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(ended, cancel)) { IsBackground = true, Name = $"sharp {_camera}" }.Start();
        return ended.Task;
    }

    /// <summary>The detection stream begins anew.</summary>
    public void Restart()
    {
        _other.Restart();
        _asked = TimeSpan.Zero;
    }

    /// <summary>The sharp picture of the instant in which <paramref name="picture"/> of the detection stream was taken; the caller disposes it.</summary>
    /// <remarks>Called by the thread that decodes the detection stream; may wait for a moment, which holds up no other camera.</remarks>
    public Frame? Find(in Picture picture)
    {
        // Without the camera's clock a picture is dated by its arrival, and a thread that waits for long takes its own delay for the network's.
        // Half of the time between two pictures leaves it the other half to catch up.
        var spare = (picture.Time - _asked) / 2;
        _asked = picture.Time;
        var match = _ring.Find(_other.Of(picture, picture.Read), picture.Sent is not null || spare > Patience ? Patience : spare);
        _metrics.SharpFrame(_camera, match.Frame is not null ? "sharp" : match.Skew is null ? "away" : "apart");
        if (match.Skew is { } skew)
        {
            _metrics.StreamSkew(_camera, skew);
            Volatile.Write(ref _skewTicks, skew.Ticks);
        }

        if (match.Frame is not null)
            Volatile.Write(ref _matched, _time.GetTimestamp());
        return match.Frame;
    }

    private void Run(TaskCompletionSource ended, CancellationToken cancel)
    {
        try
        {
            while (true)
                _keeper.WasLost((source, _) => Pump(source, cancel), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            _health.Stopped();
        }
        catch (Exception e)
        {
            _health.Report(CameraState.Failed, e.Message, (e as SourceException)?.Fault.Label ?? CameraStatus.Unexpected);      // the camera goes on without it
        }

        ended.SetResult();
    }

    private void Pump(IFrameSource source, CancellationToken cancel)
    {
        _clock.Restart();
        try
        {
            while (source.TryRead(out var picture))
            {
                cancel.ThrowIfCancellationRequested();
                _health.Note(picture);
                Keep(source, picture);
            }

            throw new SourceException(SourceFault.Lost, $"{_camera}: its sharp stream is a recording that has come to its end");
        }
        finally
        {
            _epoch++;
            _ring.Clear();
        }
    }

    private void Keep(IFrameSource source, in Picture picture)
    {
        var at = _clock.Of(picture, picture.Read);
        var header = new FrameHeader(
            _camera, _epoch, _sequence++, picture.Time, Stopwatch.GetTimestamp(), _time.GetUtcNow(), picture.Width, picture.Height, picture.Colour);
        if (_ring.Rent(header) is not { } frame)
            return;
        try
        {
            source.CopyTo(frame.Writable);
        }
        catch
        {
            frame.Dispose();
            throw;
        }

        _ring.Add(at, frame);
    }
}
