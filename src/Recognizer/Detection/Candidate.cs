using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Detection;

/// <summary>
/// A box on its way through the cascade, in the terms its networks were trained with: pixels are counted from 1, and
/// <paramref name="Right"/> and <paramref name="Bottom"/> belong to the box.
/// </summary>
/// <param name="Frame">Index of its frame in the batch.</param>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Right">Last column.</param>
/// <param name="Bottom">Last row.</param>
/// <param name="Score">Of the last network, 0–1.</param>
/// <param name="Shift">What that network would move each edge by, in box sizes: left, top, right, bottom.</param>
internal readonly record struct Candidate(
    int Frame, float Left, float Top, float Right, float Bottom, float Score, (float Left, float Top, float Right, float Bottom) Shift)
{
    /// <summary>In square pixels.</summary>
    public float Area => (Right - Left + 1) * (Bottom - Top + 1);

    /// <summary>The pixels it covers, as a network's input.</summary>
    public Region Region => new(Left - 1, Top - 1, Right - Left + 1, Bottom - Top + 1);

    /// <summary>The same in pixels counted from 0.</summary>
    public Box Box => new(Left - 1, Top - 1, Right - Left + 1, Bottom - Top + 1);

    /// <summary>From pixels counted from 0.</summary>
    public static Candidate From(int frame, in Box box) =>
        new(frame, box.X + 1, box.Y + 1, box.X + box.Width, box.Y + box.Height, 1, default);

    /// <summary>With its edges moved by <see cref="Shift"/> times a size.</summary>
    /// <param name="extra">1 where the network counts both end pixels in a box's size (R and O), 0 where not (P).</param>
    public Candidate Shifted(int extra)
    {
        var (width, height) = (Right - Left + extra, Bottom - Top + extra);
        return this with
        {
            Left = Left + Shift.Left * width,
            Top = Top + Shift.Top * height,
            Right = Right + Shift.Right * width,
            Bottom = Bottom + Shift.Bottom * height,
        };
    }

    /// <summary>The square of the longer side round the same middle.</summary>
    public Candidate Squared()
    {
        var (width, height) = (Right - Left, Bottom - Top);
        var side = MathF.Max(width, height);
        var (left, top) = (Left + (width - side) / 2, Top + (height - side) / 2);
        return this with { Left = left, Top = top, Right = left + side, Bottom = top + side };
    }
}
