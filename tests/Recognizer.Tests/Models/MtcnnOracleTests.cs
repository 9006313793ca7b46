using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Tests.Models;

/// <summary>
/// The converted networks against the textbook's loops over the raw weights, which are used as facenet uses them: the
/// picture's x and y exchanged, and the answer's exchanged back.
/// </summary>
public class MtcnnOracleTests
{
    private const float Tolerance = 1e-5f;

    private static readonly TfjsWeights Weights = TestModels.WeightsOf("mtcnn-pnet");

    [Theory]
    [InlineData(12, 12)]
    [InlineData(25, 40)]
    [InlineData(38, 27)]
    public void Pnet_computes_what_the_raw_weights_say_for_any_size(int rows, int columns)
    {
        using var model = TestModels.Load("mtcnn-pnet");
        var picture = Noise(rows, columns);

        var features = Convolutions(picture.Transposed(), "pnet", (1, 2, 2, true), (2, 0, 0, false), (3, 0, 0, false));
        var prob = features.Convolve(Weights["pnet/conv4_1/weights"], Weights["pnet/conv4_1/bias"]).Softmax().Transposed();
        var reg = features.Convolve(Weights["pnet/conv4_2/weights"], Weights["pnet/conv4_2/bias"]).Transposed();

        Run(model, picture);
        Same(prob, model.Shape(0), model.Output(0));
        Same(reg, model.Shape(1), model.Output(1));
    }

    [Fact]
    public void Rnet_computes_what_the_raw_weights_say()
    {
        using var model = TestModels.Load("mtcnn-rnet");
        var picture = Noise(24, 24);

        var features = Convolutions(picture.Transposed(), "rnet", (1, 3, 2, true), (2, 3, 2, false), (3, 0, 0, false));
        var face = features.Connect(Weights["rnet/fc1/weights"], Weights["rnet/fc1/bias"]).PRelu(Weights["rnet/prelu4_alpha"]);

        Run(model, picture);
        Same(face.Connect(Weights["rnet/fc2_1/weights"], Weights["rnet/fc2_1/bias"]).Softmax(), model.Shape(0), model.Output(0));
        Same(face.Connect(Weights["rnet/fc2_2/weights"], Weights["rnet/fc2_2/bias"]), model.Shape(1), model.Output(1));
    }

    [Fact]
    public void Onet_computes_what_the_raw_weights_say()
    {
        using var model = TestModels.Load("mtcnn-onet");
        var picture = Noise(48, 48);

        var features = Convolutions(picture.Transposed(), "onet", (1, 3, 2, true), (2, 3, 2, false), (3, 2, 2, true), (4, 0, 0, false));
        var face = features.Connect(Weights["onet/fc1/weights"], Weights["onet/fc1/bias"]).PRelu(Weights["onet/prelu5_alpha"]);

        Run(model, picture);
        Same(face.Connect(Weights["onet/fc2_1/weights"], Weights["onet/fc2_1/bias"]).Softmax(), model.Shape(0), model.Output(0));
        Same(face.Connect(Weights["onet/fc2_2/weights"], Weights["onet/fc2_2/bias"]), model.Shape(1), model.Output(1));
        Same(face.Connect(Weights["onet/fc2_3/weights"], Weights["onet/fc2_3/bias"]), model.Shape(2), model.Output(2));
    }

    private static PlainMap Convolutions(PlainMap map, string net, params (int Number, int Pool, int Stride, bool Same)[] layers)
    {
        foreach (var (number, pool, stride, same) in layers)
        {
            map = map.Convolve(Weights[$"{net}/conv{number}/weights"], Weights[$"{net}/conv{number}/bias"]).PRelu(Weights[$"{net}/prelu{number}_alpha"]);
            if (pool > 0)
                map = map.MaxPool(pool, stride, same);
        }

        return map;
    }

    private static PlainMap Noise(int rows, int columns)
    {
        var random = new Random(rows * 1000 + columns);
        return PlainMap.From(rows, columns, 3, (_, _, _) => (float)(random.Next(256) - 127.5) / 128);
    }

    private static void Run(Model model, PlainMap picture)
    {
        model.Fill(picture);
        model.Run();
    }

    private static void Same(PlainMap expected, ReadOnlySpan<int> shape, ReadOnlySpan<float> found)
    {
        int[] whole = [1, expected.Channels, expected.Rows, expected.Columns];
        Assert.Equal(shape.Length == 2 ? whole[..2] : whole, shape.ToArray());
        for (var i = 0; i < found.Length; i++)
        {
            var (channel, place) = (i / (expected.Rows * expected.Columns), i % (expected.Rows * expected.Columns));
            Assert.Equal(expected[place / expected.Columns, place % expected.Columns, channel], found[i], Tolerance);
        }
    }
}
