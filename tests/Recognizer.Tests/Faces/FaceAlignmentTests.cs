using System.Numerics;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.Recognizer.Tests.Faces;

public class FaceAlignmentTests
{
    private static readonly Vector2[] Template = [.. CropTemplate.ArcFace112.Points];

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(2.5, 30, 100, -40)]
    [InlineData(0.3, -170, 0, 900)]
    public void A_face_turned_scaled_and_moved_comes_back_to_the_template(float scale, float degrees, float x, float y)
    {
        var moved = Matrix3x2.CreateScale(scale) * Matrix3x2.CreateRotation(degrees * MathF.PI / 180) * Matrix3x2.CreateTranslation(x, y);
        var seen = Template.Select(point => Vector2.Transform(point, moved)).ToArray();

        var back = FaceAlignment.FitSimilarity(seen, Template);

        for (var i = 0; i < seen.Length; i++)
            Assert.True(Vector2.Distance(Template[i], Vector2.Transform(seen[i], back)) < 1e-2f);
    }

    [Fact]
    public void No_other_similarity_fits_inexact_landmarks_better()
    {
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            Vector2 Noise(float size) => new((random.NextSingle() - 0.5f) * size, (random.NextSingle() - 0.5f) * size);
            var seen = Template.Select(point => 2 * point + Noise(40)).ToArray();

            var fit = FaceAlignment.FitSimilarity(seen, Template);
            var other = fit * Matrix3x2.CreateRotation(Noise(0.2f).X, new(56)) * Matrix3x2.CreateScale(1 + Noise(0.2f).X, new Vector2(56))
                * Matrix3x2.CreateTranslation(Noise(6));

            Assert.True(Error(seen, fit) <= Error(seen, other) + 1e-2);
        }).QuickCheckThrowOnFailure();

        static double Error(Vector2[] seen, Matrix3x2 fit) => seen.Select((point, i) => (double)Vector2.DistanceSquared(Vector2.Transform(point, fit), Template[i])).Sum();
    }

    [Fact]
    public void A_mirrored_face_is_not_mirrored_back()
    {
        var mirrored = Template.Select(point => new Vector2(112 - point.X, point.Y)).ToArray();

        Assert.True(FaceAlignment.FitSimilarity(mirrored, Template).GetDeterminant() > 0);
    }

    [Fact]
    public void Points_that_coincide_or_do_not_pair_up_are_refused()
    {
        Assert.Throws<ArgumentException>(() => FaceAlignment.FitSimilarity(new Vector2[5], Template));
        Assert.Throws<ArgumentException>(() => FaceAlignment.FitSimilarity([.. Enumerable.Repeat(new Vector2(float.NaN), 5)], Template));
        Assert.Throws<ArgumentException>(() => FaceAlignment.FitSimilarity(Template.AsSpan(0, 4), Template));
    }
}
