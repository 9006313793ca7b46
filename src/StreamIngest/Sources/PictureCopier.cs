using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Copies decoded pictures of any pixel format into I420 planes.</summary>
/// <remarks>
/// The decoder's own buffer is never lent out: a copy costs 0.1–0.4 ms at 1080p, drops the padding of the rows,
/// and a frame that is held for long cannot starve the decoder.
/// </remarks>
internal sealed unsafe class PictureCopier : IDisposable
{
    // The numbers of these formats are the same in all releases.
    private const int Yuv420 = 0;
    private const int Gray8 = 8;
    private const int YuvJ420 = 12;
    private const int Nv12 = 23;

    private SwsConverter? _converter;
    private byte[] _stored = [];

    /// <summary>Writes the upright picture of <paramref name="frame"/>, an AVFrame, into <paramref name="planes"/>.</summary>
    public void Copy(nint frame, YuvColour colour, Orientation orientation, Span<byte> planes)
    {
        var (width, height) = (*(int*)(frame + AvLayout.FrameWidth), *(int*)(frame + AvLayout.FrameHeight));
        if (orientation == Orientation.Upright)
        {
            CopyStored(frame, width, height, colour, planes);
            return;
        }

        if (_stored.Length < planes.Length)
            _stored = GC.AllocateUninitializedArray<byte>(planes.Length);
        CopyStored(frame, width, height, colour, _stored.AsSpan(0, planes.Length));
        orientation.Apply(_stored.AsSpan(0, planes.Length), width, height, planes);
    }

    public void Dispose() => _converter?.Dispose();

    /// <summary>Matrix and range of a frame, from its format and what the decoder read in the stream.</summary>
    public static YuvColour Colour(int format, int height, int matrix, int range)
    {
        if (IsRgb(format))
            return new(YuvMatrix.Bt601, FullRange: true);      // converted here, to JPEG's colours
        var full = range == 2 || format is >= 12 and <= 14 or 32;    // AVCOL_RANGE_JPEG, or one of the "J" formats
        return new(
            matrix switch
            {
                1 => YuvMatrix.Bt709,
                5 or 6 => YuvMatrix.Bt601,
                9 or 10 => YuvMatrix.Bt2020,
                _ => height <= 576 || format is >= 12 and <= 14 or 32 ? YuvMatrix.Bt601 : YuvMatrix.Bt709,   // what players assume
            },
            full);
    }

    private static bool IsRgb(int format)
    {
        var descriptor = Av.FormatDescriptor(format);
        return descriptor != null && (*(ulong*)(descriptor + AvLayout.DescriptorFlags) & Av.FormatRgb) != 0;
    }

    private void CopyStored(nint frame, int width, int height, YuvColour colour, Span<byte> planes)
    {
        var data = (byte**)(frame + AvLayout.FrameData);
        var strides = (int*)(frame + AvLayout.FrameLineSize);
        var (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2);
        var (luma, chroma) = (width * height, chromaWidth * chromaHeight);
        var y = planes[..luma];
        var u = planes.Slice(luma, chroma);
        var v = planes.Slice(luma + chroma, chroma);

        switch (*(int*)(frame + AvLayout.FrameFormat))
        {
            case Yuv420 or YuvJ420:
                CopyRows(data[0], strides[0], width, height, y);
                CopyRows(data[1], strides[1], chromaWidth, chromaHeight, u);
                CopyRows(data[2], strides[2], chromaWidth, chromaHeight, v);
                break;
            case Nv12:
                CopyRows(data[0], strides[0], width, height, y);
                for (var row = 0; row < chromaHeight; row++)
                {
                    Deinterleave(
                        new ReadOnlySpan<byte>(data[1] + (nint)row * strides[1], 2 * chromaWidth),
                        u.Slice(row * chromaWidth, chromaWidth), v.Slice(row * chromaWidth, chromaWidth));
                }

                break;
            case Gray8:
                CopyRows(data[0], strides[0], width, height, y);
                u.Fill(128);
                v.Fill(128);
                break;
            case var format:
                if (_converter is null || !_converter.Fits(width, height, format, colour))
                {
                    _converter?.Dispose();
                    _converter = new SwsConverter(width, height, format, colour);
                }

                _converter.Convert(data, strides);
                CopyRows(_converter.Y, _converter.LumaStride, width, height, y);
                CopyRows(_converter.U, _converter.ChromaStride, chromaWidth, chromaHeight, u);
                CopyRows(_converter.V, _converter.ChromaStride, chromaWidth, chromaHeight, v);
                break;
        }
    }

    /// <summary>A stride may be negative: a picture stored from its last row up.</summary>
    private static void CopyRows(byte* from, int stride, int width, int height, Span<byte> to)
    {
        if (stride == width)
        {
            new ReadOnlySpan<byte>(from, width * height).CopyTo(to);
            return;
        }

        for (var row = 0; row < height; row++)
            new ReadOnlySpan<byte>(from + (nint)row * stride, width).CopyTo(to.Slice(row * width, width));
    }

    /// <summary>UVUV… to U and V.</summary>
    internal static void Deinterleave(ReadOnlySpan<byte> pairs, Span<byte> u, Span<byte> v)
    {
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref var from = ref MemoryMarshal.GetReference(pairs);
            for (; i + 16 <= u.Length; i += 16)
            {
                var low = Vector128.LoadUnsafe(ref from, (nuint)(2 * i)).AsUInt16();
                var high = Vector128.LoadUnsafe(ref from, (nuint)(2 * i + 16)).AsUInt16();
                var mask = Vector128.Create((ushort)0xFF);
                Vector128.Narrow(low & mask, high & mask).CopyTo(u[i..]);
                Vector128.Narrow(low >>> 8, high >>> 8).CopyTo(v[i..]);
            }
        }

        for (; i < u.Length; i++)
            (u[i], v[i]) = (pairs[2 * i], pairs[2 * i + 1]);
    }
}
