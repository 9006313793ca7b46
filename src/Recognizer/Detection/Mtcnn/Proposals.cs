using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Chooses who computes P-Net.</summary>
internal static class Proposals
{
    /// <summary>Kernels of our own on a CPU that they can use, else ONNX Runtime; on a GPU with few shapes.</summary>
    /// <param name="folder">P-Net.</param>
    /// <param name="pnet">The same, loaded.</param>
    /// <param name="workers">Who shares the kernels' work.</param>
    public static IProposals For(ModelFolder folder, Model pnet, Workers workers)
    {
        if (pnet.OnGpu)
            return new RoundedProposals(new GraphProposals(pnet));
        if (KernelProposals.TryLoad(folder) is not { } kernels)
            return new GraphProposals(pnet);
        return workers.Count == 1 ? kernels : new SharedProposals(workers, workers.Equip<IProposals>(kernels, () => KernelProposals.TryLoad(folder)!));
    }
}
