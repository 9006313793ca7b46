using System.Diagnostics;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources.Nut;

namespace FaceStream.StreamIngest.Sources.Child;

/// <summary>
/// Reads files and cameras through an <c>ffmpeg</c> process of their own, which sends raw pictures through a pipe.
/// See <c>docs/decisions/0007-process-backend.md</c>.
/// </summary>
/// <param name="address">What to read.</param>
/// <param name="transport">How RTSP packets travel.</param>
/// <param name="limit">Silence of a camera that counts as failed.</param>
public sealed class ProcessSource(SourceAddress address, RtspTransport transport, TimeSpan limit) : IFrameSource
{
    private const double ArrivalTick = 1e-6;

    private FfmpegReport _report = new(address.Conceal);
    private FfmpegChild? _child;
    private NutReader? _nut;
    private PresentationClock? _clock;
    private CameraClock? _truth;    // of a camera
    private SourceInfo? _info;
    private Picture _picture;
    private YuvColour _colour;
    private bool _answered;         // the camera did; only a key frame is missing
    private bool _waiting;          // the first picture, read by Open, has not been asked for yet
    private bool _byArrival;        // the stream has no times of its own
    private bool _ended;

    /// <inheritdoc/>
    public long Errors => _report.DecodeErrors;

    /// <inheritdoc/>
    public string? Damage { get; private set; }

    /// <summary>A camera that is open but sends no key frame for this long shows nothing to recognise.</summary>
    internal TimeSpan PictureLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The program to start.</summary>
    internal string Program { get; init; } = "ffmpeg";

    /// <summary>The process that reads, 0 before <see cref="Open"/>.</summary>
    internal int ChildId => _child?.Id ?? 0;

    /// <summary>What is to decode.</summary>
    internal DecoderChoice Decoder { get; init; } = DecoderChoice.Software;

    /// <summary>Why that is not what was asked for.</summary>
    internal string? Notice { get; init; }

    private bool Live => address.Kind != SourceKind.File;

    private bool Recorded => address.Kind == SourceKind.Http && _report.Duration is not null;

    /// <inheritdoc/>
    public SourceInfo Open(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();

        // 1. What can be known without ffmpeg, in the same words as in the process.
        if (address.Kind == SourceKind.File && FileDiagnosis.Before(address.Text) is { } fault)
            throw fault;
        if (address.Kind == SourceKind.Device && DeviceDiagnosis.Before(address.Text) is { } none)
            throw none;
        if (address.Host.Length > 0)
            HostNames.Resolve(address, limit, cancel);

        // 2. Start it, and wait for the first picture: first for the camera's answer, then for a key frame.
        var (decoder, notice) = (Decoder, Notice);
        if (!Start(decoder, cancel))
        {
            var reason = NotOpened();
            if (decoder == DecoderChoice.Software || !_report.BlamesDevice)
                throw reason;
            (notice, decoder) = (HardwareDecoders.Instead(decoder, _report.LastWords), DecoderChoice.Software);
            _child!.Dispose();
            if (!Start(decoder, cancel))
                throw NotOpened();
        }

        _waiting = true;

        // 3. What it is, as ffmpeg has described it by then.
        return _info = new(_report.Codec, _picture.Width, _picture.Height, _report.Fps, Live ? null : _report.Duration, Frames: null, Live)
        {
            Decoder = decoder.Label, Notice = notice, Recorded = Recorded,
        };
    }

    /// <inheritdoc/>
    public bool TryRead(out Picture picture)
    {
        Debug.Assert(_info is not null, "Open comes first");
        var more = _waiting || TryContinue();
        _waiting = false;
        picture = more ? _picture : default;
        return more;
    }

    /// <inheritdoc/>
    public void CopyTo(Span<byte> planes) => _nut!.Planes.CopyTo(planes);

    /// <inheritdoc/>
    public void Dispose() => _child?.Dispose();

    private bool Start(DecoderChoice decoder, CancellationToken cancel)
    {
        _report = new(address.Conceal);
        _answered = false;
        _child = new FfmpegChild(Program, FfmpegArguments.For(address, transport, limit, decoder), _report, cancel) { Heard = BearForPicture };
        _nut = new NutReader(_child.Read, VideoDecoder.MaxPixels);
        Bear(limit);
        return TryReceive();
    }

    private bool TryContinue()
    {
        if (_ended)
            return false;
        Bear(limit);
        if (TryReceive())
            return true;
        _ended = true;
        _child!.Finish();

        if (_child.TimedOut)
            throw new SourceException(SourceFault.Stalled, $"{address.Masked}: no picture arrived for {limit.TotalSeconds:0.#} s");
        if (Live && !(Recorded && _child.Signal == 0 && Missing(errors: 0) is null))
            throw new SourceException(SourceFault.Lost, _child.Signal != 0 ? Killed() : $"{address.Masked}: the camera closed the connection, or it broke");
        Damage = _child.Signal != 0 ? Killed() : Missing(Errors);
        return false;
    }

    private string? Missing(long errors) => Truncation.Find(_report.Duration ?? TimeSpan.Zero, _report.Tracks, _report.Fps, errors, _picture.Time);

    /// <summary>Cameras may send their key frames further apart than the silence that is borne.</summary>
    private void BearForPicture()
    {
        if (_answered || !_report.IsOpen)
            return;
        _answered = true;
        Bear(PictureLimit);
    }

    private void Bear(TimeSpan silence) => _child!.FireAfter(Live ? silence : Timeout.InfiniteTimeSpan);

    private bool TryReceive()
    {
        try
        {
            if (!_nut!.TryRead(out var pts))
                return false;
            Take(pts);
            return true;
        }
        catch (NutException e)
        {
            throw new SourceException(SourceFault.Damaged, $"{address.Masked}: the ffmpeg that reads it sends what cannot be understood: {e.Message}");
        }
    }

    private void Take(long pts)
    {
        var video = _nut!.Video;
        if (_clock is null)
        {
            _byArrival = Live && Demuxer.HasNoTimes(_report.Format);
            _clock = new PresentationClock(_byArrival ? ArrivalTick : video.Tick, _report.Fps);
            _truth = Live ? new(_clock) : null;
            _colour = FfmpegColours.Read(_report.OutputColours, _report.InputPixels, video.Height);
        }

        var came = Live ? Stopwatch.GetElapsedTime(0) : default;
        var timestamp = _byArrival ? (long)came.TotalMicroseconds : pts;
        var time = _truth?.Next(timestamp, came) ?? _clock.Next(timestamp);
        _picture = new(time, video.Width, video.Height, _colour) { Read = came, Repair = _truth?.Repair ?? _clock.Repair };
    }

    private SourceException NotOpened()
    {
        _child!.Finish();
        if (_child.TimedOut && _report.IsOpen)
            return new(SourceFault.Stalled, $"{address.Masked}: was opened, but no whole picture came for {PictureLimit.TotalSeconds:0.#} s");
        if (_child.TimedOut)
            return SourceErrors.OpenTimeout(address, limit);
        if (_child.Signal != 0)
            return new(Live ? SourceFault.Lost : SourceFault.Damaged, Killed());
        if (_report.IsOpen && _report.Codec.Length > 0 && _report.Code is not Native.AvError.DecoderNotFound)
            return SourceErrors.NoPicture(address, _report.Codec);
        return SourceErrors.Open(address, _report.Code ?? 0, release: "", () => _report.LastWords);
    }

    private string Killed() => $"{address.Masked}: the ffmpeg that read it was ended by signal {_child!.Signal}";
}
