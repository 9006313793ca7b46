using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Chooses who computes P-Net.</summary>
internal static class Proposals
{
    /// <summary>Kernels of our own on a CPU that they can use, else ONNX Runtime; on a GPU with few shapes.</summary>
    /// <param name="folder">P-Net.</param>
    /// <param name="pnet">The same, loaded.</param>
    /// <param name="workers">Who share the work on a CPU.</param>
    public static IProposals For(ModelFolder folder, Model pnet, Workers workers)
    {
        if (pnet.OnGpu)
            return new RoundedProposals(new GraphProposals(pnet));
        var networks = workers.Equip(
            KernelProposals.TryLoad(folder) ?? (IProposals)new GraphProposals(pnet), () => KernelProposals.TryLoad(folder) ?? (IProposals)new GraphProposals(pnet.Twin()));
        return networks.Length == 1 ? networks[0] : new SharedProposals(workers, networks);
    }
}
