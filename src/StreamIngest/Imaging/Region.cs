namespace FaceStream.StreamIngest.Imaging;

/// <summary>A rectangle of a picture with edges between or inside pixels; may reach beyond the picture.</summary>
/// <param name="X">Left edge; the picture's own is 0.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">In pixels, above 0.</param>
/// <param name="Height">In pixels, above 0.</param>
public readonly record struct Region(double X, double Y, double Width, double Height)
{
    /// <summary>A whole picture.</summary>
    public static Region Of(in FrameHeader frame) => new(0, 0, frame.Width, frame.Height);
}
