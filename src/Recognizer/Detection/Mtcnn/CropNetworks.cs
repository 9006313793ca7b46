using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Chooses who computes R-Net and O-Net.</summary>
internal static class CropNetworks
{
    /// <summary>Kernels of our own on a CPU that they can use, else ONNX Runtime; on a GPU always.</summary>
    /// <param name="folder">R-Net or O-Net.</param>
    /// <param name="model">The same, loaded.</param>
    /// <param name="count">How many, for as many cores.</param>
    public static ICropNetwork[] For(ModelFolder folder, Model model, int count = 1)
    {
        var networks = new ICropNetwork[count];
        for (var i = 0; i < networks.Length; i++)
            networks[i] = (model.OnGpu ? null : KernelCrops.TryLoad(folder)) ?? (ICropNetwork)new GraphCrops(i == 0 ? model : model.Twin());
        return networks;
    }
}
