using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Tests.Models;

/// <summary>
/// The whole of MobileFaceNet in the textbook's loops over the raw weights: PReLU as sirius-ai's TensorFlow code has it,
/// <c>max(x, 0) + mul·(x − |x|)</c>, with the sign that the package got wrong put right.
/// </summary>
public class MobileFaceNetOracleTests
{
    private static readonly TfjsWeights Weights = TestModels.WeightsOf("mobilefacenet-192");

    [Fact]
    public void The_embedding_is_what_the_raw_weights_say()
    {
        using var model = TestModels.Load("mobilefacenet-192");
        var picture = Picture();

        model.Fill(picture);
        model.Run();
        var found = model.Output(0);

        var expected = Embed(picture);
        Assert.Equal([1, 192], model.Shape(0).ToArray());
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);
    }

    [Fact]
    public void The_slopes_reach_far_beyond_those_of_a_leaky_relu()
    {
        var largest = Weights["MobileFaceNet/MobileFaceNet/Conv2d_0/mul"].Values.Max(mul => Math.Abs(2 * mul));

        Assert.True(largest > 1, $"the largest slope of the first layer is {largest}, so a clipped slope would go unnoticed here");
    }

    private static double[] Embed(PlainMap picture)
    {
        const string body = "MobileFaceNet/MobileFaceNet/";
        const string head = "MobileFaceNet/Logits/";

        var map = PRelu(Full(picture, body + "Conv2d_0", stride: 2, above: 0, below: 1), body + "Conv2d_0");
        map = PRelu(Each(map, body + "SeparableConv2d", 1, above: 1, below: 1), body + "SeparableConv2d");
        map = Full(map, body + "Conv");
        foreach (var (block, stride) in Blocks())
            map = Block(map, body + block, stride);
        map = PRelu(Full(map, body + "Conv2d_7"), body + "Conv2d_7");
        map = Full(Full(Each(map, head + "SeparableConv2d", 1, 0, 0), head + "Conv"), head + "LinearConv1x1");

        double[] vector = [.. Enumerable.Range(0, map.Channels).Select(channel => map[0, 0, channel])];
        var length = Math.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }

    private static PlainMap Block(PlainMap map, string block, int stride)
    {
        var inside = PRelu(Full(map, block + "/Conv"), block + "/Conv");
        inside = PRelu(Each(inside, block + "/SeparableConv2d", stride, above: stride == 1 ? 1 : 0, below: 1), block + "/SeparableConv2d");
        inside = Full(inside, block + "/Conv_1");
        return stride == 1 ? inside.Add(map) : inside;
    }

    private static IEnumerable<(string Name, int Stride)> Blocks()
    {
        yield return ("Conv2d_2_InvResBlock_0", 2);
        for (var i = 1; i <= 4; i++)
            yield return ($"Conv2d_2_InvResBlock_{i}", 1);
        yield return ("Conv2d_3_InvResBlock_0", 2);
        for (var i = 0; i <= 5; i++)
            yield return ($"Conv2d_4_InvResBlock_{i}", 1);
        yield return ("Conv2d_5_InvResBlock_0", 2);
        yield return ("Conv2d_6_InvResBlock_0", 1);
        yield return ("Conv2d_6_InvResBlock_1", 1);
    }

    private static PlainMap Full(PlainMap map, string layer, int stride = 1, int above = 0, int below = 0) =>
        map.Convolve(Weights[layer + "/Conv2D_weights"], Weights[layer + "/Conv2D_bn_offset"], stride, above, below);

    private static PlainMap Each(PlainMap map, string layer, int stride, int above, int below) =>
        map.ConvolveEach(Weights[layer + "/depthwise_weights"], Weights[layer + "/depthwise_bn_offset"], stride, above, below);

    private static PlainMap PRelu(PlainMap map, string layer)
    {
        var mul = Weights[layer + "/mul"].Values;
        return PlainMap.From(map.Rows, map.Columns, map.Channels, (row, column, channel) =>
        {
            var x = map[row, column, channel];
            return Math.Max(x, 0) - mul[channel] * (x - Math.Abs(x));
        });
    }

    // Smooth, as pictures are: noise would be averaged away before the deep layers.
    private static PlainMap Picture() => PlainMap.From(112, 112, 3, (row, column, channel) =>
        (float)(0.6 * Math.Sin(row * 0.11 + channel) * Math.Cos(column * 0.07 - channel) + 0.3 * Math.Sin(row * column * 0.003)));
}
