namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>
/// Writes dlib's face recognition network, a residual network of 29 convolutions (D. King, <c>dlib_face_recognition_resnet_model_v1</c>, 2017; its blocks are those of K. He et al., “Deep residual learning for image
/// recognition”, CVPR 2016), with the weights as the npm package @vladmandic/face-api has them: a byte each.
/// </summary>
internal sealed class DlibConverter(TfjsWeights weights)
{
    /// <summary>Rows and columns of the input.</summary>
    public const int Side = 150;

    /// <summary>Length of a vector.</summary>
    public const int Dimension = 128;

    /// <summary>Where landmarks belong in the input, in the order of <see cref="CropTemplate.Points"/>: dlib's mean face with a quarter of a chip around it.</summary>
    /// <remarks>From dlib, <c>get_face_chip_details</c>, the means of each eye's and the mouth corners' points.</remarks>
    public static readonly (float X, float Y)[] Template = [(47.55f, 46.6f), (100.48f, 46.6f), (74.01f, 76.56f), (50.41f, 103.02f), (97.61f, 103.02f)];

    private const string First = "conv32_down";

    // Pixels that dlib takes off red, green and blue; then it divides by 256.
    private static readonly float[] Means = [122.782f, 117.001f, 104.298f];

    // Per block: its name, whether it halves the map, and the channels that a halving one adds.
    private static readonly (string Name, int Added)[] Blocks =
    [
        ("conv32_1", 0), ("conv32_2", 0), ("conv32_3", 0), ("conv64_down", 32), ("conv64_1", 0), ("conv64_2", 0), ("conv64_3", 0), ("conv128_down", 64),
        ("conv128_1", 0), ("conv128_2", 0), ("conv256_down", 128), ("conv256_1", 0), ("conv256_2", 0), ("conv256_down_out", 0),
    ];

    /// <summary>The last layer, <c>[256, 128]</c>: its results are the vector.</summary>
    public Tensor Last => weights["fc"];

    /// <summary>From <c>[N,3,150,150]</c>, the network's present value, <c>(pixel − mean) × scale</c>, to the 256 numbers that <see cref="Last"/> makes a vector of.</summary>
    public Layers Append(Layers net, float mean, float scale)
    {
        var (kernel, bias) = Folded(First);
        // What dlib would take off and divide by, seen from the values that come: without padding, a constant is a part of the bias.
        var taps = kernel.Values.Length / kernel.Shape[0];
        for (var i = 0; i < kernel.Values.Length; i++)
        {
            bias.Values[i / taps] += kernel.Values[i] * (mean - Means[i % taps / (taps / Means.Length)]) / 256;
            kernel.Values[i] *= 1 / (scale * 256);
        }

        net.Convolve(First, kernel, bias, stride: 2).Relu(First + ".relu").MaxPool(First + ".pool", 3, 2, ceil: false);
        var side = ((Side - 7) / 2 + 1 - 3) / 2 + 1;
        foreach (var (name, added) in Blocks)
            side = name.Contains("down", StringComparison.Ordinal) ? Down(net, name, side, added) : Same(net, name, side);
        return net.Mean("pooled").Flatten("pooled.flat");
    }

    private int Same(Layers net, string block, int side)
    {
        var before = net.Value;
        Convolve(net, block + "/conv1", pads: 1).Relu(block + ".inner");
        Convolve(net, block + "/conv2", pads: 1).Add(block + ".sum", before).Relu(block);
        return side;
    }

    /// <summary>Halves the map; what is shorter is lengthened with zeros, in channels or in rows and columns.</summary>
    private int Down(Layers net, string block, int side, int added)
    {
        var before = net.Value;
        Convolve(net, block + "/conv1", stride: 2).Relu(block + ".inner");
        var (around, inside) = (side / 2, (side - 3) / 2 + 1);
        var sum = Convolve(net, block + "/conv2", pads: 1).Lengthen(block + ".long", 0, around - inside, around - inside).Value;
        net.From(before).HalveByMean(block + ".half").Lengthen(block + ".wide", added, 0, 0).Add(block + ".sum", sum).Relu(block);
        return around;
    }

    private Layers Convolve(Layers net, string layer, int stride = 1, int pads = 0)
    {
        var (kernel, bias) = Folded(layer);
        return net.Convolve(layer, kernel, bias, stride, [pads, pads, pads, pads]);
    }

    /// <summary>Kernel <c>[out, in, rows, columns]</c> and bias, with the factors and shifts that follow them.</summary>
    private (Tensor Kernel, Tensor Bias) Folded(string layer)
    {
        var (factors, bias, shifts) = (weights[layer + "/scale/weights"].Values, weights[layer + "/conv/bias"].Values, weights[layer + "/scale/biases"].Values);
        return (weights[layer + "/conv/filters"].Transpose(3, 2, 0, 1).Scale(0, factors), Tensor.Of([.. bias.Select((value, i) => value * factors[i] + shifts[i])]));
    }
}
