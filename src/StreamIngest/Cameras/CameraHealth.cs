using FaceStream.StreamIngest.Sources;
using Microsoft.Extensions.Logging;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>What a camera is doing: written by its decode thread, read by anybody.</summary>
internal sealed class CameraHealth(string camera, ILogger log, TimeProvider time)
{
    // Silence shows after this long, before it counts as a failure.
    private static readonly TimeSpan SilenceShown = TimeSpan.FromSeconds(2);

    private readonly RateMeter _rate = new(time);
    private volatile CameraStatus _status = new(CameraState.Connecting, "", time.GetUtcNow(), null, 0, 0, 0, "");
    private volatile SourceInfo? _info;
    private volatile Tuple<int, int> _size = new(0, 0);
    private long _lastPicture;

    /// <summary>Raised after a change of state, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Codec, size and length; <see langword="null"/> before the first opening.</summary>
    public SourceInfo? Info => _info;

    /// <summary>Pictures arrive.</summary>
    public bool IsLive => _status.State == CameraState.Live;

    /// <summary>When the latest picture arrived; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? LastPicture =>
        Volatile.Read(ref _lastPicture) is var last and not 0 ? time.GetUtcNow() - time.GetElapsedTime(last) : null;

    /// <summary>Everything, as of now.</summary>
    public CameraStatus Status
    {
        get
        {
            var (status, size) = (_status, _size);
            status = status with { Width = size.Item1, Height = size.Item2, Fps = _rate.PerSecond, Codec = _info?.Codec ?? "", Decoder = _info?.Decoder ?? "", DecoderNotice = _info?.Notice ?? "" };
            var last = Volatile.Read(ref _lastPicture);
            if (status.State != CameraState.Live || _info is not { Live: true } || last == 0)
                return status;

            var silent = time.GetElapsedTime(last);
            return silent < SilenceShown
                ? status
                : status with { State = CameraState.Stalled, Reason = $"no picture for {silent.TotalSeconds:0} s", Since = time.GetUtcNow() - silent };
        }
    }

    /// <summary>The stream is open.</summary>
    public void Opened(SourceInfo info)
    {
        if (info.Notice is { } notice && notice != _info?.Notice)
            log.LogWarning("{Camera}: {Notice}", camera, notice);
        _info = info;
        Volatile.Write(ref _lastPicture, time.GetTimestamp());
        Report(CameraState.Live, "");
    }

    /// <summary>A picture arrived.</summary>
    public void Note(in Picture picture)
    {
        _rate.Count();
        Volatile.Write(ref _lastPicture, time.GetTimestamp());
        if (_size.Item1 != picture.Width || _size.Item2 != picture.Height)
            _size = new(picture.Width, picture.Height);
    }

    /// <summary>Takes and logs a new state.</summary>
    public void Report(CameraState state, string reason, DateTimeOffset? nextTry = null)
    {
        if (IsLive && state is CameraState.Connecting or CameraState.Live)
            return;     // a loop begins again: nothing that an operator would call a change
        if (reason.Length > 0)
            log.LogWarning("{Camera}: {State}: {Reason}", camera, state, reason);
        else
            log.LogInformation("{Camera}: {State}", camera, state);
        Take(state, reason, nextTry);
    }

    /// <summary>Somebody asked it to end, which is no reason to worry.</summary>
    public void Stopped()
    {
        log.LogInformation("{Camera}: stopped", camera);
        Take(CameraState.Ended, "stopped", null);
    }

    private void Take(CameraState state, string reason, DateTimeOffset? nextTry)
    {
        _status = _status with { State = state, Reason = reason, Since = time.GetUtcNow(), NextTry = nextTry };
        try
        {
            Changed?.Invoke();
        }
        catch (Exception e)
        {
            log.LogError(e, "{Camera}: a listener for its state failed", camera);     // and must not end the camera
        }
    }
}
