namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>Makes layers of a network's constants, as far as they are those of R-Net or O-Net.</summary>
/// <param name="constants">By name.</param>
/// <param name="side">Rows and columns of a crop.</param>
/// <param name="features">Numbers between the two layers that connect everything.</param>
/// <param name="points">Shares of landmarks.</param>
internal sealed class CropWeightsReader(IReadOnlyDictionary<string, (int[] Shape, float[] Values)> constants, int side, int features, int points)
{
    private const int Edges = 4;

    /// <summary>Null when a constant is missing or has another shape.</summary>
    /// <param name="plan">Of each convolution its channels, its size and the window of the pooling behind it.</param>
    public CropWeights? TryRead(params ReadOnlySpan<(int Channels, int Size, int Window)> plan)
    {
        var (layers, inputs, channels, left) = (new List<CropLayer>(), 3, 3, side);
        foreach (var (outputs, size, window) in plan)
        {
            var name = $"conv{layers.Count + 1}";
            if (!(Has(name + ".kernel", outputs, inputs, size, size) && Has(name + ".bias", outputs) && Has(name + ".slope", outputs, 1, 1)))
                return null;
            var convolution = Convolution(name, channels, left, size);
            layers.Add(new(convolution, window));
            (inputs, channels) = (outputs, convolution.Channels);
            left = window == 0 ? convolution.Side : ChannelPooling.Side(convolution.Side, window);
        }

        var slopes = $"prelu{plan.Length + 1}.slope";
        if (!(Connects("fc1", left * left * channels, features) && Has(slopes, features) && Connects("score", features, 2) && Connects("reg", features, Edges)
            && (points == 0 || Connects("points", features, points))))
            return null;
        var connected = new CropConvolution(Turned("fc1", features), Of("fc1.bias"), Of(slopes), channels, left, size: left, maps: CropNet.MostAtOnce);
        return new(side, [.. layers], connected, Heads(), points);
    }

    // The fewer the channels, the more turning costs beside multiplying.
    private ICropConvolution Convolution(string name, int channels, int side, int size) => size == 3 && channels >= 32
        ? new WinogradConvolution(Of(name + ".kernel"), Of(name + ".bias"), Of(name + ".slope"), channels, side)
        : new CropConvolution(Of(name + ".kernel"), Of(name + ".bias"), Of(name + ".slope"), channels, side, size, CropWeights.Together);

    // Of two scores the softmax is the sigmoid of their difference: one sum instead of two.
    private CropConvolution Heads()
    {
        var (score, bias) = (Turned("score", 2), Of("score.bias"));
        float[] kernel = [.. score[features..].Zip(score[..features], (face, other) => face - other), .. Turned("reg", Edges), .. points > 0 ? Turned("points", points) : []];
        float[] biases = [bias[1] - bias[0], .. Of("reg.bias"), .. points > 0 ? Of("points.bias") : []];
        return new(kernel, biases, [.. Enumerable.Repeat(1f, biases.Length)], features, side: 1, size: 1, maps: CropNet.MostAtOnce);
    }

    /// <summary>A matrix <c>[inputs, outputs]</c> as <c>[outputs, inputs]</c>.</summary>
    private float[] Turned(string layer, int outputs)
    {
        var matrix = Of(layer + ".matrix");
        var inputs = matrix.Length / outputs;
        var turned = new float[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
            turned[i % outputs * inputs + i / outputs] = matrix[i];
        return turned;
    }

    private bool Connects(string layer, int inputs, int outputs) => Has(layer + ".matrix", inputs, outputs) && Has(layer + ".bias", outputs);

    private bool Has(string name, params ReadOnlySpan<int> shape) => constants.TryGetValue(name, out var found) && shape.SequenceEqual(found.Shape);

    private float[] Of(string name) => constants[name].Values;
}
