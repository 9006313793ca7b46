using System.Runtime.InteropServices;
using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources;

/// <summary>An open container or network stream, and the best video track in it.</summary>
internal sealed unsafe class Demuxer : IDisposable
{
    private readonly AvLayout _layout = NativeLibraries.Layout;
    private nint _context;
    private nint _packet;
    private nint _stream;
    private nint _codec;
    private int _index;

    /// <summary>The packet last read, an AVPacket.</summary>
    public nint Packet => _packet;

    /// <summary>Its bytes, until the next is read.</summary>
    public ReadOnlySpan<byte> PacketBytes => new(*(byte**)(_packet + AvLayout.PacketData), *(int*)(_packet + AvLayout.PacketSize));

    /// <summary>The time of its picture in the stream's unit, where it says one.</summary>
    public long? PacketStamp => *(long*)(_packet + AvLayout.PacketPts) is not Av.NoTime and var stamp ? stamp : null;

    /// <summary>
    /// Microseconds from the stream's time zero to the sender's 1970, where the sender tells its clock; the same for each packet, whatever the
    /// order of its pictures.
    /// </summary>
    public double? SenderOrigin
    {
        get
        {
            // AVProducerReferenceTime: its first field is the sender's wall clock, in microseconds.
            nuint size;
            var data = Av.PacketSideData(_packet, Av.PacketReferenceTime, &size);
            return data == null || size < 8 || PacketStamp is not { } stamp ? null : *(long*)data - stamp * Tick * 1e6;
        }
    }

    /// <summary>What the container says to set up a decoder (libav calls it extradata); may be empty.</summary>
    public ReadOnlySpan<byte> Header => new(*(byte**)(Parameters + AvLayout.ParametersHeader), *(int*)(Parameters + AvLayout.ParametersHeaderSize));

    public nint Parameters => *(nint*)(_stream + _layout.StreamParameters);

    public nint Codec => _codec;

    public int MediaType => *(int*)(Parameters + AvLayout.ParametersType);

    public string CodecName => Av.CodecName(*(int*)(Parameters + AvLayout.ParametersCodec));

    /// <summary>The container has no times, and libav made them up from a guessed rate: MJPEG over HTTP, raw streams.</summary>
    public bool IsTimeless => HasNoTimes(FormatName);

    /// <summary>Whether libav makes up the times of that format.</summary>
    public static bool HasNoTimes(string? format) => format is "mpjpeg" or "mjpeg" or "h264" or "hevc" or "mpegvideo" or "m4v" or "obu";

    /// <summary>Seconds of one timestamp unit.</summary>
    public double Tick => Rational(_layout.StreamTimeBase);

    /// <summary>Pictures a second on average, 0 when not known.</summary>
    public double FrameRate => Rational(_layout.StreamFrameRate) is var fps && double.IsFinite(fps) && fps is > 0 and < 1000 ? fps : 0;

    /// <summary>Pictures in the track, where the container counts them.</summary>
    public long? Frames => *(long*)(_stream + _layout.StreamFrameCount) is > 0 and var count ? count : null;

    /// <summary>Length of the video track where the container says it, in seconds.</summary>
    public double? TrackSeconds => *(long*)(_stream + _layout.StreamDuration) is > 0 and var length ? length * Tick : null;

    /// <summary>Length of the whole container, in seconds; sound may be longer than pictures.</summary>
    public double? ContainerSeconds => *(long*)(_context + _layout.ContextDuration) is > 0 and var length ? (double)length / Av.TimeBase : null;

    public int Streams => *(int*)(_context + AvLayout.ContextStreamCount);

    /// <summary>How the pictures of the track are to be turned, where the container says so.</summary>
    public Imaging.Orientation Orientation => StreamSideData.Orientation(_stream);

    /// <summary>Opens an address; 0 or an <see cref="AvError"/>.</summary>
    public int Open(string url, AvOptions options, Interrupt interrupt)
    {
        _packet = Av.PacketAllocate();
        _context = Av.ContextAllocate();
        if (_packet == 0 || _context == 0)
            throw new InsufficientMemoryException();
        interrupt.Attach(_context);

        var error = Av.OpenInput(ref _context, url, 0, ref options.Dictionary);
        if (error < 0)
            return error;                                   // the context is freed and zeroed by libav
        error = FindStreams();
        if (error < 0)
            return error;

        _index = Av.FindBestStream(_context, Av.MediaVideo, -1, -1, out _codec, 0);
        if (_index < 0)
            return _index;
        _stream = Stream(_index);
        if ((*(int*)(_stream + _layout.StreamDisposition) & Av.DispositionAttachedPicture) != 0)
            return AvError.StreamNotFound;                  // a song's cover is no video
        SkipOthers();
        return 0;
    }

    /// <summary>Reads the next packet of the video track into <see cref="Packet"/>; 0 or an <see cref="AvError"/>.</summary>
    public int Read()
    {
        while (true)
        {
            Av.PacketUnreference(_packet);
            var error = Av.ReadPacket(_context, _packet);
            if (error < 0 || *(int*)(_packet + AvLayout.PacketStream) == _index)
                return error;
        }
    }

    public void Dispose()
    {
        if (_packet != 0)
            Av.PacketFree(ref _packet);
        if (_context != 0)
            Av.CloseInput(ref _context);
    }

    /// <summary>libav decodes a little of each track to learn about it; the limits must hold there too.</summary>
    private int FindStreams()
    {
        var count = Streams;
        var options = new AvOptions[count];
        var dictionaries = stackalloc nint[Math.Max(count, 1)];
        for (var i = 0; i < count; i++)
        {
            options[i] = VideoDecoder.Options(VideoDecoder.MaxPixels);
            dictionaries[i] = options[i].Dictionary;
        }

        var error = Av.FindStreamInfo(_context, dictionaries);
        for (var i = 0; i < count; i++)
        {
            options[i].Dictionary = dictionaries[i];
            options[i].Dispose();
        }

        return error;
    }

    private void SkipOthers()
    {
        for (var i = 0; i < Streams; i++)
        {
            if (i != _index)
                *(int*)(Stream(i) + _layout.StreamDiscard) = Av.DiscardAll;
        }
    }

    /// <summary>AVInputFormat.name is its first field.</summary>
    private string? FormatName => Marshal.PtrToStringUTF8(**(nint**)(_context + AvLayout.ContextInputFormat));

    private nint Stream(int index) => (*(nint**)(_context + AvLayout.ContextStreams))[index];

    private double Rational(int offset)
    {
        var (numerator, denominator) = (*(int*)(_stream + offset), *(int*)(_stream + offset + 4));
        return denominator != 0 ? (double)numerator / denominator : 0;
    }
}
