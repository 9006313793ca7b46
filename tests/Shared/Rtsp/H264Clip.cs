namespace FaceStream.Tests.Rtsp;

/// <summary>An H.264 elementary stream (Annex B) cut into the pictures that a camera would send.</summary>
public sealed class H264Clip
{
    private const int SliceTypes = 5;
    private const int KeySlice = 5;
    private const int Sps = 7;
    private const int Pps = 8;

    private H264Clip(List<byte[]> units)
    {
        ParameterSets = [units.First(unit => Type(unit) == Sps), units.First(unit => Type(unit) == Pps)];
        List<byte[]> picture = [];
        var hasSlice = false;
        foreach (var unit in units)
        {
            // A picture begins with the first unit after a slice that is no further slice of the same picture.
            var slice = Type(unit) is >= 1 and <= SliceTypes;
            if (hasSlice && (!slice || StartsPicture(unit)))
            {
                Pictures.Add([.. picture]);
                picture.Clear();
                hasSlice = false;
            }

            picture.Add(unit);
            hasSlice |= slice;
        }

        Pictures.Add([.. picture]);
    }

    /// <summary>Sequence and picture parameter set.</summary>
    public byte[][] ParameterSets { get; }

    /// <summary>The NAL units of each picture.</summary>
    public List<byte[][]> Pictures { get; } = [];

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

    /// <summary>Cuts at the start codes 00 00 01 and 00 00 00 01.</summary>
    public static H264Clip Parse(byte[] stream)
    {
        List<byte[]> units = [];
        var start = -1;
        for (var i = 0; i + 3 <= stream.Length; i++)
        {
            if (stream[i] != 0 || stream[i + 1] != 0 || stream[i + 2] != 1)
                continue;
            if (start >= 0)
                units.Add(Trimmed(stream.AsSpan(start, i - start)));
            start = i + 3;
            i += 2;
        }

        units.Add(stream[start..]);
        return new(units);
    }

    internal static bool BelongsToKeyFrame(byte[] unit) => Type(unit) is KeySlice or Sps;

    private static byte[] Trimmed(ReadOnlySpan<byte> unit) => unit.TrimEnd((byte)0).ToArray();

    private static int Type(byte[] unit) => unit[0] & 0x1F;

    /// <summary>first_mb_in_slice is 0, which Exp-Golomb writes as a single 1 bit.</summary>
    private static bool StartsPicture(byte[] unit) => (unit[1] & 0x80) != 0;
}
