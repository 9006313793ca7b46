using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Detection;

/// <summary>Finds faces. Used by one thread at a time.</summary>
public interface IFaceDetector
{
    /// <summary>
    /// Looks at pictures, knowing nothing of them. <c>[i]</c> are the faces of <paramref name="frames"/><c>[i]</c>, the surest first.
    /// </summary>
    /// <param name="frames">Of any sizes.</param>
    /// <param name="searches">For each frame, what to look for and where.</param>
    Face[][] Detect(IReadOnlyList<Frame> frames, ReadOnlySpan<FaceSearch> searches);

    /// <summary>
    /// Looks only where faces are expected, for a fraction of the cost. <c>[i][j]</c> is what was found at
    /// <paramref name="expected"/><c>[i][j]</c>, or null.
    /// </summary>
    Face?[][] Refine(IReadOnlyList<Frame> frames, IReadOnlyList<Box[]> expected);
}
