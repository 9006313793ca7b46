using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Enrolment;

/// <summary>The picture of a face that is kept with its template: square, with enough around it to be detected again.</summary>
public static class FaceCrop
{
    // Twice the face: MTCNN needs some border, and a later detector may need more than this one.
    private const float Around = 2f;

    /// <summary>As JPEG, at most <paramref name="columns"/> wide; where the picture ends the crop does.</summary>
    /// <exception cref="PictureException">The encoder refused.</exception>
    public static ReadOnlyMemory<byte> Jpeg(Frame frame, in Box face, int columns, JpegEncoder encoder)
    {
        var side = Around * Math.Max(face.Width, face.Height);
        // The encoder's memory is only lent.
        return encoder.EncodeCrop(
            frame, (int)(face.Centre.X - side / 2), (int)(face.Centre.Y - side / 2), (int)side, (int)side, columns).ToArray();
    }
}
