using System.Numerics;
using System.Numerics.Tensors;
using FaceStream.Gallery;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Embedders;

/// <summary>Runs any embedder that a manifest describes: aligns each face by its landmarks, straight into the network's tensor.</summary>
public sealed class EmbeddingModel : IEmbedder, IDisposable
{
    /// <summary>More in a batch for a GPU are not worth tensors of their own.</summary>
    internal const int MostAtOnce = 32;

    private const int LeastAtOnce = 8;  // are worth a run

    private readonly Model _model;
    private readonly Workers _workers;
    private readonly Model[] _models;
    private readonly SimilarityWarp[] _warps;
    private readonly bool _inBatches;
    private readonly TensorFormat _format;
    private readonly Vector2[] _template;

    /// <summary>Takes over <paramref name="model"/>.</summary>
    /// <param name="model">The network.</param>
    /// <param name="threads">Cores that share the faces.</param>
    public EmbeddingModel(Model model, int threads = 1)
    {
        _workers = new(threads);
        (_models, _warps) = (_workers.Equip(model, model.Twin), _workers.Equip(new(), () => new SimilarityWarp()));
        _inBatches = model.OnGpu;
        var (input, mean) = (model.Manifest.Input, model.Manifest.Input.Mean);
        _model = model;
        _format = new TensorFormat(new Vector3(mean[0], mean[1], mean[2]), new Vector3(input.Scale), input.Channels == ChannelOrder.Bgr);
        _template = [.. (model.Manifest.Crop ?? CropTemplate.ArcFace112).Points];
    }

    /// <summary>How many share the faces.</summary>
    internal int Cores => _workers.Count;

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

    /// <summary>The network for another embedder, which works beside this one and ends before it.</summary>
    internal Model Twin() => _model.Twin();

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <param name="faces">One vector for each.</param>
    /// <param name="within">Applied to the tensor's own points before they are looked up in the frame.</param>
    private float[][] Vectors(IReadOnlyList<(Frame Frame, Landmarks Landmarks)> faces, Matrix3x2 within)
    {
        var (columns, rows) = (_model.Manifest.Input.Width, _model.Manifest.Input.Height);
        var (vectors, length, passes) = (new float[faces.Count][], 3 * rows * columns, Passes(faces.Count));
        _workers.Run(passes, (worker, pass) =>
        {
            var (model, start) = (_models[worker], pass * faces.Count / passes);
            var count = (pass + 1) * faces.Count / passes - start;
            var tensor = model.Prepare(count, 3, rows, columns);
            for (var i = 0; i < count; i++)
            {
                var (frame, landmarks) = faces[start + i];
                var toChip = FaceAlignment.FitSimilarity(landmarks, _template);
                if (!Matrix3x2.Invert(toChip, out var toFrame))
                    throw new ArgumentException($"The landmarks of a face in {frame.Header.Camera} fall into one point.", nameof(faces));
                _warps[worker].Apply(frame, within * toFrame, _format, tensor.Slice(i * length, length), columns, rows);
            }

            model.Run();
            for (var i = 0; i < count; i++)
                vectors[start + i] = model.Output(0).Slice(i * Dimension, Dimension).ToArray();
        });
        return vectors;
    }

    /// <summary>On a CPU a batch takes as long as its faces by themselves, which can be shared. While a GPU computes one batch, the next one is cut out.</summary>
    private int Passes(int faces) => _inBatches ? Math.Max(_workers.Passes(faces, LeastAtOnce), (faces + MostAtOnce - 1) / MostAtOnce) : faces;
}
