using FaceStream.StreamIngest.Sources;
using Microsoft.Extensions.Logging;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>What a camera is doing: written by its decode thread, read by anybody.</summary>
internal sealed class CameraHealth(string camera, ILogger log, TimeProvider time)
{
    // Silence shows after this long, before it counts as a failure.
    private static readonly TimeSpan SilenceShown = TimeSpan.FromSeconds(2);

    // A camera that stays away says so once in this time: a line for each try would push all else out of the log.
    private static readonly TimeSpan Repeated = TimeSpan.FromHours(1);

    private readonly RateMeter _rate = new(time);
    private volatile CameraStatus _status = new(CameraState.Connecting, "", time.GetUtcNow(), null, 0, 0, 0, "");
    private volatile SourceInfo? _info;
    private volatile Tuple<int, int> _size = new(0, 0);
    private long _lastPicture, _lastPictureAt;
    private bool _untrue;       // the camera's clock
    private (string Fault, long At)? _told;     // why it is away, and when the log was told

    /// <summary>Raised after a change of state, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Codec, size and length; <see langword="null"/> before the first opening.</summary>
    public SourceInfo? Info => _info;

    /// <summary>Pictures arrive.</summary>
    public bool IsLive => _status.State == CameraState.Live;

    /// <summary>When the latest picture arrived; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? LastPicture =>
        Volatile.Read(ref _lastPictureAt) is var ticks and not 0 ? new(ticks, TimeSpan.Zero) : null;

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
                : status with { State = CameraState.Stalled, Reason = $"no picture for {silent.TotalSeconds:0} s", Fault = SourceFault.Stalled.Label, Since = LastPicture!.Value };
        }
    }

    /// <summary>The stream is open.</summary>
    public void Opened(SourceInfo info)
    {
        if (info.Notice is { } notice && notice != _info?.Notice)
            log.LogWarning("{Camera}: {Notice}", camera, notice);
        _info = info;
        _untrue = false;
        NoteTime();
        Report(CameraState.Live);
    }

    /// <summary>A picture arrived.</summary>
    public void Note(in Picture picture)
    {
        _rate.Count();
        NoteTime();
        if (picture.Repair == TimeRepair.Rate && !_untrue)
            log.LogWarning("{Camera}: its clock runs at another rate than time does; the times at which its pictures arrive are used instead", camera);
        _untrue |= picture.Repair == TimeRepair.Rate;
        if (_size.Item1 != picture.Width || _size.Item2 != picture.Height)
            _size = new(picture.Width, picture.Height);
    }

    /// <summary>Takes and logs a new state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="fault">Why, as one of <see cref="CameraStatus.Faults"/>.</param>
    /// <param name="nextTry">When it is opened again.</param>
    public void Report(CameraState state, string reason = "", string fault = "", DateTimeOffset? nextTry = null)
    {
        if (IsLive && state is CameraState.Connecting or CameraState.Live)
            return;     // a loop begins again: nothing that an operator would call a change
        var isNews = IsNews(state, fault);
        if (reason.Length > 0)
            log.Log(isNews ? LogLevel.Warning : LogLevel.Debug, "{Camera}: {State}: {Reason}", camera, state, reason);
        else
            log.Log(isNews ? LogLevel.Information : LogLevel.Debug, "{Camera}: {State}", camera, state);
        Take(state, reason, fault, nextTry);
    }

    /// <summary>Somebody asked it to end, which is no reason to worry.</summary>
    public void Stopped()
    {
        log.LogInformation("{Camera}: stopped", camera);
        Take(CameraState.Ended, "stopped", CameraStatus.Stopped, null);
    }

    private bool IsNews(CameraState state, string fault)
    {
        if (state == CameraState.Connecting)
            return _told is null;
        if (state is not (CameraState.Backoff or CameraState.Unauthorized))
            _told = null;
        else if (_told is { } told && told.Fault == fault && time.GetElapsedTime(told.At) < Repeated)
            return false;
        else
            _told = (fault, time.GetTimestamp());
        return true;
    }

    private void NoteTime()
    {
        Volatile.Write(ref _lastPictureAt, time.GetUtcNow().UtcTicks);
        Volatile.Write(ref _lastPicture, time.GetTimestamp());
    }

    private void Take(CameraState state, string reason, string fault, DateTimeOffset? nextTry)
    {
        _status = _status with { State = state, Reason = reason, Fault = fault, Since = time.GetUtcNow(), NextTry = nextTry };
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
