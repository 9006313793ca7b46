using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Chooses who computes R-Net and O-Net.</summary>
internal static class CropNetworks
{
    /// <summary>Kernels of our own on a CPU that they can use, else ONNX Runtime; on a GPU always.</summary>
    /// <param name="folder">R-Net or O-Net.</param>
    /// <param name="model">The same, loaded.</param>
    /// <param name="workers">Who share the work on a CPU.</param>
    public static ICropNetwork For(ModelFolder folder, Model model, Workers workers)
    {
        if (model.OnGpu)
            return new GraphCrops(model);
        var networks = workers.Equip(
            KernelCrops.TryLoad(folder) ?? (ICropNetwork)new GraphCrops(model), () => KernelCrops.TryLoad(folder) ?? (ICropNetwork)new GraphCrops(model.Twin()));
        return networks.Length == 1 ? networks[0] : new SharedCrops(workers, networks);
    }
}
