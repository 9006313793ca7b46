using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Recognizer.Detection;

/// <summary>What is looked for in a picture.</summary>
/// <param name="MinFace">The narrowest face, in pixels.</param>
public sealed record FaceSearch(int MinFace)
{
    /// <summary>Where: a face is there when the middle of its box is.</summary>
    public SearchArea Area { get; init; } = SearchArea.Everywhere;

    /// <summary>As configured for a camera.</summary>
    public static FaceSearch Of(CameraOptions camera) => new(camera.MinFace) { Area = camera.Area };

    /// <summary>Whether a face with this box is looked for.</summary>
    /// <param name="box">In pixels.</param>
    /// <param name="picture">Whose.</param>
    public bool Includes(in Box box, in FrameHeader picture)
    {
        if (Area.IsEverywhere)
            return true;
        // A face that the picture's edge cuts may have its middle beyond it; zones end there.
        var middle = box.Centre;
        return Area.Holds(new(Math.Clamp(middle.X / picture.Width, 0, JustBelowOne), Math.Clamp(middle.Y / picture.Height, 0, JustBelowOne)));
    }

    /// <summary>Whether any of a box may lie where faces are looked for.</summary>
    /// <param name="box">In pixels.</param>
    /// <param name="picture">Whose.</param>
    public bool Touches(in Box box, in FrameHeader picture) => Area.Touches(new(
        (double)box.X / picture.Width, (double)box.Y / picture.Height, (double)box.Right / picture.Width, (double)box.Bottom / picture.Height));

    private const double JustBelowOne = 1 - 1e-9;
}
