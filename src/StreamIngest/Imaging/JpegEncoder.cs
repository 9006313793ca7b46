using System.Runtime.InteropServices;
using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>Encodes frames as baseline JPEG, 4:2:0. One encoder serves one thread.</summary>
/// <param name="quality">1 (small) to 100 (faithful).</param>
public sealed class JpegEncoder(int quality = 80) : IDisposable
{
    private readonly TurboJpegHandle _turbo = Create(quality);
    private readonly PlaneScaler[] _scalers = [new(), new(), new()];
    private JpegColours _colours = new(default);
    private YuvColour _colour;
    private byte[] _scaled = [];
    private byte[] _converted = [];
    private byte[] _jpeg = [];

    /// <summary>Compresses a frame; the bytes are valid until the next call.</summary>
    /// <param name="frame">Any colours; they become those of JPEG.</param>
    /// <param name="maxWidth">A wider frame is made smaller to this width; 0 keeps the size.</param>
    /// <exception cref="PictureException">The library refused, with its own words.</exception>
    public ReadOnlyMemory<byte> Encode(Frame frame, int maxWidth = 0) =>
        EncodeCrop(frame, 0, 0, frame.Header.Width, frame.Header.Height, maxWidth);

    /// <summary>Compresses a part of a frame, cut to what lies inside it; the bytes are valid until the next call.</summary>
    /// <param name="frame">Any colours; they become those of JPEG.</param>
    /// <param name="x">First column, in pixels; rounded to the even one before it, as chroma covers two.</param>
    /// <param name="y">First row, likewise.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="maxWidth">A wider part is made smaller to this width; 0 keeps the size.</param>
    /// <exception cref="ArgumentException">The part lies outside the frame.</exception>
    /// <exception cref="PictureException">The library refused, with its own words.</exception>
    public ReadOnlyMemory<byte> EncodeCrop(Frame frame, int x, int y, int width, int height, int maxWidth = 0)
    {
        var header = frame.Header;
        var (right, bottom) = (Math.Min((long)x + width, header.Width), Math.Min((long)y + height, header.Height));
        (x, y) = (Math.Max(x, 0) & ~1, Math.Max(y, 0) & ~1);
        if (right <= x || bottom <= y)
            throw new ArgumentException($"{width}×{height} at ({x}, {y}) lies outside the {header.Width}×{header.Height} frame of {header.Camera}.", nameof(frame));

        // 1. The part, 2. made smaller, 3. in JPEG's colours, 4. compressed. Steps that change nothing are left out.
        var planes = new Planes(
            frame.Y[(y * header.Width + x)..], frame.U[(y / 2 * header.ChromaWidth + x / 2)..], frame.V[(y / 2 * header.ChromaWidth + x / 2)..],
            header.Width, header.ChromaWidth, (int)(right - x), (int)(bottom - y));
        if (maxWidth > 0 && maxWidth < planes.Width)
            planes = Shrink(planes, maxWidth);
        if (header.Colour != _colour)
            (_colour, _colours) = (header.Colour, new JpegColours(header.Colour));
        if (_colours.Changes || (planes.Width | planes.Height) % 2 != 0)
            planes = Convert(planes);
        return Compress(planes, header);
    }

    /// <inheritdoc/>
    public void Dispose() => _turbo.Dispose();

    private static TurboJpegHandle Create(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        var handle = TurboJpeg.InitCompress();
        return !handle.IsInvalid ? handle : throw new PictureException($"TurboJPEG cannot start: {TurboJpeg.Error(handle)}");
    }

    private Planes Shrink(scoped in Planes from, int width)
    {
        var height = Math.Max(1, (int)Math.Round((double)from.Height * width / from.Width));
        var to = Planes.Over(ref _scaled, width, height, width);
        _scalers[0].Shrink(from.Y, from.Stride, from.Width, from.Height, Writable(to.Y), width, height);
        _scalers[1].Shrink(from.U, from.ChromaStride, from.ChromaWidth, from.ChromaHeight, Writable(to.U), to.ChromaWidth, to.ChromaHeight);
        _scalers[2].Shrink(from.V, from.ChromaStride, from.ChromaWidth, from.ChromaHeight, Writable(to.V), to.ChromaWidth, to.ChromaHeight);
        return to;
    }

    /// <summary>Also makes odd sides even by repeating the last column and row, which TurboJPEG reads.</summary>
    private Planes Convert(scoped in Planes from)
    {
        var to = Planes.Over(ref _converted, from.Width, from.Height, from.Width + 1 & ~1);
        for (var row = 0; row < to.ChromaHeight; row++)
        {
            _colours.Chroma(
                from.U.Slice(row * from.ChromaStride, from.ChromaWidth), from.V.Slice(row * from.ChromaStride, from.ChromaWidth),
                Writable(to.U).Slice(row * to.ChromaStride, to.ChromaWidth), Writable(to.V).Slice(row * to.ChromaStride, to.ChromaWidth));
            for (var half = 0; half < 2; half++)
            {
                var line = Writable(to.Y).Slice((2 * row + half) * to.Stride, to.Stride);
                _colours.Luma(from.Y.Slice(Math.Min(2 * row + half, from.Height - 1) * from.Stride, from.Width), line);
                if (to.Stride > from.Width)
                    line[^1] = line[^2];
            }
        }

        return to;
    }

    private static Span<byte> Writable(ReadOnlySpan<byte> plane) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(plane), plane.Length);

    private unsafe ReadOnlyMemory<byte> Compress(in Planes planes, FrameHeader header)
    {
        var size = TurboJpeg.BufferSize(planes.Width, planes.Height, TurboJpeg.Chroma420);
        if (_jpeg.Length < (int)size.Value)
            _jpeg = GC.AllocateUninitializedArray<byte>((int)size.Value, pinned: true);

        fixed (byte* y = planes.Y, u = planes.U, v = planes.V, start = _jpeg)
        {
            var sources = stackalloc byte*[3] { y, u, v };
            var strides = stackalloc int[3] { planes.Stride, planes.ChromaStride, planes.ChromaStride };
            var jpeg = start;
            var error = TurboJpeg.CompressFromYuvPlanes(
                _turbo, sources, planes.Width, strides, planes.Height, TurboJpeg.Chroma420,
                &jpeg, &size, quality, TurboJpeg.NoRealloc | TurboJpeg.FastDct);
            if (error != 0)
                throw new PictureException($"{planes.Width}×{planes.Height} picture of {header.Camera}: {TurboJpeg.Error(_turbo)}");
        }

        return _jpeg.AsMemory(0, (int)size.Value);
    }
}
