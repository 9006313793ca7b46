using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Tests.Sources;

public sealed class DegradedSourceTests
{
    private const int Width = 64, Height = 48;

    [Fact]
    public void Smaller_pictures_keep_their_shape_and_their_light()
    {
        var (picture, planes) = Read(new() { Height = 24 });

        Assert.Equal((32, 24), (picture.Width, picture.Height));
        Assert.Equal(32 * 24 * 3 / 2, planes.Length);
        Assert.Equal(Mean(Read(new()).Planes[..(Width * Height)]), Mean(planes[..(32 * 24)]), 1.0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_each_picture_has_noise_of_its_own()
    {
        Degradation noisy = new() { Noise = 10, Seed = 3 };
        var first = Read(noisy).Planes;

        Assert.Equal(first, Read(noisy).Planes);
        Assert.NotEqual(first, Read(noisy with { Seed = 4 }).Planes);
        Assert.NotEqual(first, Read(noisy, pictures: 2).Planes);

        var clean = Read(new()).Planes;
        double[] luma = [.. first.Zip(clean, (x, y) => (double)x - y).Take(Width * Height)];
        Assert.Equal(0, luma.Average(), 1.0);
        Assert.Equal(10, Math.Sqrt(luma.Average(x => x * x)), 1.0);
    }

    [Fact]
    public void Light_goes_towards_black_and_colours_towards_grey()
    {
        var (clean, dark) = (Read(new()).Planes, Read(new() { Light = 0.25 }).Planes);

        Assert.Equal(16 + (Mean(clean[..(Width * Height)]) - 16) / 4, Mean(dark[..(Width * Height)]), 0.6);
        Assert.Equal(128 + (clean[^1] - 128) / 4.0, dark[^1], 0.6);
    }

    [Fact]
    public void A_blurred_edge_is_what_the_normal_distribution_says()
    {
        var planes = Read(new() { Blur = 2 }).Planes;

        // The edge lies between columns 31 and 32, half a pixel from the middle of either; Φ(0.25) = 0.5987, Φ(1.25) = 0.8944.
        var row = planes[(10 * Width)..(11 * Width)];
        Assert.Equal(40 + 160 * 0.5987, row[32], 2.0);
        Assert.Equal(40 + 160 * 0.8944, row[34], 2.0);
        Assert.Equal((40, 200), (row[10], row[60]));
    }

    [Fact]
    public void A_JPEG_in_between_keeps_the_picture_roughly_and_the_worse_the_quality_the_less()
    {
        var clean = Read(new()).Planes;
        var (good, bad) = (Read(new() { Jpeg = 95, Noise = 20 }), Read(new() { Jpeg = 20, Noise = 20 }));
        Assert.True(good.Picture.Colour.FullRange);

        // 16–235 becomes 0–255.
        Assert.Equal((Mean(clean[..(Width * Height)]) - 16) * 255 / 219, Mean(good.Planes[..(Width * Height)]), 4.0);
        Assert.True(Rough(bad.Planes) < Rough(good.Planes));
    }

    private static (Picture Picture, byte[] Planes) Read(Degradation degradation, int pictures = 1)
    {
        using var source = new DegradedSource(new Edge(), degradation);
        source.Open(TestContext.Current.CancellationToken);
        Picture picture = default;
        for (var i = 0; i < pictures; i++)
            Assert.True(source.TryRead(out picture));
        var planes = new byte[picture.Width * picture.Height * 3 / 2];
        source.CopyTo(planes);
        return (picture, planes);
    }

    private static double Mean(byte[] plane) => plane.Average(value => (double)value);

    /// <summary>How much neighbours differ.</summary>
    private static double Rough(byte[] planes) => planes[..(Width * Height)].Zip(planes[1..(Width * Height)], (x, y) => Math.Abs(x - y)).Average();

    /// <summary>Dark on the left, bright on the right, of one colour.</summary>
    private sealed class Edge : IFrameSource
    {
        public long Errors => 0;

        public string? Damage => null;

        public SourceInfo Open(CancellationToken cancel) => new("none", Width, Height, 25, null, null, false);

        public bool TryRead(out Picture picture)
        {
            picture = new(TimeSpan.Zero, Width, Height, new(YuvMatrix.Bt601, FullRange: false));
            return true;
        }

        public void CopyTo(Span<byte> planes)
        {
            for (var i = 0; i < Width * Height; i++)
                planes[i] = (byte)(i % Width < Width / 2 ? 40 : 200);
            planes[(Width * Height)..].Fill(160);
        }

        public void Dispose()
        {
        }
    }
}
