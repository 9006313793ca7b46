using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>P-Net's layers, from the constants of its ONNX file.</summary>
internal sealed record ProposalWeights(Convolution First, WinogradRows Second, WinogradRows Third, Convolution Heads)
{
    /// <summary>Null when the file is another network.</summary>
    public static ProposalWeights? TryRead(ReadOnlySpan<byte> network)
    {
        var constants = OnnxConstants.Read(network);
        return Has("conv1", 10, 3, 3) && Has("conv2", 16, 10, 3) && Has("conv3", 32, 16, 3) && Has("score", 2, 32, 1) && Has("reg", 4, 32, 1)
            ? new(First(), Rows("conv2", 10), Rows("conv3", 16), Joined())
            : null;

        bool Has(string layer, int outputs, int inputs, int size) =>
            constants.TryGetValue(layer + ".kernel", out var kernel) && kernel.Shape.AsSpan().SequenceEqual([outputs, inputs, size, size])
            && constants.TryGetValue(layer + ".bias", out var bias) && bias.Values.Length == outputs
            && (size == 1 || (constants.TryGetValue(layer + ".slope", out var slope) && slope.Values.Length == outputs));

        // Of three planes more would be turned than saved.
        Convolution First() => new(Of("conv1.kernel"), Of("conv1.bias"), Of("conv1.slope"), inputs: 3, rows: 3, columns: 3);

        WinogradRows Rows(string layer, int inputs) => new(Of(layer + ".kernel"), Of(layer + ".bias"), Of(layer + ".slope"), inputs);

        float[] Of(string name) => constants[name].Values;

        // Of two scores the softmax is the sigmoid of their difference: one sum instead of two.
        Convolution Joined()
        {
            var (score, bias) = (constants["score.kernel"].Values, constants["score.bias"].Values);
            float[] kernel = [.. score[32..].Zip(score[..32], (face, other) => face - other), .. constants["reg.kernel"].Values];
            return new(kernel, [bias[1] - bias[0], .. constants["reg.bias"].Values], [1, 1, 1, 1, 1], inputs: 32, rows: 1, columns: 1);
        }
    }
}
