using FaceStream.StreamIngest.Imaging;

namespace FaceStream.StreamIngest.Tests.Imaging;

public class JpegEncoderTests
{
    public static TheoryData<YuvMatrix, bool> Colours() =>
        [.. from matrix in Enum.GetValues<YuvMatrix>() from full in (bool[])[false, true] select (matrix, full)];

    [Theory]
    [MemberData(nameof(Colours))]
    public void Colours_look_the_same_whatever_the_video_means_by_them(YuvMatrix matrix, bool full)
    {
        using var encoder = new JpegEncoder(95);
        foreach (var (y, u, v) in ((byte, byte, byte)[])[(120, 128, 128), (100, 110, 160), (180, 100, 140), (60, 150, 120), (90, 120, 170)])
        {
            using var frame = Pictures.Plain(64, 48, y, u, v, new(matrix, full));
            using var back = encoder.RoundTrip(frame);

            var (expected, actual) = (frame.Rgb(20, 20), back.Rgb(20, 20));
            Assert.InRange(actual.R, expected.R - 3, expected.R + 3);
            Assert.InRange(actual.G, expected.G - 3, expected.G + 3);
            Assert.InRange(actual.B, expected.B - 3, expected.B + 3);
        }
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(0, 0)]
    [InlineData(235, 255)]
    [InlineData(255, 255)]
    public void Black_is_black_and_white_is_white(byte video, byte expected)
    {
        using var encoder = new JpegEncoder(95);
        using var frame = Pictures.Plain(64, 48, video, 128, 128, default);
        using var back = encoder.RoundTrip(frame);

        Assert.Equal(expected, back.Y[0]);
        Assert.Equal(expected, back.Y[^1]);
    }

    [Theory]
    [InlineData(64, 48, true)]
    [InlineData(64, 48, false)]
    [InlineData(65, 47, true)]
    [InlineData(63, 49, false)]
    [InlineData(1, 1, true)]
    [InlineData(2, 3, false)]
    public void Pictures_of_any_size_come_back(int width, int height, bool full)
    {
        using var encoder = new JpegEncoder(95);
        using var frame = Pictures.Gradient(width, height, new(YuvMatrix.Bt601, full));
        using var back = encoder.RoundTrip(frame);

        Assert.Equal((width, height), (back.Header.Width, back.Header.Height));
        for (var y = 0; y < height; y += 3)
        {
            for (var x = 0; x < width; x += 3)
                Assert.InRange(back.Rgb(x, y).G, frame.Rgb(x, y).G - 8, frame.Rgb(x, y).G + 8);
        }
    }

    [Theory]
    [InlineData(1280, 720, 640, 640, 360)]
    [InlineData(1280, 720, 500, 500, 281)]
    [InlineData(1280, 720, 1280, 1280, 720)]
    [InlineData(320, 240, 640, 320, 240)]
    [InlineData(1000, 10, 7, 7, 1)]
    public void Wide_pictures_are_made_smaller_and_narrow_ones_left(int width, int height, int maxWidth, int toWidth, int toHeight)
    {
        using var encoder = new JpegEncoder(95);
        using var frame = Pictures.Gradient(width, height);
        using var back = encoder.RoundTrip(frame, maxWidth);

        Assert.Equal((toWidth, toHeight), (back.Header.Width, back.Header.Height));
        var (expected, actual) = (frame.Rgb(width / 2, height / 2), back.Rgb(toWidth / 2, toHeight / 2));
        Assert.InRange(actual.G, expected.G - 12, expected.G + 12);
        Assert.InRange(actual.R, expected.R - 12, expected.R + 12);
    }

    [Theory]
    [InlineData(10, 8, 20, 16, 20, 16)]
    [InlineData(11, 9, 20, 16, 21, 17)]
    [InlineData(-10, -10, 30, 30, 20, 20)]
    [InlineData(90, 70, 100, 100, 10, 10)]
    public void A_crop_is_that_part_of_the_picture(int x, int y, int width, int height, int toWidth, int toHeight)
    {
        using var encoder = new JpegEncoder(100);
        using var frame = Pictures.Gradient(100, 80, new(YuvMatrix.Bt601, true));

        using var back = StillPicture.Decode(encoder.EncodeCrop(frame, x, y, width, height).ToArray(), "crop");

        Assert.Equal((toWidth, toHeight), (back.Header.Width, back.Header.Height));
        var (left, top) = (Math.Max(x, 0) & ~1, Math.Max(y, 0) & ~1);
        for (var row = 0; row < toHeight; row += 4)
        {
            for (var column = 0; column < toWidth; column += 4)
                Assert.InRange(back.Y[row * toWidth + column], frame.Y[(top + row) * 100 + left + column] - 3, frame.Y[(top + row) * 100 + left + column] + 3);
        }
    }

    [Theory]
    [InlineData(100, 0, 5, 5)]
    [InlineData(0, -9, 5, 5)]
    [InlineData(0, 0, 0, 5)]
    public void A_crop_of_nothing_is_a_mistake(int x, int y, int width, int height)
    {
        using var encoder = new JpegEncoder();
        using var frame = Pictures.Gradient(100, 80);

        Assert.Throws<ArgumentException>(() => encoder.EncodeCrop(frame, x, y, width, height));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_quality_beyond_its_range_is_a_mistake(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new JpegEncoder(quality));

    [Theory]
    [MemberData(nameof(Colours))]
    public void The_fast_colours_are_the_exact_ones_to_one_level(YuvMatrix matrix, bool full)
    {
        var random = new Random(5);
        var colours = new JpegColours(new(matrix, full));
        for (var width = 1; width < 70; width += 3)
        {
            // Colours that exist: those outside the RGB cube clamp differently.
            using var frame = Pictures.Draw(width, 2, (plane, _, _) => plane == 0 ? random.Next(90, 160) : random.Next(100, 157), new(matrix, full));
            var chroma = frame.Header.ChromaWidth;
            var (y, u, v) = (new byte[width], new byte[chroma], new byte[chroma]);

            colours.Chroma(frame.U[..chroma], frame.V[..chroma], u, v);
            colours.Luma(frame.Y[..width], y);

            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = frame.Rgb(x, 0);
                var luma = 0.299 * r + 0.587 * g + 0.114 * b;
                Assert.InRange(y[x], luma - 1.3, luma + 1.3);
                if (x % 2 == 0)
                {
                    Assert.InRange(u[x / 2], 128 + (b - luma) / 1.772 - 1.3, 128 + (b - luma) / 1.772 + 1.3);
                    Assert.InRange(v[x / 2], 128 + (r - luma) / 1.402 - 1.3, 128 + (r - luma) / 1.402 + 1.3);
                }
            }
        }
    }

    [Fact]
    public void Each_extreme_stays_within_bytes_on_the_fast_path_as_on_the_slow_one()
    {
        byte[] values = [0, 1, 16, 127, 128, 129, 235, 240, 254, 255];
        foreach (var matrix in Enum.GetValues<YuvMatrix>())
        {
            var colours = new JpegColours(new(matrix, false));
            foreach (var (a, b) in from a in values from b in values select (a, b))
            {
                var (u, v) = (Enumerable.Repeat(a, 17).ToArray(), Enumerable.Repeat(b, 17).ToArray());
                var luma = Enumerable.Range(0, 34).Select(i => values[i / 2 % 10]).ToArray();
                var (toU, toV, toY) = (new byte[17], new byte[17], new byte[34]);

                colours.Chroma(u, v, toU, toV);
                colours.Luma(luma, toY);

                Assert.All(toU, value => Assert.Equal(toU[16], value));      // the 17th took the plain path
                Assert.All(toV, value => Assert.Equal(toV[16], value));
                for (var i = 20; i < 34; i++)
                    Assert.Equal(toY[i - 20], toY[i]);                       // the 33rd and 34th too
            }
        }
    }
}
