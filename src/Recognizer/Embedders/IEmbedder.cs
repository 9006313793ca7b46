using FaceStream.Gallery;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Embedders;

/// <summary>Turns faces into vectors. Used by one thread at a time.</summary>
public interface IEmbedder
{
    /// <summary>The model's id, and the name of its vector space.</summary>
    string Id { get; }

    /// <summary>Components of a vector.</summary>
    int Dimension { get; }

    /// <summary>One unit vector for each face.</summary>
    /// <param name="faces">A picture and the five landmarks of one face in it.</param>
    /// <param name="mirror">Averages with the vector of the mirrored face: a little better, for twice the time.</param>
    Embedding[] Embed(IReadOnlyList<(Frame Frame, Landmarks Landmarks)> faces, bool mirror = false);
}
