using System.Diagnostics;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Tests.Sources.Child;

namespace FaceStream.StreamIngest.Tests.Sources;

/// <summary>Names and bytes that were made to do harm, or are broken as if.</summary>
public class HostileFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("subfile,,start,0,end,0,,:{0}")]
    [InlineData("-i")]
    [InlineData("-filter_complex=movie={0}")]
    [InlineData("%2e%2e/{0}")]
    [InlineData("|ls")]
    [InlineData("$(ls)")]
    public void A_name_is_a_name_to_both_and_nothing_is_started_for_one_that_is_not_there(string name)
    {
        var path = name.Replace("{0}", Footage.Video, StringComparison.Ordinal);
        using var libav = Footage.Source(path);
        using var child = ProcessSourceTests.Make(path);

        Assert.Equal(SourceFault.Missing, Assert.Throws<SourceException>(() => libav.Open(Cancel)).Fault);
        Assert.Equal(SourceFault.Missing, Assert.Throws<SourceException>(() => child.Open(Cancel)).Fault);
        Assert.Equal(0, child.ChildId);
    }

    [Fact]
    public void A_picture_of_more_than_the_largest_size_is_refused_by_both()
    {
        var path = Footage.Make("huge.avi", "-f lavfi -i color=size=8200x8200:rate=1:duration=1 -frames:v 1 -pix_fmt yuvj420p -c:v mjpeg -q:v 31");
        using var libav = Footage.Source(path);
        using var child = ProcessSourceTests.Make(path);

        Assert.InRange(Assert.Throws<SourceException>(() => libav.Open(Cancel)).Fault, SourceFault.NotVideo, SourceFault.Unsupported);
        Assert.InRange(Assert.Throws<SourceException>(() => child.Open(Cancel)).Fault, SourceFault.NotVideo, SourceFault.Unsupported);
    }

    [Fact]
    public void Interlaced_pictures_are_read_whole_and_each_once()
    {
        var path = Footage.Make("interlaced.ts", "-f lavfi -i testsrc=size=320x240:rate=25:duration=1 -vf setfield=tff -c:v mpeg2video -flags +ildct+ilme -pix_fmt yuv420p");
        using var source = Footage.Source(path);
        source.Open(Cancel);

        var pictures = Footage.Read(source);

        Assert.Equal(25, pictures.Count);
        Assert.All(pictures, picture => Assert.Equal((320, 240), (picture.Picture.Width, picture.Picture.Height)));
    }

    /// <summary>Seeded, so that a find can be looked at again: the seed is in the message.</summary>
    [Theory]
    [InlineData("fuzz.mp4", "-c:v libx264 -g 5")]
    [InlineData("fuzz.mkv", "-c:v libx264 -g 5")]
    [InlineData("fuzz.ts", "-c:v mpeg2video -g 5")]
    [InlineData("fuzz.avi", "-c:v mjpeg")]
    [InlineData("fuzz.webm", "-c:v libvpx -g 5")]
    public void Whatever_bytes_change_it_is_read_or_refused_in_words_and_never_hangs(string name, string encoder)
    {
        var whole = File.ReadAllBytes(Footage.Make(name, $"-f lavfi -i testsrc=size=64x48:rate=25:duration=0.4 -pix_fmt yuv420p {encoder}"));
        var (began, read, refused) = (Stopwatch.GetTimestamp(), 0, 0);
        for (var seed = 0; seed < 150 && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20); seed++)
        {
            using var source = Footage.Source(Footage.Write("broken." + name, Broken(whole, seed)));
            using var hang = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            hang.CancelAfter(TimeSpan.FromSeconds(60));
            try
            {
                source.Open(hang.Token);
                foreach (var (first, second) in Footage.Read(source) is var pictures ? pictures.Zip(pictures.Skip(1)) : [])
                    Assert.True(first.Picture.Time < second.Picture.Time, $"time went back, seed {seed}");
                read++;
            }
            catch (SourceException e)
            {
                Assert.True(e.Message.Length > 20, $"seed {seed}: {e.Message}");
                refused++;
            }
        }

        Assert.True(read > 0 && read + refused > 10, $"{read} read, {refused} refused");
    }

    /// <summary>Bytes changed, a piece left out, or the end cut off.</summary>
    private static byte[] Broken(byte[] whole, int seed)
    {
        var random = new Random(seed);
        var bytes = (byte[])whole.Clone();
        for (var i = random.Next(1, 30); i > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        var at = random.Next(bytes.Length);
        return (seed % 4) switch
        {
            0 => bytes[..Math.Max(1, at)],
            1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(200))..]],
            _ => bytes,
        };
    }
}
