using System.Numerics;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Tests.Quality;

public class HeadPoseTests
{
    [Theory]
    [InlineData(0, 0, 0), InlineData(25, 0, 0), InlineData(-40, 0, 0), InlineData(0, 20, 0), InlineData(0, -25, 0)]
    [InlineData(0, 0, 30), InlineData(0, 0, -75), InlineData(20, 0, 25), InlineData(-20, 15, -20)]
    public void A_mean_face_that_is_turned_is_measured(float yaw, float pitch, float roll)
    {
        var pose = HeadPose.Of(Seen(yaw, pitch, roll));

        // Yaw and pitch one after the other are not the same as together; a few degrees apart when both are large.
        var slack = yaw != 0 && pitch != 0 ? 4 : 0.5f;
        Assert.Equal(yaw, pose.Yaw, slack);
        Assert.Equal(pitch, pose.Pitch, slack);
        Assert.Equal(roll, pose.Roll, slack);
    }

    [Theory]
    [InlineData(0.8f), InlineData(1.2f)]
    public void A_nose_a_fifth_longer_or_shorter_costs_at_most_eight_degrees_at_thirty(float nose)
    {
        Assert.Equal(30, HeadPose.Of(Seen(30, 0, 0, nose)).Yaw, 8f);
    }

    [Fact]
    public void Points_that_coincide_look_straight_ahead()
    {
        Assert.Equal(default, HeadPose.Of(default));
    }

    /// <summary>The five points of a mean face, turned and seen from afar.</summary>
    private static Landmarks Seen(float yaw, float pitch, float roll, float nose = 1)
    {
        Vector3[] face = [new(-17.6f, -20.4f, 0), new(17.6f, -20.4f, 0), new(0, 1.4f, 14 * nose), new(-14.6f, 20.3f, 1.7f), new(14.6f, 20.3f, 1.7f)];
        Landmarks points = default;
        for (var i = 0; i < face.Length; i++)
        {
            var p = face[i];
            // Nose to the right for positive yaw, up for positive pitch, then clockwise in the picture (Y points down).
            p = new(p.X * Cos(yaw) + p.Z * Sin(yaw), p.Y, p.Z * Cos(yaw) - p.X * Sin(yaw));
            p = new(p.X, p.Y * Cos(pitch) - p.Z * Sin(pitch), p.Z * Cos(pitch) + p.Y * Sin(pitch));
            points[i] = new Vector2(200, 150) + 2 * new Vector2(p.X * Cos(roll) - p.Y * Sin(roll), p.X * Sin(roll) + p.Y * Cos(roll));
        }

        return points;
    }

    private static float Sin(float degrees) => MathF.Sin(degrees * MathF.PI / 180);

    private static float Cos(float degrees) => MathF.Cos(degrees * MathF.PI / 180);
}
