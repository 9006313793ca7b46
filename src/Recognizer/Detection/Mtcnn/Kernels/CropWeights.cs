using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>A convolution, and rows and columns of the window of the pooling behind it: 0 where there is none.</summary>
internal readonly record struct CropLayer(ICropConvolution Convolution, int Window);

/// <summary>R-Net's or O-Net's layers, from the constants of its ONNX file.</summary>
/// <param name="Side">Rows and columns of a crop.</param>
/// <param name="Layers">From a crop to a small map; only the last has no pooling.</param>
/// <param name="Features">Connects all of a map.</param>
/// <param name="Heads">The score, as the logarithm of the odds; four shifts; and shares of landmarks.</param>
/// <param name="Points">Shares of landmarks: 10 of O-Net, 0 of R-Net.</param>
internal sealed record CropWeights(int Side, CropLayer[] Layers, CropConvolution Features, CropConvolution Heads, int Points)
{
    /// <summary>Crops whose maps go through the layers together: the fewest that fill the kernels' blocks of pixels.</summary>
    public const int Together = 2;

    /// <summary>Null when the file is another network.</summary>
    /// <param name="network">The ONNX file with PRelu nodes.</param>
    public static CropWeights? TryRead(ReadOnlySpan<byte> network)
    {
        var constants = OnnxConstants.Read(network);
        return new CropWeightsReader(constants, side: 24, features: 128, points: 0).TryRead((28, 3, 3), (48, 3, 3), (64, 2, 0))
            ?? new CropWeightsReader(constants, side: 48, features: 256, points: 10).TryRead((32, 3, 3), (64, 3, 3), (64, 3, 2), (128, 2, 0));
    }
}
