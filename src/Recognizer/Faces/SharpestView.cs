using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Faces;

/// <summary>Where a face is to be seen best.</summary>
public static class SharpestView
{
    /// <summary>
    /// The sharp picture of the same instant and the face in it, where the camera has two streams (<see cref="Frame.Sharp"/>); else both as they are.
    /// The streams show the same view: where their shapes differ, one of them is squeezed.
    /// </summary>
    public static (Frame Picture, Face Face) Of(Frame frame, in Face face)
    {
        if (frame.Sharp is not { } sharp)
            return (frame, face);
        var (from, to) = (frame.Header, sharp.Header);
        return (sharp, face.Scaled((float)to.Width / from.Width, (float)to.Height / from.Height));
    }
}
