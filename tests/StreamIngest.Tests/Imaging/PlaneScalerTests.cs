using FaceStream.StreamIngest.Imaging;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.StreamIngest.Tests.Imaging;

public class PlaneScalerTests
{
    [Fact]
    public void Each_new_pixel_is_the_mean_of_its_area() => Prop.ForAll(
        Gen.Choose(1, 90).ToArbitrary(), Gen.Choose(1, 50).ToArbitrary(), Gen.Choose(0, 10_000).ToArbitrary(),
        (width, height, seed) =>
        {
            var random = new Random(seed);
            var (toWidth, toHeight, stride) = (random.Next((width + 5) / 6, width + 1), random.Next((height + 5) / 6, height + 1), width + random.Next(5));
            var from = new byte[stride * height];
            random.NextBytes(from);
            var to = new byte[toWidth * toHeight];

            new PlaneScaler().Shrink(from, stride, width, height, to, toWidth, toHeight);

            for (var y = 0; y < toHeight; y++)
            {
                for (var x = 0; x < toWidth; x++)
                    Assert.InRange(to[y * toWidth + x] - Mean(from, stride, width, height, x, y, toWidth, toHeight), -1.5, 1.5);
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void A_plain_plane_stays_exactly_as_it_is(byte value)
    {
        var from = Enumerable.Repeat(value, 101 * 67).ToArray();
        var to = new byte[37 * 29];

        new PlaneScaler().Shrink(from, 101, 101, 67, to, 37, 29);

        Assert.All(to, pixel => Assert.Equal(value, pixel));
    }

    [Fact]
    public void Halves_are_exact_means_of_four()
    {
        var from = Enumerable.Range(0, 64 * 32).Select(i => (byte)(i * 97)).ToArray();
        var to = new byte[32 * 16];

        new PlaneScaler().Shrink(from, 64, 64, 32, to, 32, 16);

        for (var y = 0; y < 16; y++)
        {
            for (var x = 0; x < 32; x++)
            {
                var at = 2 * y * 64 + 2 * x;
                Assert.Equal((from[at] + from[at + 1] + from[at + 64] + from[at + 65] + 2) / 4, to[y * 32 + x]);
            }
        }
    }

    private static double Mean(byte[] from, int stride, int width, int height, int x, int y, int toWidth, int toHeight)
    {
        double sum = 0;
        for (var row = 0; row < height; row++)
        {
            if (Overlap(row, y, height, toHeight) is > 0 and var share)
            {
                for (var column = 0; column < width; column++)
                    sum += from[row * stride + column] * share * Overlap(column, x, width, toWidth);
            }
        }

        return sum;
    }

    /// <summary>The part of target pixel t that source pixel s covers.</summary>
    private static double Overlap(int s, int t, int from, int to)
    {
        var scale = (double)from / to;
        return Math.Max(0, Math.Min(s + 1, (t + 1) * scale) - Math.Max(s, t * scale)) / scale;
    }
}
