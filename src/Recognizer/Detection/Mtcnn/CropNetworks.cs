using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Chooses who computes R-Net and O-Net.</summary>
internal static class CropNetworks
{
    /// <summary>Kernels of our own on a CPU that they can use, else ONNX Runtime; on a GPU always.</summary>
    /// <param name="folder">R-Net or O-Net.</param>
    /// <param name="model">The same, loaded.</param>
    /// <param name="workers">Who shares the kernels' work.</param>
    public static ICropNetwork For(ModelFolder folder, Model model, Workers workers)
    {
        if (model.OnGpu || KernelCrops.TryLoad(folder) is not { } kernels)
            return new GraphCrops(model);
        return workers.Count == 1 ? kernels : new SharedCrops(workers, workers.Equip<ICropNetwork>(kernels, () => KernelCrops.TryLoad(folder)!));
    }
}
