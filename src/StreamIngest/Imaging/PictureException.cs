namespace FaceStream.StreamIngest.Imaging;

/// <summary>A still picture cannot be read; the message names it, says why and what to do.</summary>
/// <param name="message">For people.</param>
/// <param name="tooLarge">It may be a good picture, but has more pixels or bytes than are read.</param>
public sealed class PictureException(string message, bool tooLarge = false) : Exception(message)
{
    /// <summary>It may be a good picture, but has more pixels or bytes than are read.</summary>
    public bool TooLarge => tooLarge;
}
