using System.Numerics;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Detection;

/// <summary>
/// Finds the faces of a still picture with more patience than a video gets: smaller faces, and a border round tight crops, which
/// the networks have not been taught to see.
/// </summary>
/// <remarks>One thread at a time.</remarks>
/// <param name="detector">Finds faces in pictures of any kind.</param>
/// <param name="closer">Looks at each face again where it was found, for better landmarks; <c>eval fruits</c> tells what both cost.</param>
public sealed class PortraitFinder(IFaceDetector detector, bool closer = true)
{
    private const int SmallestFace = 20; // pixels; below, an embedding tells little
    private const int UsualFace = 40;    // pixels; the size that video is searched for
    private const float SameFace = 0.5f; // overlap

    private readonly FramePool _borders = new(limit: 1);

    /// <summary>The faces of a picture, the surest first; empty when there is none.</summary>
    public Face[] Find(Frame picture)
    {
        // Large faces first: most pictures to enrol show one, they are cheap to find, and small ones behind it are not meant.
        var side = Math.Min(picture.Header.Width, picture.Header.Height);
        foreach (var minFace in (int[])[Math.Clamp(side / 8, SmallestFace, 120), SmallestFace])
        {
            if (Detect(picture, minFace) is { Length: > 0 } faces)
                return faces;
        }

        return FindInBorder(picture);
    }

    /// <summary>Every face of a picture, also the small ones behind large ones, the surest first.</summary>
    public Face[] FindAll(Frame picture)
    {
        var side = Math.Min(picture.Header.Width, picture.Header.Height);
        return Detect(picture, Math.Clamp(side / 8, SmallestFace, UsualFace)) is { Length: > 0 } faces ? faces : Find(picture);
    }

    /// <summary>The face that the picture is of: large and near the middle; <see langword="null"/> when there is none.</summary>
    public Face? FindMain(Frame picture)
    {
        var (faces, header) = (Find(picture), picture.Header);
        return faces.Length == 0 ? null : faces.MaxBy(face => Prominence(face, header));
    }

    /// <summary>How much a face looks like the one that is meant: its width, down to half of it for being in a corner.</summary>
    public static float Prominence(in Face face, in FrameHeader picture)
    {
        var middle = new Vector2(picture.Width, picture.Height) / 2;
        return face.Box.Width * (1 - 0.5f * Vector2.Distance(face.Box.Centre, middle) / middle.Length());
    }

    private Face[] FindInBorder(Frame picture)
    {
        var (left, top) = (picture.Header.Width / 4 * 2, picture.Header.Height / 4 * 2); // even, so that chroma keeps its place
        using var wide = Bordered(picture, left, top);
        var faces = Detect(wide, Math.Max(SmallestFace, Math.Min(picture.Header.Width, picture.Header.Height) / 4));
        return Array.ConvertAll(faces, face => Moved(face, -left, -top));
    }

    private Face[] Detect(Frame picture, int minFace)
    {
        var found = detector.Detect([picture], [new(minFace)])[0];
        if (found.Length == 0 || !closer)
            return found;

        // Looked at once more, where they are: the landmarks of a box that fits are better, as those of a face followed in a video are.
        var again = detector.Refine([picture], [Array.ConvertAll(found, face => face.Box)])[0];
        return [.. found.Zip(again, (face, second) => second is { } fit && fit.Box.Iou(face.Box) > SameFace ? face with { Landmarks = fit.Landmarks } : face)];
    }

    private Frame Bordered(Frame picture, int left, int top)
    {
        var header = picture.Header with { Width = picture.Header.Width + 2 * left, Height = picture.Header.Height + 2 * top };
        var wide = _borders.TryRent(header) ?? throw new InvalidOperationException("A border is made for one picture at a time.");
        wide.Paste(picture, left, top);
        return wide;
    }

    private static Face Moved(Face face, float x, float y)
    {
        var landmarks = face.Landmarks;
        for (var i = 0; i < Landmarks.Count; i++)
            landmarks[i] += new Vector2(x, y);
        return face with { Box = face.Box with { X = face.Box.X + x, Y = face.Box.Y + y }, Landmarks = landmarks };
    }
}
