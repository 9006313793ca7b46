namespace FaceStream.Tests.Rtsp;

/// <summary>An H.265 elementary stream (Annex B) cut into the pictures that a camera would send.</summary>
public sealed class H265Clip : RtspClip
{
    private const int LastSlice = 31;
    private const int FirstKeySlice = 16;
    private const int LastKeySlice = 23;
    private const int Vps = 32;
    private const int Sps = 33;
    private const int Pps = 34;
    private const int Fragment = 49;
    private readonly List<byte[]> _units;

    private H265Clip(List<byte[]> units)
    {
        _units = units;
        Pictures.AddRange(AnnexB.Pictures(units, unit => Type(unit) <= LastSlice, IsFirstSlice));
    }

    /// <summary>Makes two seconds of ffmpeg's test picture, 320 × 240, 25 a second: a key frame a second, parameter sets before each.</summary>
    /// <param name="folder">Where it is made.</param>
    /// <param name="format">8 bits a sample, <c>yuv420p</c>, or 10, <c>yuv420p10le</c>.</param>
    public static H265Clip Make(string folder, string format = "yuv420p")
    {
        var path = Path.Combine(folder, $"{format}.h265");
        Ffmpeg.Run(
            $"-f lavfi -i testsrc=size=320x240:rate=25:duration=2 -pix_fmt {format} -c:v libx265 -preset ultrafast -tune zerolatency -x265-params keyint=25:min-keyint=25:repeat-headers=1:log-level=none -f hevc {path}");
        return new(AnnexB.Units(File.ReadAllBytes(path)));
    }

    internal override string[] Attributes =>
        ["a=rtpmap:96 H265/90000", $"a=fmtp:96 sprop-vps={First(Vps)};sprop-sps={First(Sps)};sprop-pps={First(Pps)}"];

    internal override bool IsKey(byte[][] picture) => picture.Any(unit => Type(unit) is >= FirstKeySlice and <= LastKeySlice);

    /// <summary>RFC 7798: single units and fragmentation units.</summary>
    internal override IEnumerable<byte[]> Payloads(byte[][] picture) =>
        picture.SelectMany(unit => AnnexB.Payloads(unit, header: 2, [(byte)(unit[0] & 0x81 | Fragment << 1), unit[1]], Type(unit), LargestPayload));

    private string First(int type) => Convert.ToBase64String(_units.First(unit => Type(unit) == type));

    private static int Type(byte[] unit) => unit[0] >> 1 & 0x3F;

    /// <summary>first_slice_segment_in_pic_flag.</summary>
    private static bool IsFirstSlice(byte[] unit) => (unit[2] & 0x80) != 0;
}
