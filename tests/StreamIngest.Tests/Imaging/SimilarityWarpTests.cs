using System.Numerics;
using FaceStream.StreamIngest.Imaging;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.StreamIngest.Tests.Imaging;

public class SimilarityWarpTests
{
    private static readonly TensorFormat Raw = TensorFormat.Rgb(0, 1);

    [Fact]
    public void Any_turn_that_does_not_shrink_is_what_the_plain_version_makes()
    {
        var warp = new SimilarityWarp();
        Prop.ForAll<byte, byte, int>((width, height, seed) =>
        {
            var random = new Random(seed);
            using var frame = FrameResamplerTests.Noise(random, width % 80 + 1, height % 80 + 1, FrameResamplerTests.Colour(random));
            var (columns, rows) = (random.Next(1, 40), random.Next(1, 40));
            var toFrame = Matrix3x2.CreateScale(random.Next(2) == 0 ? -1 : 1, 1)
                * Matrix3x2.CreateScale(0.05f + 0.94f * random.NextSingle())
                * Matrix3x2.CreateRotation(random.NextSingle() * 7)
                * Matrix3x2.CreateTranslation(random.NextSingle() * 140 - 30, random.NextSingle() * 140 - 30);

            var tensor = new float[3 * rows * columns];
            warp.Apply(frame, toFrame, Raw, tensor, columns, rows);

            // Single precision leaves a hundredth of a pixel's step on noise, whose neighbours differ by up to 255.
            FrameResamplerTests.Close(PlainSampling.Warp(frame, toFrame, Raw, columns, rows), tensor, 0.05);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_quarter_turn_moves_pixels_and_changes_none()
    {
        using var frame = Pictures.Draw(16, 16, (plane, x, y) => plane == 0 ? 16 * x + y : 128, new(YuvMatrix.Bt601, FullRange: true));
        var quarter = new Matrix3x2(0, 1, -1, 0, 15, 0); // column 0, row 0 comes from column 15, row 0

        var tensor = Apply(frame, quarter, 16, 16);

        for (var row = 0; row < 16; row++)
        {
            for (var column = 0; column < 16; column++)
                Assert.Equal(16 * (15 - row) + column, tensor[row * 16 + column], 0.01);
        }
    }

    [Theory]
    [InlineData(2.0, 0)]
    [InlineData(3.3, 0)]
    [InlineData(4.0, 30)]
    [InlineData(9.0, 77)]
    public void A_pattern_finer_than_the_tensor_becomes_its_mean(double scale, double degrees)
    {
        using var frame = Pictures.Draw(400, 400, (plane, x, y) => plane == 0 ? (x + y) % 2 * 200 : 128, new(YuvMatrix.Bt601, FullRange: true));
        var turn = Matrix3x2.CreateScale((float)scale) * Matrix3x2.CreateRotation((float)(degrees * Math.PI / 180));
        turn.Translation = new Vector2(200) - Vector2.TransformNormal(new Vector2(9.5f), turn);

        var tensor = Apply(frame, turn, 20, 20);

        Assert.All(tensor[..400], value => Assert.Equal(100, value, 26.0));
        Assert.Equal(100, tensor[..400].Average(), 1.0);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1.0)]
    [InlineData(1.7)]
    [InlineData(5.2)]
    public void A_slope_keeps_its_place_at_any_scale(double scale)
    {
        using var frame = Pictures.Draw(256, 256, (plane, x, _) => plane == 0 ? x : 128, new(YuvMatrix.Bt601, FullRange: true));
        var toFrame = Matrix3x2.CreateScale((float)scale) * Matrix3x2.CreateRotation(0.4f);
        toFrame.Translation = new Vector2(120) - Vector2.TransformNormal(new Vector2(8), toFrame);

        var tensor = Apply(frame, toFrame, 17, 17);

        for (var i = 0; i < 17 * 17; i++)
            Assert.Equal(Vector2.Transform(new Vector2(i % 17, i / 17), toFrame).X, tensor[i], 0.1); // area takes pixels for small squares, not for points
    }

    [Fact]
    public void Outside_the_picture_it_is_black()
    {
        using var white = Pictures.Plain(30, 30, 255, 128, 128, new(YuvMatrix.Bt601, FullRange: true));

        Assert.All(Apply(white, Matrix3x2.CreateTranslation(-500, 40), 8, 8), value => Assert.Equal(0, value, 1e-3));
        Assert.All(Apply(white, Matrix3x2.CreateScale(6) * Matrix3x2.CreateTranslation(9000, 0), 8, 8), value => Assert.Equal(0, value, 1e-3));
    }

    [Fact]
    public void A_map_to_a_point_or_to_nowhere_is_refused()
    {
        using var frame = Pictures.Plain(8, 8, 0, 0, 0, default);

        Assert.Throws<ArgumentException>(() => Apply(frame, default, 4, 4));
        Assert.Throws<ArgumentException>(() => Apply(frame, Matrix3x2.CreateTranslation(float.NaN, 0), 4, 4));
    }

    private static float[] Apply(Frame frame, Matrix3x2 toFrame, int columns, int rows)
    {
        var tensor = new float[3 * rows * columns];
        new SimilarityWarp().Apply(frame, toFrame, Raw, tensor, columns, rows);
        return tensor;
    }
}
