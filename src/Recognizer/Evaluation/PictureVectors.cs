using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Quality;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>The vector of the main face of each picture, made once however often it is asked for.</summary>
/// <param name="finder">Finds the face that a picture is of.</param>
/// <param name="embedder">Turns it into a vector.</param>
/// <param name="mirror">Averages each vector with that of the mirrored face, as enrolment does.</param>
public sealed class PictureVectors(PortraitFinder finder, IEmbedder embedder, bool mirror)
{
    private readonly Dictionary<string, ReadOnlyMemory<float>?> _vectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LookQuality> _qualities = new(StringComparer.Ordinal);
    private readonly QualityMeter _meter = new();

    /// <summary>The pictures in which no face was found, so far.</summary>
    public IEnumerable<string> WithoutFace => _vectors.Where(entry => entry.Value is null).Select(entry => entry.Key);

    /// <summary>A unit vector; null when the picture shows no face.</summary>
    /// <exception cref="PictureException">The picture cannot be read.</exception>
    public ReadOnlyMemory<float>? Of(string path)
    {
        if (!_vectors.TryGetValue(path, out var vector))
        {
            using var picture = StillPicture.Load(path);
            if (finder.FindMain(picture) is { } face)
            {
                vector = embedder.Embed([(picture, face.Landmarks)], mirror)[0].Vector;
                _qualities[path] = _meter.Measure(picture, face);
            }

            _vectors[path] = vector;
        }

        return vector;
    }

    /// <summary>How much that face can tell; nothing for a picture without a face, or that was not asked for.</summary>
    public LookQuality QualityOf(string path) => _qualities.GetValueOrDefault(path);
}
