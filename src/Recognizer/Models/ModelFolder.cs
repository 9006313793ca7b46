using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace FaceStream.Recognizer.Models;

/// <summary>A model on disk: a folder with <c>model.onnx</c>, <c>model.json</c> and perhaps <c>model.gpu.onnx</c>.</summary>
public sealed partial class ModelFolder
{
    /// <summary>The manifest's file name.</summary>
    public const string ManifestFile = "model.json";

    /// <summary>The network's file name.</summary>
    public const string NetworkFile = "model.onnx";

    /// <summary>The file name of the same network laid out for GPUs.</summary>
    public const string GpuNetworkFile = "model.gpu.onnx";

    internal const string Remedy = "Run ./facestream models install.";

    private ModelFolder(string path, ModelManifest manifest) => (Path, Manifest) = (path, manifest);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What <c>model.json</c> says.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The network in the layout that suits CPUs.</summary>
    public string Network => System.IO.Path.Combine(Path, NetworkFile);

    /// <summary>The network in the layout that suits GPUs, where there is one.</summary>
    public string? GpuNetwork => Manifest.GpuSha256 is null ? null : System.IO.Path.Combine(Path, GpuNetworkFile);

    /// <summary>Reads the manifest of a folder.</summary>
    /// <exception cref="ModelException">There is none, or it cannot be understood.</exception>
    public static ModelFolder Open(string path)
    {
        var file = System.IO.Path.Combine(path, ManifestFile);
        if (!File.Exists(file))
            throw new ModelException(ModelFault.Missing, $"There is no model in {path}: {ManifestFile} is missing. {Remedy}");
        var manifest = ManifestJson.Read(File.ReadAllBytes(file), file);
        if (manifest.Sha256 is null)
            throw new ModelException(ModelFault.Manifest, $"{file}: sha256 is missing; add models with ./facestream models add, which fills it in.");
        return new(path, manifest);
    }

    /// <summary>Reads a network, making sure that it is the one the manifest speaks of.</summary>
    /// <exception cref="ModelException">The file is missing or another one.</exception>
    public byte[] ReadNetwork(bool gpu)
    {
        var (file, expected) = gpu && GpuNetwork is { } forGpu ? (forGpu, Manifest.GpuSha256!) : (Network, Manifest.Sha256!);
        if (!File.Exists(file))
            throw new ModelException(ModelFault.Missing, $"{file} is missing. {Remedy}");
        var bytes = File.ReadAllBytes(file);
        var found = HashOf(bytes);
        return found == expected
            ? bytes
            : throw new ModelException(ModelFault.Hash, $"{file} is not the file its manifest speaks of: SHA-256 is {found}, expected {expected}. {Remedy}");
    }

    /// <summary>SHA-256 as 64 hexadecimal digits.</summary>
    internal static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Whether a text can be a model's id: it becomes a folder's name and a metric's label.</summary>
    internal static bool IsId(string text) => Id().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,63}\z")]
    private static partial Regex Id();
}
