using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Tests.Models;

/// <summary>An embedder of a few hundred bytes, as an operator might bring one, written into a folder of its own.</summary>
internal sealed class TinyEmbedder : IDisposable
{
    public const int Side = 8;
    public const int Dimension = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facestream-models-");

    /// <summary>The folder that is given to <c>models add</c>.</summary>
    public string Offer => Path.Combine(_folder.FullName, "offer");

    /// <summary>An empty store.</summary>
    public ModelStore Store => new(Path.Combine(_folder.FullName, "models"), TestModels.Packages);

    public static ModelManifest Manifest { get; } = new()
    {
        Id = "tiny-4",
        Name = "Tiny",
        Task = ModelTask.Embedder,
        Input = new() { Width = Side, Height = Side, Channels = ChannelOrder.Bgr, Mean = [104, 117, 124], Scale = 1 / 256f },
        Output = new() { Dimension = Dimension },
        Crop = CropTemplate.ArcFace112,
        Provenance = "made by a test",
        Licence = "Apache-2.0",
    };

    /// <summary>One convolution over the whole picture.</summary>
    /// <param name="batch">A number, or a name where it is free.</param>
    /// <param name="bias">Of the first value.</param>
    /// <param name="weight">Times the weights, which are otherwise between −1 and 1.</param>
    /// <param name="listed">Declare the weights as inputs too, as PyTorch's old exporter did.</param>
    /// <param name="among">Add the mean over the batch, so that a picture's answer depends on its neighbours.</param>
    public static byte[] Network(object batch, float bias = 0.25f, float weight = 1, bool listed = false, bool among = false)
    {
        var random = new Random(1);
        var graph = new OnnxGraph("tiny");
        var kernel = new Tensor([Dimension, 3, Side, Side], [.. Enumerable.Range(0, Dimension * 3 * Side * Side).Select(_ => weight * (random.NextSingle() * 2 - 1))]);
        var layers = new Layers(graph, graph.Input("picture", batch, 3, Side, Side), PReluForm.Node)
            .Convolve("convolved", kernel, Tensor.Of([bias, 0, 0, 0]))
            .Flatten("vector");
        if (listed)
            graph.Input("convolved.kernel", Dimension, 3, Side, Side);
        if (among)
            layers.Add("shifted", graph.Node("ReduceMean", "mean", ["vector"], ("axes", new[] { 0 })));
        graph.Output(layers.Value, batch, Dimension);
        return graph.ToArray();
    }

    /// <summary>Writes what is offered, and says where.</summary>
    public string Write(byte[] network, ModelManifest manifest) => Write(network, ManifestJson.Write(manifest));

    public string Write(byte[] network, string manifest)
    {
        Directory.CreateDirectory(Offer);
        File.WriteAllBytes(Path.Combine(Offer, ModelFolder.NetworkFile), network);
        File.WriteAllText(Path.Combine(Offer, ModelFolder.ManifestFile), manifest);
        return Offer;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
