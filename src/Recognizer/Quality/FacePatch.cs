using System.Numerics;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Quality;

/// <summary>The upright brightness of a face, always <c>[Size, Size]</c>, so that measures do not depend on its size in the picture.</summary>
internal static class FacePatch
{
    /// <summary>Rows and columns; a face of 80 pixels between the eyes shrinks to it, one of 20 is stretched.</summary>
    public const int Size = 64;

    /// <summary>
    /// Samples eyes to mouth of a face: 1.9 eye distances wide and high. Each value is the mean over its cell, brightness
    /// 0–255 whatever the range of the video; beyond the picture's edge the edge repeats.
    /// </summary>
    public static void Sample(Frame frame, in Landmarks landmarks, Span<float> patch)
    {
        // One step right in the patch is one cell along the face's own horizontal.
        var eyes = (landmarks[0] + landmarks[1]) / 2;
        var mouth = (landmarks[3] + landmarks[4]) / 2;
        var across = landmarks[1] - landmarks[0];
        var down = mouth - eyes;
        // Turned heads have their eyes close together, nodding ones the mouth close to them: the longer one gives the size.
        var side = 1.9f * Math.Max(across.Length(), 0.87f * down.Length());
        var right = across.LengthSquared() > 0 ? Vector2.Normalize(across) : Vector2.UnitX;
        var below = new Vector2(-right.Y, right.X);
        var cell = side / Size;
        var corner = (eyes + mouth) / 2 - (right + below) * (side / 2);

        var taps = Math.Clamp((int)MathF.Ceiling(cell), 1, 6);
        var (width, height) = (frame.Header.Width, frame.Header.Height);
        var pixels = frame.Y;
        var (low, scale) = frame.Header.Colour.FullRange ? (0f, 1f) : (16f, 255f / 219f);
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                var sum = 0f;
                for (var tap = 0; tap < taps * taps; tap++)
                {
                    var (x, y) = (column + (tap % taps + 0.5f) / taps, row + (tap / taps + 0.5f) / taps);
                    sum += At(pixels, width, height, corner + (x * right + y * below) * cell);
                }

                patch[row * Size + column] = Math.Clamp((sum / (taps * taps) - low) * scale, 0, 255);
            }
        }
    }

    /// <summary>Bilinear; pixel centres are at halves.</summary>
    private static float At(ReadOnlySpan<byte> pixels, int width, int height, Vector2 point)
    {
        var (x, y) = (Math.Clamp(point.X - 0.5f, 0, width - 1), Math.Clamp(point.Y - 0.5f, 0, height - 1));
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, width - 1), Math.Min(top + 1, height - 1));
        var (u, v) = (x - left, y - top);
        var upper = pixels[top * width + left] * (1 - u) + pixels[top * width + right] * u;
        var lower = pixels[bottom * width + left] * (1 - u) + pixels[bottom * width + right] * u;
        return upper * (1 - v) + lower * v;
    }
}
