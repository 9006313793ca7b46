using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Tests.Models;

public class ConversionTests
{
    public static TheoryData<string> Ids => [.. StandardModels.All.Select(model => model.Manifest.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_conversion_gives_the_pinned_bytes_each_time(string id)
    {
        var model = StandardModels.All.Single(model => model.Manifest.Id == id);

        foreach (var form in Enum.GetValues<PReluForm>())
        {
            var first = model.Convert(TestModels.WeightsOf(id), form);
            var second = model.Convert(TestModels.WeightsOf(id), form);

            Assert.Equal(first, second);
            Assert.Equal(form == PReluForm.Node ? model.Manifest.GpuSha256 : model.Manifest.Sha256, ModelFolder.HashOf(first));
        }
    }

    [Theory]
    [InlineData(new[] { -9.39f, -0.5f, 0f, 0.99995f }, true)]
    [InlineData(new[] { -9.39f, 0.25f, 1.00005f, 7f }, true)]
    [InlineData(new[] { 0.25f, 1f, 2f, -1f }, true)]
    [InlineData(new[] { -9.39f, 0.25f, 1.3f, 0.7f }, false)]
    public void A_split_prelu_is_a_prelu(float[] slopes, bool signsMayTurn)
    {
        var split = new PReluSplit(Tensor.Of(slopes), signsMayTurn);

        for (var channel = 0; channel < slopes.Length; channel++)
        {
            foreach (var x in (float[])[-3, -1e-3f, 0, 1e-3f, 3])
            {
                var y = x * split.Before[channel];
                var sum = Math.Max(y, 0) * (split.OfPositive?[channel] ?? 1) + y * split.OfWhole[channel];
                Assert.Equal(x > 0 ? x : slopes[channel] * x, sum * (split.Signs?[channel] ?? 1), 1e-5f);
            }
        }

        Assert.True(signsMayTurn || split.Signs is null);
    }

    [Fact]
    public void Turned_channels_cannot_reach_a_layer_that_would_not_turn_them_back()
    {
        var graph = new OnnxGraph("wrong");
        var layers = new Layers(graph, graph.Input("input", "N", 1, 4, 4), PReluForm.Convolutions)
            .ConvolvePRelu("conv", new([1, 1, 1, 1], [1]), Tensor.Of([0]), Tensor.Of([2]), convolvedNext: true);

        Assert.Throws<InvalidOperationException>(() => layers.MaxPool("pool", 2, 2, ceil: false));
    }
}
