using System.Text.Json;

namespace FaceStream.Recognizer.Models;

/// <summary>A network that an operator brings, with its manifest.</summary>
internal static class ModelOffer
{
    /// <summary>Reads and tries it.</summary>
    /// <param name="path">The network's file, or a folder that holds <c>model.onnx</c> and <c>model.json</c>.</param>
    /// <returns>The network, and its manifest with the hash filled in.</returns>
    /// <exception cref="ModelException">It is incomplete, not what the manifest says, or does not compute.</exception>
    public static (byte[] Network, ModelManifest Manifest) Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, ModelFolder.NetworkFile) : path;
        if (!File.Exists(file))
            throw new ModelException(ModelFault.Missing, $"There is no network {file}. Give an .onnx file, or a folder with {ModelFolder.NetworkFile} and {ModelFolder.ManifestFile}.");

        string[] places = [Path.ChangeExtension(file, ".json"), Path.Combine(Path.GetDirectoryName(file)!, ModelFolder.ManifestFile)];
        var beside = places.FirstOrDefault(File.Exists)
            ?? throw new ModelException(ModelFault.Missing, $"{file} has no manifest: neither {places[0]} nor {ModelFolder.ManifestFile} is beside it. docs/models.md shows one.");
        var manifest = ManifestJson.Read(File.ReadAllBytes(beside), beside);
        if (manifest.Task != ModelTask.Embedder)
            throw new ModelException(ModelFault.Manifest, $"{beside}: task is {JsonNamingPolicy.KebabCaseLower.ConvertName(manifest.Task.ToString())}; only an embedder can be added, the detector's networks belong together.");

        var network = File.ReadAllBytes(file);
        var found = ModelFolder.HashOf(network);
        if (manifest.Sha256 is { } expected && expected != found)
            throw new ModelException(ModelFault.Hash, $"{file} is not the file its manifest speaks of: SHA-256 is {found}, expected {expected}. Fetch it again, or correct sha256 in {beside}.");

        ModelTrial.Try(network, file, manifest);
        return (network, manifest with { Sha256 = found, GpuSha256 = null });
    }
}
