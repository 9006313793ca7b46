using System.Globalization;
using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources;

/// <summary>A libavcodec decoder with the frame it decodes into. One thread.</summary>
internal sealed unsafe class VideoDecoder : IDisposable
{
    /// <summary>The largest picture, in pixels: 8192 × 8192. More is a broken or hostile stream.</summary>
    public const long MaxPixels = 1L << 26;

    private nint _context;
    private nint _frame;

    private VideoDecoder(nint codec, nint parameters)
    {
        _context = Av.CodecAllocate(codec);
        _frame = Av.FrameAllocate();
        if (_context == 0 || _frame == 0)
            throw new InsufficientMemoryException();
        if (parameters != 0 && Av.ParametersToContext(_context, parameters) < 0)
            throw new InsufficientMemoryException();
    }

    /// <summary>The decoded picture, an AVFrame; holds a picture while <see cref="Receive"/> returned 0.</summary>
    public nint Frame => _frame;

    public int Width => *(int*)(_frame + AvLayout.FrameWidth);

    public int Height => *(int*)(_frame + AvLayout.FrameHeight);

    public int Format => *(int*)(_frame + AvLayout.FrameFormat);

    /// <summary>The time that the picture's packet had; <see langword="null"/> where it had none.</summary>
    public long? Stamp => *(long*)(_frame + AvLayout.FramePts) is not Av.NoTime and var stamp ? stamp : null;

    /// <summary>Presentation time in the stream's unit; the packet's decoding time where there is none, as in AVI.</summary>
    public long? Timestamp
    {
        get
        {
            if (Stamp is { } stamp)
                return stamp;
            var time = *(long*)(_frame + AvLayout.FramePacketDts);
            return time != Av.NoTime ? time : null;
        }
    }

    /// <summary>Opens a decoder; <see langword="null"/> when libavcodec refuses.</summary>
    /// <remarks>
    /// One thread: frame threads delay each picture by their number, cost more in sum, and with several
    /// cameras there is nothing left for them to gain (measured).
    /// </remarks>
    public static VideoDecoder? Open(nint codec, nint parameters, long maxPixels = MaxPixels)
    {
        var decoder = new VideoDecoder(codec, parameters);
        using var options = Options(maxPixels);
        if (Av.CodecOpen(decoder._context, codec, ref options.Dictionary) >= 0)
            return decoder;
        decoder.Dispose();
        return null;
    }

    public static AvOptions Options(long maxPixels) => new AvOptions()
        .Set("threads", "1")
        .Set("max_pixels", maxPixels.ToString(CultureInfo.InvariantCulture));

    /// <summary>Gives a packet, or 0 to have the last pictures come out.</summary>
    public int Send(nint packet) => Av.SendPacket(_context, packet);

    /// <summary>Takes the next picture into <see cref="Frame"/>; 0 or an <see cref="AvError"/>.</summary>
    public int Receive() => Av.ReceiveFrame(_context, _frame);

    /// <summary>A number that libav keeps as an option of the decoder, such as <c>color_range</c>.</summary>
    public int Option(string name) =>
        Av.OptionInteger(_context, name, 0, out var value) >= 0 ? (int)value : 0;

    public void Dispose()
    {
        if (_frame != 0)
            Av.FrameFree(ref _frame);
        if (_context != 0)
            Av.CodecFree(ref _context);
    }
}
