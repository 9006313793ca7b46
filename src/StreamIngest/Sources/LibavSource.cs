using System.Diagnostics;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Native;
using FaceStream.StreamIngest.Packets;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Reads files and cameras through FFmpeg's libraries, in this process.</summary>
/// <param name="address">What to read.</param>
/// <param name="transport">How RTSP packets travel.</param>
/// <param name="limit">Silence of a camera that counts as failed.</param>
public sealed class LibavSource(SourceAddress address, RtspTransport transport, TimeSpan limit) : IFrameSource
{
    private const double ArrivalTick = 1e-6;

    // In a row; one or two happen on any lossy network.
    private const int ErrorLimit = 50;

    private readonly Interrupt _interrupt = new();
    private readonly Demuxer _demuxer = new();
    private readonly PictureCopier _copier = new();
    private VideoDecoder? _decoder;
    private PresentationClock _clock = new(1, 0);
    private CameraClock? _truth;    // of a camera
    private CancellationTokenRegistration _cancelling;
    private CancellationToken _cancel;
    private SourceInfo? _info;
    private Orientation _orientation = Orientation.Upright;
    private (int Width, int Height, int Format) _shape;
    private YuvColour _colour;
    private Picture _picture;
    private bool _waiting;          // the first picture, decoded by Open, has not been read yet
    private bool _byArrival;        // the stream has no times of its own
    private bool _hardware;         // decodes
    private bool _draining;
    private int _readError;
    private int _errorsInARow;
    private int _lastError;         // of the decoder, an AvError
    private long _lastPicture;
    private TimeSpan _read;
    private double? _senderOrigin;

    /// <inheritdoc/>
    public long Errors { get; private set; }

    /// <inheritdoc/>
    public string? Damage { get; private set; }

    /// <summary>A camera that sends packets but no key frame for this long shows nothing to recognise.</summary>
    internal TimeSpan PictureLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Who gets to see the packets, if anybody may.</summary>
    internal PacketFeed? Packets { get; init; }

    /// <summary>What is to decode: the processor or NVDEC.</summary>
    internal DecoderChoice Decoder { get; init; } = DecoderChoice.Software;

    /// <summary>Why that is not what was asked for.</summary>
    internal string? Notice { get; init; }

    /// <summary>Opens a decoder on the card, where FFmpeg has one for the video.</summary>
    internal Func<Demuxer, VideoDecoder?> OnCard { get; init; } = HardwareDecoders.Nvdec;

    private bool Live => address.Kind != SourceKind.File;

    private bool Recorded => address.Kind == SourceKind.Http && _demuxer.ContainerSeconds is not null;

    /// <summary>The same video by the processor; <paramref name="why"/> the card cannot is told.</summary>
    internal LibavSource WithoutCard(string why) =>
        new(address, transport, limit) { PictureLimit = PictureLimit, Packets = Packets, Notice = HardwareDecoders.Instead(Decoder, why) };

    /// <inheritdoc/>
    public SourceInfo Open(CancellationToken cancel)
    {
        Libav.Require();
        _cancel = cancel;
        _cancelling = cancel.Register(_interrupt.Cancel);
        cancel.ThrowIfCancellationRequested();

        // 1. What can be known without libav, which would block in name resolution and says less about files.
        if (!Live && FileDiagnosis.Before(address.Text) is { } fault)
            throw fault;
        if (address.Host.Length > 0)
            HostNames.Resolve(address, limit, cancel);

        // 2. Connect and learn about the tracks.
        _lastPicture = Stopwatch.GetTimestamp();
        _interrupt.FireAfter(Live ? limit : Timeout.InfiniteTimeSpan);
        using (var options = LibavOptions.For(address, transport))
        {
            var error = _demuxer.Open(LibavOptions.Url(address), options, _interrupt);
            ThrowIfFired(opening: true);
            if (error < 0)
                throw SourceErrors.Open(address, error);
        }

        // 3. Decode until the first picture.
        var onCard = Decoder == DecoderChoice.Nvdec ? OnCard(_demuxer) : null;
        _hardware = onCard is not null;
        _decoder = onCard ?? VideoDecoder.Open(_demuxer.Codec, _demuxer.Parameters)
            ?? throw new SourceException(SourceFault.Unsupported, $"{address.Masked}: FFmpeg cannot decode its {_demuxer.CodecName} video");
        _byArrival = Live && _demuxer.IsTimeless;
        _clock = new PresentationClock(_byArrival ? ArrivalTick : _demuxer.Tick, _demuxer.FrameRate);
        _truth = Live ? new(_clock) : null;
        _orientation = _demuxer.Orientation;
        if (_demuxer.CodecName == "h264")
            Packets?.Describe(_demuxer.Header);
        if (!TryDecode())
            throw NoPicture();
        _waiting = true;
        return _info = Describe();
    }

    /// <inheritdoc/>
    public bool TryRead(out Picture picture)
    {
        Debug.Assert(_info is not null, "Open comes first");
        var more = _waiting || TryDecode();
        _waiting = false;
        picture = more ? _picture : default;
        return more;
    }

    /// <inheritdoc/>
    public void CopyTo(Span<byte> planes) => _copier.Copy(_decoder!.Frame, _colour, _orientation, planes);

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancelling.Dispose();
        _interrupt.Cancel();        // closing must not wait for a camera that is gone
        _copier.Dispose();
        _decoder?.Dispose();
        _demuxer.Dispose();
        _interrupt.Dispose();
    }

    private SourceInfo Describe()
    {
        var seconds = Live ? null : _demuxer.TrackSeconds ?? _demuxer.ContainerSeconds;
        return new(
            _demuxer.CodecName, _picture.Width, _picture.Height, _demuxer.FrameRate,
            seconds is { } length ? TimeSpan.FromSeconds(length) : null, Live ? null : _demuxer.Frames, Live)
        {
            Recorded = Recorded,
            Decoder = (_hardware ? Decoder : DecoderChoice.Software).Label,
            Notice = _hardware || Decoder == DecoderChoice.Software
                ? Notice
                : HardwareDecoders.Instead(Decoder, $"FFmpeg cannot decode this {_demuxer.CodecName} video with it"),
        };
    }

    private bool TryDecode()
    {
        while (true)
        {
            switch (_decoder!.Receive())
            {
                case 0:
                    Take();
                    return true;
                case AvError.Again:
                    Feed();
                    break;
                case AvError.End:
                    Damage = Truncation.Find(_demuxer, _readError, Errors, _picture.Time);
                    return false;
                case var error:
                    CountError(error);
                    break;
            }
        }
    }

    /// <summary>Gives the decoder its next packet, or word that there are no more.</summary>
    private void Feed()
    {
        if (Live)
            _interrupt.FireAfter(limit);
        var error = _demuxer.Read();
        ThrowIfFired(opening: _info is null);

        if (error < 0)
        {
            if (Live && !(Recorded && Truncation.Find(_demuxer, error, errors: 0, _picture.Time) is null))
                throw SourceErrors.Lost(address, error);
            if (_draining)
                throw new SourceException(SourceFault.Damaged, $"{address.Masked}: the decoder does not come to an end");
            _readError = error;
            _draining = true;
            _decoder!.Send(0);
            return;
        }

        if (Live)
            (_read, _senderOrigin) = (Stopwatch.GetElapsedTime(0), _demuxer.SenderOrigin ?? _senderOrigin);
        if (_orientation == Orientation.Upright)
            Packets?.Offer(_demuxer.PacketBytes, _demuxer.PacketStamp);
        if (_decoder!.Send(_demuxer.Packet) is < 0 and var refused)
            CountError(refused);
        if (Live && Stopwatch.GetElapsedTime(_lastPicture) > PictureLimit)
            throw new SourceException(SourceFault.Stalled, $"{address.Masked}: packets arrive, but no whole picture for {PictureLimit.TotalSeconds:0.#} s");
    }

    private void Take()
    {
        _errorsInARow = 0;
        _lastPicture = Stopwatch.GetTimestamp();

        var shape = (_decoder!.Width, _decoder.Height, _decoder.Format);
        if (shape != _shape)
        {
            _shape = shape;
            _colour = PictureCopier.Colour(shape.Format, shape.Height, _decoder.Option("colorspace"), _decoder.Option("color_range"));
            if (_orientation == Orientation.Upright)
                _orientation = StreamSideData.OfFrame(_decoder.Frame);
        }

        var (width, height) = _orientation.SwapsSides ? (shape.Height, shape.Width) : (shape.Width, shape.Height);
        var timestamp = _byArrival ? (long)Stopwatch.GetElapsedTime(0, _lastPicture).TotalMicroseconds : _decoder.Timestamp;
        var time = _truth?.Next(timestamp, _read) ?? _clock.Next(timestamp);
        _picture = new(time, width, height, _colour)
        {
            Repair = _truth?.Repair ?? _clock.Repair,
            Stamp = _orientation == Orientation.Upright ? _decoder.Stamp : null,
            Sent = _senderOrigin is { } origin && _decoder.Stamp is { } stamp ? TimeSpan.FromMicroseconds(origin + stamp * _demuxer.Tick * 1e6) : null,
            Read = _read,
        };
    }

    private void CountError(int error)
    {
        Errors++;
        _lastError = error;
        if (++_errorsInARow < ErrorLimit)
            return;
        if (_hardware && _info is null)
            throw NoPicture();
        if (Live)
            throw new SourceException(SourceFault.Damaged, $"{address.Masked}: {ErrorLimit} packets in a row could not be decoded");
    }

    /// <summary>A card may lack the memory, a free session or the profile, and tells it with the first packets only.</summary>
    private SourceException NoPicture() => _hardware
        ? new CardException($"it gives no picture of this {_demuxer.CodecName} video ({(_lastError < 0 ? AvError.Text(_lastError) : "without an error")})")
        : SourceErrors.NoPicture(address, _demuxer.CodecName);

    private void ThrowIfFired(bool opening)
    {
        if (!_interrupt.Fired)
            return;
        _cancel.ThrowIfCancellationRequested();
        throw opening ? SourceErrors.OpenTimeout(address, limit) : SourceErrors.Stalled(address, limit);
    }
}
