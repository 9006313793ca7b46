using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Models;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer;

/// <summary>A detector and an embedder, ready to run. One thread at a time: whoever works beside others has a set of its own (<see cref="Beside"/>).</summary>
public sealed class Networks : IDisposable
{
    // One is with the GPU while the other is not, also where cores are few.
    private const int LeastInFlight = 2;

    private readonly List<Model> _loaded;

    private Networks(IFaceDetector detector, EmbeddingModel embedder, List<Model> loaded, InferenceDevice device) =>
        (Detector, Embedder, _loaded, Models, Device) = (detector, embedder, loaded, loaded.ConvertAll(model => model.Manifest), device);

    /// <summary>Finds faces.</summary>
    public IFaceDetector Detector { get; }

    /// <summary>Turns faces into vectors.</summary>
    public EmbeddingModel Embedder { get; }

    /// <summary>What is loaded.</summary>
    public IReadOnlyList<ModelManifest> Models { get; }

    /// <summary>What a similarity of the embedder means.</summary>
    /// <exception cref="ModelException">Nobody has measured it: no name can be judged.</exception>
    public SimilarityCalibration Calibration => Manifest.Calibration ?? throw new ModelException(ModelFault.Manifest,
        $"The manifest of {Embedder.Id} has no calibration: what its similarities mean is not known. Measure it with 'facestream eval calibrate FOLDER --write', a folder of pictures for each person.");

    /// <summary>The embedder's.</summary>
    public ModelManifest Manifest => Models.First(model => model.Id == Embedder.Id);

    /// <summary>What it runs on.</summary>
    public InferenceDevice Device { get; }

    /// <summary>Loads the detector's three networks and the embedder. What a GPU computes is compared with what the CPU does; where it is something else, or nothing because a network fails there, all run on the CPU if the choice was left to us.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="options">Which, and how sure they must be.</param>
    /// <param name="device">What they are to run on, from <see cref="InferenceDevice"/>; <see cref="Device"/> tells what became of it.</param>
    /// <param name="log">Told when a GPU was given up.</param>
    /// <exception cref="ModelException">One is missing, not the file its manifest speaks of, cannot be run, or fails or computes something else on a GPU that was asked for by name.</exception>
    public static Networks Load(ModelStore store, RecognizerOptions options, InferenceDevice device, ILogger? log = null) => Load(store, options, device, Model.Load, log);

    /// <summary>Networks for whoever works beside these: a detector of their own, and the embedder, the largest, with its weights in memory once. They end before these.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="options">With the same embedder.</param>
    /// <param name="log">Told when a GPU was given up.</param>
    public Networks Beside(ModelStore store, RecognizerOptions options, ILogger? log = null) =>
        Load(store, options, Device, (folder, how, device) => folder.Manifest.Id == Embedder.Id ? Embedder.Twin() : Model.Load(folder, how, device), log);

    /// <summary>The same, with another way to load one.</summary>
    internal static Networks Load(ModelStore store, RecognizerOptions options, InferenceDevice device, Func<ModelFolder, InferenceOptions, InferenceDevice, Model> load, ILogger? log)
    {
        var loaded = new List<Model>();
        try
        {
            foreach (var folder in ((string[])["mtcnn-pnet", "mtcnn-rnet", "mtcnn-onet"]).Select(store.Get).Append(ConfiguredEmbedder.Find(store, options.Embedder)))
            {
                if (Trouble(folder) is not { } trouble)
                    continue;
                var cpu = device.Without(trouble, log);
                Unload(loaded);
                return Load(store, options, cpu, load, log);
            }
        }
        catch
        {
            Unload(loaded);
            throw;
        }

        GpuTrouble? Trouble(ModelFolder folder)
        {
            try
            {
                loaded.Add(load(folder, options.Inference, device));
            }
            catch (ModelException e) when (device.Used != ExecutionProvider.Cpu && e.InnerException is OnnxRuntimeException)
            {
                return ModelTrial.Refused(folder, device, e);
            }

            return device.Used == ExecutionProvider.Cpu ? null : ModelTrial.Compare(loaded[^1], folder.ReadNetwork(gpu: false), folder.Network, folder.Manifest);
        }

        var cores = options.Inference.Cores();
        IFaceDetector detector = loaded[0].OnGpu
            ? ParallelDetector.Of(store, loaded[0], loaded[1], loaded[2], options.Detector, Math.Max(LeastInFlight, cores))
            : MtcnnDetector.Fast(store, loaded[0], loaded[1], loaded[2], options.Detector, cores);
        return new(detector, new EmbeddingModel(loaded[3], cores), loaded, device);
    }

    /// <summary>Runs them on nobody's face, so that the first pictures take no longer than others: half a second on a CPU, longer on a GPU, minutes with TensorRT where no engines are kept.</summary>
    /// <param name="cancel">Ends it early, without an error.</param>
    public void WarmUp(CancellationToken cancel) => Recognizer.WarmUp.Run(this, cancel);

    private static void Unload(List<Model> loaded)
    {
        loaded.ForEach(model => model.Dispose());
        loaded.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => Unload(_loaded);
}
