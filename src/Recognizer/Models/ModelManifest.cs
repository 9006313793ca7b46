using System.Numerics;

namespace FaceStream.Recognizer.Models;

/// <summary>What a network is used for.</summary>
public enum ModelTask
{
    /// <summary>MTCNN's first network: finds candidates in a pyramid of pictures.</summary>
    DetectorPnet,

    /// <summary>MTCNN's second network: sorts the candidates out.</summary>
    DetectorRnet,

    /// <summary>MTCNN's third network: decides, and finds five landmarks.</summary>
    DetectorOnet,

    /// <summary>Turns an aligned face into a vector.</summary>
    Embedder,
}

/// <summary>The order of a pixel's channels.</summary>
public enum ChannelOrder
{
    /// <summary>Red first.</summary>
    Rgb,

    /// <summary>Blue first.</summary>
    Bgr,
}

/// <summary>All that must be known of a network to use it: <c>model.json</c> beside <c>model.onnx</c>.</summary>
public sealed record ModelManifest
{
    /// <summary>Also the folder's name and, for an embedder, the name of its vector space: <c>mobilefacenet-192</c>.</summary>
    public required string Id { get; init; }

    /// <summary>For people: <c>MobileFaceNet, 192 dimensions</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is used for.</summary>
    public required ModelTask Task { get; init; }

    /// <summary>What goes in.</summary>
    public required ModelInput Input { get; init; }

    /// <summary>What comes out.</summary>
    public required ModelOutput Output { get; init; }

    /// <summary>Where the five landmarks belong in the input; an embedder's alone.</summary>
    public CropTemplate? Crop { get; init; }

    /// <summary>What a similarity of this embedder means; an embedder's alone.</summary>
    public SimilarityCalibration? Calibration { get; init; }

    /// <summary>Where the weights come from.</summary>
    public required string Provenance { get; init; }

    /// <summary>SPDX name, or words.</summary>
    public required string Licence { get; init; }

    /// <summary>Of <c>model.onnx</c>: 64 hexadecimal digits. A manifest given to <c>models add</c> may leave it out.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Of <c>model.gpu.onnx</c>, where there is one: the same network, laid out for GPUs.</summary>
    public string? GpuSha256 { get; init; }
}

/// <summary>One picture as the network wants it: <c>value = (pixel − mean) × scale</c> with pixels of 0–255.</summary>
public sealed record ModelInput
{
    /// <summary>In pixels; 0 for any.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels; 0 for any.</summary>
    public required int Height { get; init; }

    /// <summary>The tensor's axes. <c>nchw</c> is the only one there is: batch, channel, row, column.</summary>
    public string Layout { get; init; } = "nchw";

    /// <summary>Which channel comes first.</summary>
    public required ChannelOrder Channels { get; init; }

    /// <summary>Subtracted from each channel, in the tensor's channel order; three values.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Multiplied after <see cref="Mean"/> was subtracted.</summary>
    public required float Scale { get; init; }
}

/// <summary>What the network computes.</summary>
public sealed record ModelOutput
{
    /// <summary>Values per picture of the first output; an embedder's dimension.</summary>
    public required int Dimension { get; init; }

    /// <summary>Vectors leave the network with length 1. Where they do not, <see cref="Model"/> sees to it.</summary>
    public bool Normalised { get; init; }
}

/// <summary>Where the landmarks of an upright face belong in the network's input.</summary>
public sealed record CropTemplate
{
    /// <summary>What ArcFace-style training used, in a chip of 112 × 112.</summary>
    /// <remarks>From insightface, <c>python-package/insightface/utils/face_align.py</c>, <c>arcface_dst</c>.</remarks>
    public static CropTemplate ArcFace112 { get; } = new()
    {
        Name = "arcface-112",
        Points =
        [
            new(38.2946f, 51.6963f), new(73.5318f, 51.5014f), new(56.0252f, 71.7366f),
            new(41.5493f, 92.3655f), new(70.7299f, 92.2041f),
        ],
    };

    /// <summary>Its usual name.</summary>
    public required string Name { get; init; }

    /// <summary>Left eye, right eye, nose tip, left and right mouth corner, as the viewer sees them, in pixels of the input.</summary>
    public required IReadOnlyList<Vector2> Points { get; init; }
}
