using System.Threading.Channels;
using FaceStream.StreamIngest.Cameras.Sharp;
using FaceStream.StreamIngest.Packets;
using FaceStream.StreamIngest.Sources;
using Microsoft.Extensions.Logging;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>
/// A camera or file from start to stop: opens it, hands its frames on, and opens it again when it is lost.
/// Decodes on a thread of its own, because the native calls block.
/// </summary>
public sealed class CameraSession : IAsyncDisposable
{
    /// <summary>Frames alive at once: the pipeline's stages and links, and viewers who hold one for a moment.</summary>
    public const int DefaultPoolSize = 24;

    private readonly ILogger _log;
    private readonly FrameDelivery _delivery;
    private readonly LossReporter _losses;
    private readonly StreamKeeper _keeper;
    private readonly SharpStream? _sharp;
    private readonly Pace _pace;
    private readonly PacketFeed? _packets;
    private readonly CameraHealth _health;
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _file;
    private volatile CameraOptions _options;
    private Task _running = Task.CompletedTask;
    private int _epoch;
    private bool _recorded;     // it has an end, as a file does
    private bool _started;
    private bool _disposed;

    /// <summary>Prepares a session; nothing is opened before <see cref="RunAsync"/>.</summary>
    /// <param name="options">What to read and how.</param>
    /// <param name="metrics">Told of frames, drops and reconnects.</param>
    /// <param name="log">Told of changes of state.</param>
    /// <param name="time">Clock for waits and times.</param>
    /// <param name="open">Makes a source for each try; <see langword="null"/> reads the address as the options say.</param>
    /// <param name="poolSize">Frames alive at once.</param>
    /// <param name="past">Of the session that had this camera's name before and has ended: its counts and epochs go on.</param>
    /// <param name="packets">Where the compressed packets can be had, if anywhere.</param>
    /// <exception cref="SourceException">The address cannot be understood.</exception>
    public CameraSession(
        CameraOptions options, IngestMetrics metrics, ILogger<CameraSession> log, TimeProvider time,
        Func<IFrameSource>? open = null, int poolSize = DefaultPoolSize, CameraPast? past = null, PacketTap? packets = null)
    {
        (_options, _log) = (options, log);
        var address = SourceAddress.Parse(options.Watched);
        _file = address.Kind == SourceKind.File;
        _packets = packets is null ? null : new(packets, options.Name, past?.Packets ?? 0);
        if (open is null && options.Backend == VideoBackend.Auto && Libav.Check() is { Ok: false } check)
            log.LogWarning("{Camera}: an ffmpeg process decodes it, with its address on the command line, because the libraries cannot: {Problem}", options.Name, check.Problem);
        (_pace, _recorded) = (new Pace(time), _file);
        _health = new CameraHealth(options.Name, log, time);
        _health.Changed += () => StatusChanged?.Invoke(this);
        _sharp = options.DetectSource.Length > 0 ? new(options, metrics, log, time) : null;

        Pool = new FramePool(poolSize);
        Counters = past?.Counters ?? new CameraCounters(options.Name, metrics);
        _epoch = past?.Epoch ?? 0;
        _losses = new LossReporter(
            lost => _log.LogWarning("{Camera}: {Lost} {Frames} replaced by newer ones; recognition is slower than the camera (max_fps takes fewer)", options.Name, lost, lost == 1 ? "frame" : "frames"),
            time);
        _delivery = new FrameDelivery(options, Pool, Counters, _losses, time, _sharp, lossless: _file && !options.Loop);
        if (options.Enabled && !(_file && !options.Loop))
            metrics.ReconnectsBegin(options.Name);
        var card = new CardRecord();
        _keeper = new(open ?? (() => FrameSources.Create(address, options, _packets, card)), _health, time, IsFinal) { Reopening = fault => Counters.CountReconnect(fault.Label) };
    }

    /// <summary>What is read and how.</summary>
    public CameraOptions Options => _options;

    /// <summary>Where the frames' pixels live; empty again when all frames were let go.</summary>
    public FramePool Pool { get; }

    /// <summary>Where the pixels of its sharp stream live, if it has one; empty again when all frames were let go.</summary>
    public FramePool? SharpPool => _sharp?.Pool;

    /// <summary>What became of each picture.</summary>
    public CameraCounters Counters { get; }

    /// <summary>Codec, size and length; <see langword="null"/> before the first opening.</summary>
    public SourceInfo? Info => _health.Info;

    /// <summary>After a file's end: what was missing or broken, in words; <see langword="null"/> when all was well.</summary>
    public string? Damage { get; private set; }

    /// <summary>
    /// The frames. A file that is read once waits for its reader and loses nothing; of a live or looping camera there is
    /// the newest frame only. Completes when the session ends.
    /// </summary>
    public ChannelReader<Frame> Frames => _delivery.Frames;

    /// <summary>What the camera is doing now.</summary>
    public CameraStatus Status => _health.Status with { Sharp = _sharp?.Status };

    /// <summary>When the latest picture arrived; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? LastPicture => _health.LastPicture;

    /// <summary>Raised on the camera's thread when <see cref="Status"/> got another state.</summary>
    public event Action<CameraSession>? StatusChanged;

    /// <summary>What a session that takes this one's place goes on from; complete when this one has ended.</summary>
    public CameraPast Past => new(Counters, Epoch, _packets?.Number ?? 0);

    /// <summary>Raised when a frame was added, a stream ended or the session completed.</summary>
    internal event Action? Stirred;

    /// <summary>Streams that have ended; frames of stream n carry epoch n, and all of them were written before this is n + 1.</summary>
    internal int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Pictures arrive.</summary>
    internal bool IsLive => _health.IsLive;

    /// <summary>
    /// Reads until <paramref name="cancel"/>, or to the end of a file that does not loop; nothing where it is switched off. A camera that cannot be reached
    /// is tried again for ever.
    /// </summary>
    /// <exception cref="SourceException">A file cannot be read.</exception>
    public Task RunAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _started, true))
            throw new InvalidOperationException($"The session of {Options.Name} runs once.");

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(ended, cancel)) { IsBackground = true, Name = $"decode {Options.Name}" };
        _running = ended.Task;
        thread.Start();
        return ended.Task;
    }

    /// <summary>Takes options that are read in the same way: what is looked for in its pictures is another, and the stream goes on.</summary>
    /// <exception cref="ArgumentException">The camera would have to be opened anew.</exception>
    public void Adjust(CameraOptions options)
    {
        if (!options.ReadsLike(_options))
            throw new ArgumentException($"{options.Name} is read in another way now.", nameof(options));
        _options = options;
    }

    /// <summary>Stops, and drops the frames that nobody took.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _delivery.Complete();
        _delivery.Drain();
        _losses.Dispose();
        _stop.Dispose();
    }

    /// <summary>What is wrong will not mend itself. What is played for ever may lie on a disk that comes late or goes for a moment, and a folder may be filled anew.</summary>
    private bool IsFinal(SourceFault fault) =>
        _file && !(_options.Loop && (fault is SourceFault.Missing or SourceFault.Unreadable || Directory.Exists(SourceAddress.Parse(_options.Watched).Text)));

    private void Run(TaskCompletionSource ended, CancellationToken cancel)
    {
        Exception? failure = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, _stop.Token);
        try
        {
            if (Options.Enabled)
                PlayWithSharp(stop);
            else
                _health.Report(CameraState.Disabled);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _health.Stopped();
        }
        catch (Exception e)
        {
            failure = e;
            _health.Report(CameraState.Failed, e.Message, (e as SourceException)?.Fault.Label ?? CameraStatus.Unexpected);
        }

        _delivery.Complete();
        Stirred?.Invoke();
        if (failure is not null)
            ended.SetException(failure);
        else
            ended.SetResult();
    }

    private void PlayWithSharp(CancellationTokenSource stop)
    {
        var sharp = _sharp?.RunAsync(stop.Token) ?? Task.CompletedTask;
        try
        {
            PlayToTheEnd(stop.Token);
        }
        finally
        {
            stop.Cancel();
            sharp.GetAwaiter().GetResult();
        }
    }

    private void PlayToTheEnd(CancellationToken cancel)
    {
        while (Play(cancel))
        {
        }

        _health.Report(CameraState.Ended, Damage ?? "", Damage is null ? "" : SourceFault.Damaged.Label);
    }

    /// <summary>One stream, from opening it to its end or loss. Returns whether to open it again.</summary>
    private bool Play(CancellationToken cancel)
    {
        _packets?.Begin(_epoch);
        return _keeper.WasLost((source, info) => Pump(source, info, cancel), cancel) || _recorded && Options.Loop;
    }

    private void Pump(IFrameSource source, SourceInfo info, CancellationToken cancel)
    {
        _delivery.Restart();
        _pace.Restart();
        _recorded = _file || info.Recorded;
        var pace = info.Recorded || _file && Options.Loop ? _pace : null;
        var (errors, last, epoch) = (0L, TimeSpan.Zero, _epoch);
        try
        {
            while (source.TryRead(out var picture))
            {
                cancel.ThrowIfCancellationRequested();
                pace?.Wait(picture.Time, cancel);
                _health.Note(picture);
                Counters.CountRepair(picture.Repair);
                _delivery.Deliver(source, picture, epoch, cancel);
                Stirred?.Invoke();

                last = picture.Time;
                Counters.CountErrors(source.Errors - errors);
                errors = source.Errors;
            }

            // The last picture is on show for as long as the others, before a loop begins again.
            pace?.Wait(last + TimeSpan.FromSeconds(1 / (info.Fps > 0 ? info.Fps : 25)), cancel);
            Damage = source.Damage;
        }
        finally
        {
            Counters.CountErrors(source.Errors - errors);
            Interlocked.Increment(ref _epoch);
            Stirred?.Invoke();
        }
    }
}
