namespace FaceStream.Tests.Rtsp;

/// <summary>An H.264 elementary stream (Annex B) cut into the pictures that a camera would send.</summary>
public sealed class H264Clip : RtspClip
{
    private const int SliceTypes = 5;
    private const int KeySlice = 5;
    private const int Sps = 7;
    private const int Pps = 8;
    private const int Fragment = 28;
    private readonly byte[][] _parameterSets;

    private H264Clip(List<byte[]> units)
    {
        _parameterSets = [units.First(unit => Type(unit) == Sps), units.First(unit => Type(unit) == Pps)];
        Pictures.AddRange(AnnexB.Pictures(units, unit => Type(unit) is >= 1 and <= SliceTypes, IsFirstSlice));
    }

    /// <summary>Makes a clip with ffmpeg's test picture: a key frame a second, parameter sets before each.</summary>
    public static H264Clip Make(string folder, string size = "320x240", int fps = 25, double seconds = 2, string source = "testsrc", string filter = "null")
    {
        var path = Path.Combine(folder, $"{source}-{size}-{fps}.h264");
        Ffmpeg.Run(FormattableString.Invariant(
            $"-f lavfi -i {source}{(source.Contains('=') ? ":" : "=")}size={size}:rate={fps}:duration={seconds} -vf {filter} -pix_fmt yuv420p -c:v libx264 -preset ultrafast -tune zerolatency -bf 0 -g {fps} -x264-params repeat-headers=1 -f h264 {path}"));
        return Parse(File.ReadAllBytes(path));
    }

    /// <summary>Makes a clip of a part of a video: a key frame a second, parameter sets before each.</summary>
    public static H264Clip From(string video, string folder, string size, double start, double seconds)
    {
        var path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(video)}-{size}.h264");
        Ffmpeg.Run(FormattableString.Invariant(
            $"-ss {start} -t {seconds} -i {video} -an -vf scale={size.Replace('x', ':')}:flags=area -c:v libx264 -preset ultrafast -crf 20 -tune zerolatency -bf 0 -g 25 -keyint_min 25 -sc_threshold 0 -x264-params repeat-headers=1 -f h264 {path}"));
        return Parse(File.ReadAllBytes(path));
    }

    /// <summary>Of the bytes of such a stream.</summary>
    public static H264Clip Parse(byte[] stream) => new(AnnexB.Units(stream));

    internal override string[] Attributes =>
    [
        "a=rtpmap:96 H264/90000",
        $"a=fmtp:96 packetization-mode=1;profile-level-id={Convert.ToHexString(_parameterSets[0].AsSpan(1, 3))};sprop-parameter-sets={string.Join(",", _parameterSets.Select(Convert.ToBase64String))}",
    ];

    internal override bool IsKey(byte[][] picture) => picture.Any(unit => Type(unit) is KeySlice or Sps);

    /// <summary>RFC 6184: single units and FU-A fragments.</summary>
    internal override IEnumerable<byte[]> Payloads(byte[][] picture) =>
        picture.SelectMany(unit => AnnexB.Payloads(unit, header: 1, [(byte)(unit[0] & 0xE0 | Fragment)], Type(unit), LargestPayload));

    private static int Type(byte[] unit) => unit[0] & 0x1F;

    /// <summary>first_mb_in_slice is 0, which Exp-Golomb writes as a single 1 bit.</summary>
    private static bool IsFirstSlice(byte[] unit) => (unit[1] & 0x80) != 0;
}
