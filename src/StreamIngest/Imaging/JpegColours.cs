using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>
/// Changes a picture's YUV into that of JPEG (JFIF): BT.601, full range. Video handed to a JPEG encoder as it is
/// looks washed out, and high definition has greenish skin.
/// </summary>
/// <remarks>
/// <c>YUV → RGB → Y'U'V'</c> is one linear map. Its luma part is <c>Y' = l·Y + b·U + r·V</c>, its chroma part a 2 × 2 matrix;
/// luma does not enter chroma. Coefficients are counted in 128ths (of b and r in 256ths): products fit 16 bits, and the
/// error stays below one level.
/// </remarks>
internal sealed class JpegColours
{
    private readonly short _black;
    private readonly short _luma;
    private readonly short _lumaFromU;
    private readonly short _lumaFromV;
    private readonly short _uu;
    private readonly short _uv;
    private readonly short _vu;
    private readonly short _vv;
    private short[] _lumaShift = [];

    public JpegColours(YuvColour colour)
    {
        var (fromR, fromB) = Weights(colour.Matrix);
        var (toR, toB) = Weights(YuvMatrix.Bt601);
        var (lumaScale, chromaScale) = colour.FullRange ? (1d, 1d) : (255 / 219d, 255 / 224d);

        // R = Y + 2(1 − kr)V, B = Y + 2(1 − kb)U, G from Y = kr R + kg G + kb B.
        var (redFromV, blueFromU) = (2 * (1 - fromR), 2 * (1 - fromB));
        var fromG = 1 - fromR - fromB;
        var (greenFromU, greenFromV) = (-fromB * blueFromU / fromG, -fromR * redFromV / fromG);
        var toG = 1 - toR - toB;
        var (lumaFromU, lumaFromV) = (toG * greenFromU + toB * blueFromU, toG * greenFromV + toR * redFromV);

        _black = (short)(colour.FullRange ? 0 : 16);
        _luma = Fixed(lumaScale, 128);
        _lumaFromU = Fixed(lumaFromU * chromaScale, 256);
        _lumaFromV = Fixed(lumaFromV * chromaScale, 256);
        _uu = Fixed((blueFromU - lumaFromU) / (2 * (1 - toB)) * chromaScale, 128);
        _uv = Fixed(-lumaFromV / (2 * (1 - toB)) * chromaScale, 128);
        _vu = Fixed(-lumaFromU / (2 * (1 - toR)) * chromaScale, 128);
        _vv = Fixed((redFromV - lumaFromV) / (2 * (1 - toR)) * chromaScale, 128);
        Changes = colour != new YuvColour(YuvMatrix.Bt601, FullRange: true);
    }

    /// <summary>Whether the picture is not already as JPEG wants it.</summary>
    public bool Changes { get; }

    /// <summary>Converts one row of chroma and remembers what it adds to the two rows of luma beside it.</summary>
    public void Chroma(ReadOnlySpan<byte> u, ReadOnlySpan<byte> v, Span<byte> toU, Span<byte> toV)
    {
        if (_lumaShift.Length < u.Length + 16)
            _lumaShift = new short[u.Length + 16];
        var i = 0;
        ref var shift = ref MemoryMarshal.GetArrayDataReference(_lumaShift);
        for (; i + 8 <= u.Length; i += 8)
        {
            var (a, b) = (Centred(u, i), Centred(v, i));
            ((a * _lumaFromU + b * _lumaFromV + Vector128.Create((short)128)) >> 8).StoreUnsafe(ref shift, (nuint)i);
            Store((a * _uu + b * _uv + Vector128.Create((short)64) >> 7) + Vector128.Create((short)128), toU, i);
            Store((a * _vu + b * _vv + Vector128.Create((short)64) >> 7) + Vector128.Create((short)128), toV, i);
        }

        for (; i < u.Length; i++)
        {
            var (a, b) = (u[i] - 128, v[i] - 128);
            _lumaShift[i] = (short)(a * _lumaFromU + b * _lumaFromV + 128 >> 8);
            toU[i] = Clamp((a * _uu + b * _uv + 64 >> 7) + 128);
            toV[i] = Clamp((a * _vu + b * _vv + 64 >> 7) + 128);
        }
    }

    /// <summary>Converts one row of luma beside the row of chroma converted last.</summary>
    public void Luma(ReadOnlySpan<byte> y, Span<byte> to)
    {
        var i = 0;
        ref var shift = ref MemoryMarshal.GetArrayDataReference(_lumaShift);
        for (; i + 16 <= y.Length; i += 16)
        {
            // One chroma value serves two pixels: s0 s0 s1 s1 …
            var shifts = Vector128.LoadUnsafe(ref shift, (nuint)(i / 2)).AsUInt16();
            var (low, high) = Vector128.Widen(shifts);
            var (first, second) = Vector128.Widen(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(y), (nuint)i));
            Store(Stretch(first) + (low | low << 16).AsInt16(), to, i);
            Store(Stretch(second) + (high | high << 16).AsInt16(), to, i + 8);
        }

        for (; i < y.Length; i++)
            to[i] = Clamp((Math.Max(y[i] - _black, 0) * _luma + 64 >> 7) + _lumaShift[i / 2]);
    }

    /// <summary>239 × 149 + 64 is more than a signed 16-bit number holds, but not an unsigned one.</summary>
    private Vector128<short> Stretch(Vector128<ushort> luma)
    {
        var above = Vector128.Max(luma, Vector128.Create((ushort)_black)) - Vector128.Create((ushort)_black);
        return (above * (ushort)_luma + Vector128.Create((ushort)64) >>> 7).AsInt16();
    }

    private static Vector128<short> Centred(ReadOnlySpan<byte> chroma, int at) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(MemoryMarshal.Read<ulong>(chroma[at..])).AsByte()).AsInt16() - Vector128.Create((short)128);

    private static void Store(Vector128<short> values, Span<byte> to, int at)
    {
        var bytes = Vector128.Min(Vector128.Max(values, Vector128<short>.Zero), Vector128.Create((short)255)).AsUInt16();
        var packed = Vector128.Narrow(bytes, bytes).AsUInt64().ToScalar();
        MemoryMarshal.Write(to[at..], packed);
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private static short Fixed(double value, int one) => (short)Math.Round(value * one);

    /// <summary>Red's and blue's share of luma.</summary>
    private static (double Red, double Blue) Weights(YuvMatrix matrix) => matrix switch
    {
        YuvMatrix.Bt709 => (0.2126, 0.0722),
        YuvMatrix.Bt2020 => (0.2627, 0.0593),
        _ => (0.299, 0.114),
    };
}
