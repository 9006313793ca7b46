using System.Numerics;
using System.Runtime.CompilerServices;

namespace FaceStream.Recognizer.Faces;

/// <summary>A rectangle in pixels of the source picture; the picture's top left corner is (0, 0).</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public readonly record struct Box(float X, float Y, float Width, float Height)
{
    /// <summary>Right edge.</summary>
    public float Right => X + Width;

    /// <summary>Lower edge.</summary>
    public float Bottom => Y + Height;

    /// <summary>In square pixels.</summary>
    public float Area => Width * Height;

    /// <summary>The middle.</summary>
    public Vector2 Centre => new(X + Width / 2, Y + Height / 2);

    /// <summary>Area shared with <paramref name="other"/>, in square pixels.</summary>
    public float Intersection(in Box other) =>
        Math.Max(0, Math.Min(Right, other.Right) - Math.Max(X, other.X)) *
        Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Y, other.Y));

    /// <summary>Intersection over union, 0–1.</summary>
    public float Iou(in Box other)
    {
        var shared = Intersection(other);
        return shared <= 0 ? 0 : shared / (Area + other.Area - shared);
    }
}

/// <summary>
/// Five points of a face in pixels of the source picture: left eye, right eye, nose tip,
/// left and right mouth corner, as the viewer sees them.
/// </summary>
[InlineArray(Count)]
public struct Landmarks : IEquatable<Landmarks>
{
    /// <summary>How many points a face has.</summary>
    public const int Count = 5;

    private Vector2 _first;

    /// <inheritdoc/>
    public readonly bool Equals(Landmarks other) => ((ReadOnlySpan<Vector2>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Landmarks other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3], this[4]);

    /// <summary>The same points.</summary>
    public static bool operator ==(in Landmarks left, in Landmarks right) => left.Equals(right);

    /// <summary>Other points.</summary>
    public static bool operator !=(in Landmarks left, in Landmarks right) => !left.Equals(right);
}

/// <summary>A box, five landmarks and a score in one frame.</summary>
/// <param name="Box">In pixels of the source picture; may reach beyond its edges.</param>
/// <param name="Landmarks">In pixels of the source picture.</param>
/// <param name="Score">The detector's, 0–1.</param>
public readonly record struct Face(Box Box, Landmarks Landmarks, float Score)
{
    /// <summary>The same face in a picture of the same view that has so many times as many columns and rows.</summary>
    public Face Scaled(float across, float down)
    {
        var landmarks = Landmarks;
        foreach (ref var point in landmarks)
            point *= new Vector2(across, down);
        return this with { Box = new(Box.X * across, Box.Y * down, Box.Width * across, Box.Height * down), Landmarks = landmarks };
    }
}
