using System.Numerics;
using FaceStream.Recognizer.Faces;

namespace FaceStream.Recognizer.Quality;

/// <summary>Where a face looks, in degrees, from its five landmarks.</summary>
/// <param name="Yaw">Nose turned to the left (negative) or right of the picture.</param>
/// <param name="Pitch">Looking down (negative) or up.</param>
/// <param name="Roll">Tilted clockwise (positive), as the viewer sees it.</param>
/// <remarks>
/// Method: scaled orthographic projection of a mean face. The five points are an affine image of the model's five points; the
/// least-squares affine map is <c>landmarks · pseudo-inverse(model)</c>, its two rows are the camera's axes up to scale, and
/// their orthonormal completion is the rotation (the first step of POSIT: DeMenthon and Davis, IJCV 15, 1995).
/// Depth rests on the nose tip alone, so noses longer or shorter than the mean scale yaw and pitch by 10–20 %, and a landmark
/// that is off by 2 % of the face's width turns the answer by about 4°.
/// </remarks>
internal readonly record struct HeadPose(float Yaw, float Pitch, float Roll)
{
    // The upright template of ArcFace (112 × 112 pixels; 35 px between the eyes are 63 mm) made symmetric, around its middle,
    // with depths from the generic head model that head-pose examples use (nose tip 25 mm before the eyes, mouth corners 3 mm). The
    // nose tip is 1.7 px lower than there: MTCNN puts it so, and 2,647 photos of the press would look 7° down on average otherwise.
    private static readonly Vector3[] Model = Centred(
        new(-17.6f, -20.4f, 0), new(17.6f, -20.4f, 0), new(0, 1.4f, 14), new(-14.6f, 20.3f, 1.7f), new(14.6f, 20.3f, 1.7f));

    private static readonly Vector3[] Inverse = PseudoInverse(Model);

    /// <summary>Estimates the pose; upright and frontal when the points coincide.</summary>
    public static HeadPose Of(in Landmarks landmarks)
    {
        var centre = Vector2.Zero;
        foreach (var point in landmarks)
            centre += point / Landmarks.Count;

        Vector3 across = default, down = default;
        for (var i = 0; i < Landmarks.Count; i++)
        {
            var point = landmarks[i] - centre;
            across += point.X * Inverse[i];
            down += point.Y * Inverse[i];
        }

        if (across.LengthSquared() < 1e-9f || down.LengthSquared() < 1e-9f)
            return default;

        // Share the departure from a right angle between both axes. Y points down and depth towards the viewer.
        var (x, y) = (Vector3.Normalize(across), Vector3.Normalize(down));
        var half = Vector3.Dot(x, y) / 2;
        (x, y) = (Vector3.Normalize(x - half * y), Vector3.Normalize(y - half * x));

        // Roll is the turn within the picture; what the nose (the model's depth axis) does after it is taken back, is yaw and pitch.
        var roll = MathF.Atan2(y.X - x.Y, x.X + y.Y);
        var (sin, cos) = MathF.SinCos(roll);
        var (noseRight, noseDown) = (cos * x.Z + sin * y.Z, cos * y.Z - sin * x.Z);
        return new(
            Degrees(MathF.Asin(Math.Clamp(noseRight, -1, 1))), Degrees(MathF.Asin(Math.Clamp(-noseDown, -1, 1))), Degrees(roll));
    }

    private static float Degrees(float radians) => radians * (180 / MathF.PI);

    private static Vector3[] Centred(params Vector3[] points)
    {
        var centre = points.Aggregate(Vector3.Add) / points.Length;
        return [.. points.Select(point => point - centre)];
    }

    /// <summary>Columns of <c>(MᵀM)⁻¹Mᵀ</c>: the weights of each landmark in the affine map.</summary>
    private static Vector3[] PseudoInverse(Vector3[] model)
    {
        Matrix4x4 square = default;
        foreach (var p in model)
        {
            square.M11 += p.X * p.X; square.M12 += p.X * p.Y; square.M13 += p.X * p.Z;
            square.M21 += p.Y * p.X; square.M22 += p.Y * p.Y; square.M23 += p.Y * p.Z;
            square.M31 += p.Z * p.X; square.M32 += p.Z * p.Y; square.M33 += p.Z * p.Z;
        }

        square.M44 = 1;
        return Matrix4x4.Invert(square, out var inverse)
            ? [.. model.Select(point => Vector3.Transform(point, inverse))]
            : throw new InvalidOperationException("The face model lies in a plane.");
    }
}
