using System.Runtime.InteropServices;
using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Converts pictures of one size and format to 8-bit 4:2:0 by libswscale: 10 bit, 4:2:2, 4:4:4, RGB, palettes.</summary>
/// <remarks>
/// The range stays as it is: libswscale would turn full-range sources into limited ones and lose levels.
/// It writes whole vectors, beyond the end of a row, so it gets rows of its own with room.
/// </remarks>
internal sealed unsafe class SwsConverter : IDisposable
{
    // SWS_BILINEAR | SWS_FULL_CHR_H_INT | SWS_ACCURATE_RND: only chroma is resampled, and rightly rounded.
    private const int Flags = 2 | 0x2000 | 0x40000;
    private const int Alignment = 64;
    private const int One = 1 << 16;

    private readonly (int Width, int Height, int Format, YuvColour Colour) _fits;
    private readonly nint _context;
    private readonly byte* _memory;
    private readonly int _height;

    public SwsConverter(int width, int height, int format, YuvColour colour)
    {
        _fits = (width, height, format, colour);
        _height = height;
        _context = Av.ScaleContext(width, height, format, width, height, toFormat: 0, Flags, 0, 0, 0);
        if (_context == 0)
            throw new SourceException(SourceFault.Unsupported, $"FFmpeg cannot convert pixel format {format} at {width}×{height}");

        var table = Av.ScaleCoefficients(colour.Matrix switch { YuvMatrix.Bt709 => 1, YuvMatrix.Bt2020 => 9, _ => 5 });
        var range = colour.FullRange ? 1 : 0;
        _ = Av.ScaleColours(_context, table, range, table, range, 0, One, One);   // refused for formats without a range

        (LumaStride, ChromaStride) = (RoundUp(width), RoundUp((width + 1) / 2));
        var chromaRows = (height + 1) / 2;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(LumaStride * height + 2 * ChromaStride * chromaRows + Alignment), Alignment);
    }

    public int LumaStride { get; }

    public int ChromaStride { get; }

    public byte* Y => _memory;

    public byte* U => _memory + (nint)LumaStride * _height;

    public byte* V => U + (nint)ChromaStride * ((_height + 1) / 2);

    public bool Fits(int width, int height, int format, YuvColour colour) => _fits == (width, height, format, colour);

    public void Convert(byte** data, int* strides)
    {
        var planes = stackalloc byte*[4] { Y, U, V, null };
        var rows = stackalloc int[4] { LumaStride, ChromaStride, ChromaStride, 0 };
        if (Av.Scale(_context, data, strides, 0, _height, planes, rows) != _height)
            throw new SourceException(SourceFault.Unsupported, $"FFmpeg could not convert a picture of pixel format {_fits.Format}");
    }

    public void Dispose()
    {
        Av.ScaleFree(_context);
        NativeMemory.AlignedFree(_memory);
    }

    private static int RoundUp(int size) => (size + Alignment - 1) / Alignment * Alignment;
}
