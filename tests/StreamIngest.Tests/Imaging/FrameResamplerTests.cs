using System.Numerics;
using FaceStream.StreamIngest.Imaging;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.StreamIngest.Tests.Imaging;

public class FrameResamplerTests
{
    private static readonly TensorFormat Raw = TensorFormat.Rgb(0, 1);

    [Fact]
    public void Any_region_at_any_size_is_what_the_plain_version_makes()
    {
        var resampler = new FrameResampler(); // one for all: what is left in its buffers must not matter
        Prop.ForAll<byte, byte, int>((width, height, seed) =>
        {
            var random = new Random(seed);
            using var frame = Noise(random, width % 97 + 1, height % 61 + 1, Colour(random));
            var (columns, rows) = (random.Next(1, 60), random.Next(1, 40));
            var region = random.Next(4) switch
            {
                0 => Region.Of(frame.Header),
                1 => new Region(random.Next(-50, 100), random.Next(-50, 70), random.Next(1, 200), random.Next(1, 200)),
                2 => new Region(random.NextDouble() * 200 - 100, random.NextDouble() * 200 - 100, random.NextDouble() * 20 + 0.1, random.NextDouble() * 20 + 0.1),
                _ => new Region(random.NextDouble() * -3000, random.NextDouble() * -3000, 3000 + random.NextDouble() * 100, 3000 + random.NextDouble() * 100),
            };
            var format = new TensorFormat(new(random.Next(256), random.Next(256), random.Next(256)), new(1, 0.5f, 2), random.Next(2) == 0);

            var tensor = new float[3 * rows * columns];
            resampler.Resample(frame, region, format, tensor, columns, rows);

            Close(PlainSampling.Resample(frame, region, format, columns, rows), tensor, 5e-3);
        }).QuickCheckThrowOnFailure();
    }

    [Theory] // Y, U, V of the primaries as the standards' own formulas give them, rounded to bytes
    [InlineData(YuvMatrix.Bt601, false, 235, 128, 128, 255, 255, 255)]
    [InlineData(YuvMatrix.Bt601, false, 16, 128, 128, 0, 0, 0)]
    [InlineData(YuvMatrix.Bt601, false, 81, 90, 240, 255, 0, 0)]
    [InlineData(YuvMatrix.Bt601, false, 145, 54, 34, 0, 255, 0)]
    [InlineData(YuvMatrix.Bt601, false, 41, 240, 110, 0, 0, 255)]
    [InlineData(YuvMatrix.Bt601, true, 76, 85, 255, 255, 0, 0)]
    [InlineData(YuvMatrix.Bt709, false, 63, 102, 240, 255, 0, 0)]
    [InlineData(YuvMatrix.Bt709, false, 173, 42, 26, 0, 255, 0)]
    [InlineData(YuvMatrix.Bt709, true, 18, 255, 116, 0, 0, 255)]
    [InlineData(YuvMatrix.Bt2020, false, 74, 97, 240, 255, 0, 0)]
    public void Colours_are_those_of_the_matrix_and_range(YuvMatrix matrix, bool full, byte y, byte u, byte v, int red, int green, int blue)
    {
        using var frame = Pictures.Plain(9, 7, y, u, v, new(matrix, full));

        var rgb = Resample(frame, Region.Of(frame.Header), Raw, 4, 3);

        Assert.Equal(red, rgb[5], 2.0);
        Assert.Equal(green, rgb[12 + 5], 2.0);
        Assert.Equal(blue, rgb[24 + 5], 2.0);
    }

    [Fact]
    public void What_lies_outside_is_black_and_an_edge_in_a_pixel_darkens_it_by_its_share()
    {
        using var white = Pictures.Plain(20, 20, 255, 128, 128, new(YuvMatrix.Bt601, FullRange: true));

        var rgb = Resample(white, new Region(-5, 0, 10, 10), Raw, 4, 4); // pixels of 2.5: two outside, two inside
        var half = Resample(white, new Region(-5, 0, 10, 10), Raw, 1, 1);

        Assert.Equal([0, 0, 255, 255], rgb[..4].Select(value => MathF.Round(value, 3)));
        Assert.Equal(127.5, half[0], 1e-3);
    }

    [Fact]
    public void Normalisation_and_channel_order_are_the_format_s()
    {
        using var frame = Pictures.Plain(6, 6, 81, 90, 240, new(YuvMatrix.Bt601, FullRange: false)); // red
        var format = new TensorFormat(new Vector3(10, 20, 30), new Vector3(1, 2, 0.5f), Bgr: true);

        var tensor = Resample(frame, Region.Of(frame.Header), format, 1, 1);

        Assert.Equal(-10, tensor[0], 2.0);            // (0 − 10) · 1
        Assert.Equal(-40, tensor[1], 4.0);            // (0 − 20) · 2
        Assert.Equal((255 - 30) * 0.5, tensor[2], 1.0); // (255 − 30) · 0.5
    }

    [Fact]
    public void Shrunk_planes_are_what_the_plain_version_makes()
    {
        var shrinker = new TensorShrinker();
        Prop.ForAll<byte, byte, int>((width, height, seed) =>
        {
            var random = new Random(seed);
            var (columns, rows) = (width % 120 + 1, height % 90 + 1);
            var (toColumns, toRows) = (random.Next(1, columns + 1), random.Next(1, rows + 1));
            var from = Enumerable.Range(0, 3 * rows * columns).Select(_ => random.NextSingle() * 2 - 1).ToArray();

            var to = new float[3 * toRows * toColumns];
            shrinker.Shrink(from, columns, rows, new Region(0, 0, columns, rows), to, toColumns, toRows);

            Close(PlainSampling.Shrink(from, columns, rows, toColumns, toRows), to, 1e-5);
        }).QuickCheckThrowOnFailure();
    }

    internal static Frame Noise(Random random, int width, int height, YuvColour colour) =>
        Pictures.Draw(width, height, (_, _, _) => random.Next(256), colour);

    internal static YuvColour Colour(Random random) => new((YuvMatrix)random.Next(3), random.Next(2) == 0);

    internal static void Close(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"[{i}] is {actual[i]}, not {expected[i]}");
    }

    private static float[] Resample(Frame frame, Region region, TensorFormat format, int columns, int rows)
    {
        var tensor = new float[3 * rows * columns];
        new FrameResampler().Resample(frame, region, format, tensor, columns, rows);
        return tensor;
    }
}
