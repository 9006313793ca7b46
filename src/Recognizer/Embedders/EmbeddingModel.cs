using System.Numerics;
using System.Numerics.Tensors;
using FaceStream.Gallery;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Embedders;

/// <summary>Runs any embedder that a manifest describes: aligns each face by its landmarks, straight into the batch.</summary>
public sealed class EmbeddingModel : IEmbedder, IDisposable
{
    private const int MostAtOnce = 8; // on a CPU larger batches cost as much a face, and answer later

    private readonly Model _model;
    private readonly SimilarityWarp _warp = new();
    private readonly TensorFormat _format;
    private readonly Vector2[] _template;

    /// <summary>Takes over <paramref name="model"/>.</summary>
    public EmbeddingModel(Model model)
    {
        var (input, mean) = (model.Manifest.Input, model.Manifest.Input.Mean);
        _model = model;
        _format = new TensorFormat(new Vector3(mean[0], mean[1], mean[2]), new Vector3(input.Scale), input.Channels == ChannelOrder.Bgr);
        _template = [.. (model.Manifest.Crop ?? CropTemplate.ArcFace112).Points];
    }

    /// <inheritdoc/>
    public string Id => _model.Manifest.Id;

    /// <inheritdoc/>
    public int Dimension => _model.Manifest.Output.Dimension;

    /// <inheritdoc/>
    public Embedding[] Embed(IReadOnlyList<(Frame Frame, Landmarks Landmarks)> faces, bool mirror = false)
    {
        var vectors = Vectors(faces, Matrix3x2.Identity);
        if (mirror)
        {
            var flip = Matrix3x2.CreateScale(-1, 1) * Matrix3x2.CreateTranslation(_model.Manifest.Input.Width - 1, 0);
            foreach (var (vector, mirrored) in vectors.Zip(Vectors(faces, flip)))
            {
                TensorPrimitives.Add(vector, mirrored, vector);
                TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            }
        }

        return Array.ConvertAll(vectors, vector => new Embedding(Id, vector));
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <param name="faces">One vector for each.</param>
    /// <param name="within">Applied to the tensor's own points before they are looked up in the frame.</param>
    private float[][] Vectors(IReadOnlyList<(Frame Frame, Landmarks Landmarks)> faces, Matrix3x2 within)
    {
        var (columns, rows) = (_model.Manifest.Input.Width, _model.Manifest.Input.Height);
        var (vectors, length) = (new float[faces.Count][], 3 * rows * columns);
        for (var start = 0; start < faces.Count; start += MostAtOnce)
        {
            var count = Math.Min(MostAtOnce, faces.Count - start);
            var tensor = _model.Prepare(count, 3, rows, columns).Span;
            for (var i = 0; i < count; i++)
            {
                var (frame, landmarks) = faces[start + i];
                var toChip = FaceAlignment.FitSimilarity(landmarks, _template);
                if (!Matrix3x2.Invert(toChip, out var toFrame))
                    throw new ArgumentException($"The landmarks of a face in {frame.Header.Camera} fall into one point.", nameof(faces));
                _warp.Apply(frame, within * toFrame, _format, tensor.Slice(i * length, length), columns, rows);
            }

            _model.Run();
            for (var i = 0; i < count; i++)
                vectors[start + i] = _model.Output(0).Slice(i * Dimension, Dimension).ToArray();
        }

        return vectors;
    }
}
