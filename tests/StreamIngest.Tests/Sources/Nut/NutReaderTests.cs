using FaceStream.StreamIngest.Sources.Nut;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.StreamIngest.Tests.Sources.Nut;

public class NutReaderTests
{
    private const int Width = 34, Height = 22, Pictures = 10;
    private const string Muxer = "-c:v rawvideo -pix_fmt yuv420p -enc_time_base 1/90000";

    private static readonly Lazy<byte[]> Real = new(() => File.ReadAllBytes(Made("real.nut", "rate=25:duration=0.4")));

    [Fact]
    public void Every_picture_of_a_real_stream_comes_with_its_time_and_pixels()
    {
        var (pictures, failure, reader) = Read(Real.Value);

        Assert.Null(failure);
        Assert.Equal((Width, Height, 1.0 / 90000), (reader.Video.Width, reader.Video.Height, reader.Video.Tick));
        Assert.Equal(Enumerable.Range(0, Pictures).Select(n => n * 3600L), pictures.Select(picture => picture.Pts));
        Assert.Equal(Footage.Raw(Made("real.nut", ""), "-pix_fmt yuv420p"), pictures.SelectMany(picture => picture.Planes));
    }

    [Fact]
    public void Times_that_leap_and_pictures_larger_than_the_buffer_come_whole()
    {
        var path = Footage.Make("leap.nut", $"-f lavfi -i testsrc=size=320x240:rate=25:duration=0.4 -vf setpts=N*N*N*90/TB {Muxer} -fps_mode passthrough");

        var (pictures, failure, _) = Read(File.ReadAllBytes(path));

        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, Pictures).Select(n => n * n * n * 90L * 90000), pictures.Select(picture => picture.Pts));
        Assert.Equal(Footage.Raw(path, "-pix_fmt yuv420p -fps_mode passthrough"), pictures.SelectMany(picture => picture.Planes));
    }

    [Fact]
    public void A_stream_that_ends_anywhere_gives_the_whole_pictures_before()
    {
        var whole = Read(Real.Value).Pictures;

        var before = 0;
        for (var length = 0; length < Real.Value.Length; length += length < 2000 ? 1 : 37)
        {
            var (pictures, failure, _) = Read(Real.Value[..length]);

            Assert.Null(failure);
            Assert.InRange(pictures.Count, before, length < Real.Value.Length / 2 ? Pictures / 2 : Pictures);
            before = pictures.Count;
            Assert.All(pictures.Zip(whole), pair => Assert.Equal(pair.Second.Planes, pair.First.Planes));
        }

        Assert.InRange(before, Pictures - 1, Pictures);
    }

    [Fact]
    public void A_bit_that_tips_over_in_the_headers_is_noticed()
    {
        var headers = Real.Value.AsSpan().IndexOf("NK"u8);      // up to the first syncpoint
        for (var bit = 0; bit < headers * 8; bit++)
        {
            var bytes = Real.Value.ToArray();
            bytes[bit / 8] ^= (byte)(1 << bit % 8);

            var (pictures, failure, _) = Read(bytes);

            Assert.True(failure is not null || pictures.Count == 0, $"bit {bit} went unnoticed");
        }
    }

    [Fact]
    public void Whatever_happens_to_the_bytes_it_ends_with_pictures_of_the_right_size_or_a_reason() => Prop.ForAll(
        ArbMap.Default.ArbFor<Tuple<int, PositiveInt, byte[]>[]>(),
        damages =>
        {
            var bytes = damages.Aggregate(Real.Value, Damage);

            var (pictures, _, _) = Read(bytes);

            Assert.True(pictures.Count <= bytes.Length / 100 + 1);
            Assert.All(pictures, picture => Assert.InRange(picture.Planes.Length, 1, 1 << 20));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Noise_behind_a_true_beginning_is_refused() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<PositiveInt>(),
        (noise, keep) => Read([.. Real.Value.AsSpan(0, Math.Min(keep.Get * 7, Real.Value.Length)), .. noise])).QuickCheckThrowOnFailure();

    [Fact]
    public void Sound_beside_the_pictures_is_refused()
    {
        var path = Footage.Make("sound.nut", $"-f lavfi -i testsrc=size=34x22:rate=25:duration=0.2 -f lavfi -i sine=duration=0.2 {Muxer}");

        Assert.Contains("2 tracks", Read(File.ReadAllBytes(path)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_beyond_the_limit_are_refused()
    {
        Assert.Null(Read(Real.Value, Width * Height).Failure);
        Assert.Contains("beyond the limit", Read(Real.Value, Width * Height - 1).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_frame_code_table_elision_headers_low_bits_and_syncpoints_are_as_specified()
    {
        // A 2×2 picture is 6 bytes; codes 0 to 5 have all that is coded, 6 a size of 6, a step of 3 and "AB" before the content.
        byte[] bytes =
        [
            .. "nut/multimedia container\0"u8,
            .. NutWriter.Packet(NutWriter.Main, [3, 1, .. NutWriter.Number(32768), 1, 1, 10, .. NutWriter.CodeTable, 1, 2, .. "AB"u8]),
            .. NutWriter.Packet(NutWriter.Stream, [0, 0, 4, .. "I420"u8, 0, 4, 50, 0, 0, 0, 2, 2, 1, 1, 0]),
            .. NutWriter.Packet(NutWriter.SyncPoint, [.. NutWriter.Number(100), 0]),
            6, .. "cdef"u8,                                     // 100 + 3
            6, .. "ghij"u8,                                     // 106
            0, 8 | 32, 1, 6, .. "klmnop"u8,                     // low four bits 0001 nearest to 106: 113
            0, 8 | 32, .. NutWriter.Number(16 + 500), 6, .. "qrstuv"u8,     // a whole one: 500
            .. NutWriter.Packet(NutWriter.SyncPoint, [.. NutWriter.Number(200), 0]),
            6, .. "wxyz"u8,                                     // 203
        ];

        var (pictures, failure, _) = Read(bytes);

        Assert.Null(failure);
        Assert.Equal([103, 106, 113, 500, 203], pictures.Select(picture => picture.Pts));
        Assert.Equal(["ABcdef", "ABghij", "klmnop", "qrstuv", "ABwxyz"], pictures.Select(picture => System.Text.Encoding.ASCII.GetString(picture.Planes)));
    }

    private static string Made(string name, string length) => Footage.Make(name, $"-f lavfi -i testsrc=size={Width}x{Height}:{length} {Muxer}");

    /// <summary>Changes, removes, repeats or adds bytes somewhere.</summary>
    private static byte[] Damage(byte[] bytes, Tuple<int, PositiveInt, byte[]> damage)
    {
        var (kind, place, noise) = (damage.Item1 & 3, damage.Item2.Get * 31 % bytes.Length, damage.Item3);
        var length = Math.Min(noise.Length, bytes.Length - place);
        return kind switch
        {
            0 => [.. bytes[..place], .. noise.AsSpan(0, length), .. bytes[(place + length)..]],
            1 => [.. bytes[..place], .. bytes[Math.Min(place + length, bytes.Length - 1)..]],
            2 => [.. bytes[..place], .. bytes[(place / 2)..]],
            _ => [.. bytes[..place], .. noise, .. bytes[place..]],
        };
    }

    private static (List<(long Pts, byte[] Planes)> Pictures, string? Failure, NutReader Reader) Read(byte[] bytes, long maxPixels = 1 << 20)
    {
        var reader = new NutReader(new MemoryStream(bytes).Read, maxPixels);
        List<(long, byte[])> pictures = [];
        try
        {
            while (reader.TryRead(out var pts))
                pictures.Add((pts, reader.Planes.ToArray()));
            return (pictures, null, reader);
        }
        catch (NutException e)
        {
            return (pictures, e.Message, reader);
        }
    }
}
