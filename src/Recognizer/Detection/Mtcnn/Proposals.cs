using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Chooses who computes P-Net.</summary>
internal static class Proposals
{
    /// <summary>Kernels of our own on a CPU that they can use, else ONNX Runtime; on a GPU with few shapes.</summary>
    /// <param name="folder">P-Net.</param>
    /// <param name="pnet">The same, loaded.</param>
    public static IProposals For(ModelFolder folder, Model pnet) => pnet.OnGpu
        ? new RoundedProposals(new GraphProposals(pnet))
        : KernelProposals.TryLoad(folder) ?? (IProposals)new GraphProposals(pnet);
}
