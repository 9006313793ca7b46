using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Tests.Models;

/// <summary>
/// dlib's network in the textbook's loops over the raw weights, and the two embedders put together by the formula: what the pair's vectors say of two pictures.
/// </summary>
public class PairedOracleTests
{
    private const string Pair = "mobilefacenet-dlib-320";

    private static readonly TfjsWeights Weights = TestModels.WeightsOf(Pair);

    [Fact]
    public void Two_vectors_have_the_product_that_the_raw_weights_and_the_formula_give()
    {
        using var pair = TestModels.Load(Pair);
        using var mobile = TestModels.Load("mobilefacenet-192");

        var looks = Array.ConvertAll([0.13, 0.29], step =>
        {
            var picture = Picture(step);
            pair.Fill(picture);
            pair.Run();
            mobile.Fill(Chip112(picture));
            mobile.Run();
            return (Found: pair.Output(0).ToArray(), Angle: mobile.Output(0).ToArray(), Distance: Unit(Dlib(Chip150(picture))));
        });

        Assert.All(looks, look => Assert.Equal(320, look.Found.Length));
        Assert.Equal(Product(looks[0], looks[1]) / Math.Sqrt(Product(looks[0], looks[0]) * Product(looks[1], looks[1])), Dot(looks[0].Found, looks[1].Found), 1e-4);
        Assert.All(looks, look => Assert.Equal(1, Dot(look.Found, look.Found), 1e-4));
    }

    [Fact]
    public void Landmarks_lie_where_each_of_the_two_looks_for_them()
    {
        var template = PairedConverter.Crop.Points;

        for (var i = 0; i < template.Count; i++)
        {
            // In MobileFaceNet's chip exactly, in dlib's within the five pixels by which the two mean faces differ.
            var (x, y) = To112(template[i].X, template[i].Y);
            Assert.Equal(CropTemplate.ArcFace112.Points[i].X, x, 1e-3);
            Assert.Equal(CropTemplate.ArcFace112.Points[i].Y, y, 1e-3);
            Assert.Equal(DlibConverter.Template[i].X, template[i].X - 8, 5.0);
            Assert.Equal(DlibConverter.Template[i].Y, template[i].Y - 30, 5.0);
        }
    }

    private static double Product(in (float[] Found, float[] Angle, double[] Distance) a, in (float[] Found, float[] Angle, double[] Distance) b)
    {
        const double w = PairedConverter.Weight, k = PairedConverter.Common;
        var length = Math.Sqrt(PairedConverter.MeanFace.Sum(value => (double)value * value));
        var (p, q) = (Along(a.Distance), Along(b.Distance));
        var rest = a.Distance.Zip(b.Distance, (x, y) => x * y).Sum() - p * q;
        return Dot(a.Angle, b.Angle) + w * w * (Stretched(p) * Stretched(q) + rest);

        double Along(double[] vector) => vector.Zip(PairedConverter.MeanFace, (x, y) => x * y).Sum() / length;
        double Stretched(double along) => k + length / k * (along - length);
    }

    private static double[] Dlib(PlainMap chip)
    {
        var map = Layer(chip, "conv32_down", 2, 0).MaxPool(3, 2, same: false);
        foreach (var block in (string[])["conv32_1", "conv32_2", "conv32_3", "conv64_down", "conv64_1", "conv64_2", "conv64_3", "conv128_down", "conv128_1", "conv128_2", "conv256_down", "conv256_1", "conv256_2", "conv256_down_out"])
        {
            var down = block.Contains("down", StringComparison.Ordinal);
            var inside = Layer(Layer(map, block + "/conv1", down ? 2 : 1, down ? 0 : 1), block + "/conv2", 1, 1, relu: false);
            var around = down ? PlainMap.From(map.Rows / 2, map.Columns / 2, inside.Channels, (row, column, channel) => channel < map.Channels
                ? (map[2 * row, 2 * column, channel] + map[2 * row, 2 * column + 1, channel] + map[2 * row + 1, 2 * column, channel] + map[2 * row + 1, 2 * column + 1, channel]) / 4 : 0) : map;
            map = PlainMap.From(around.Rows, around.Columns, inside.Channels, (row, column, channel) =>
                Math.Max(0, around[row, column, channel] + (row < inside.Rows && column < inside.Columns ? inside[row, column, channel] : 0)));
        }

        var mean = PlainMap.From(1, 1, map.Channels, (_, _, channel) =>
            Enumerable.Range(0, map.Rows * map.Columns).Average(place => map[place / map.Columns, place % map.Columns, channel]));
        var vector = mean.Connect(Weights["fc"], Tensor.Of(new float[DlibConverter.Dimension]));
        return [.. Enumerable.Range(0, vector.Channels).Select(i => vector[0, 0, i])];
    }

    private static PlainMap Layer(PlainMap map, string layer, int stride, int around, bool relu = true)
    {
        var (sums, factors, shifts) = (map.Convolve(Weights[layer + "/conv/filters"], Weights[layer + "/conv/bias"], stride, around, around), Weights[layer + "/scale/weights"], Weights[layer + "/scale/biases"]);
        return PlainMap.From(sums.Rows, sums.Columns, sums.Channels, (row, column, channel) =>
            Math.Max(relu ? 0 : double.NegativeInfinity, sums[row, column, channel] * factors.Values[channel] + shifts.Values[channel]));
    }

    private static PlainMap Picture(double step) =>
        PlainMap.From(PairedConverter.Rows, PairedConverter.Columns, 3, (row, column, channel) => Math.Sin(step * row + 0.5 * channel) * Math.Cos(0.21 * column + channel));

    /// <summary>Pixels again, less dlib's means, divided by 256.</summary>
    private static PlainMap Chip150(PlainMap picture) => PlainMap.From(150, 150, 3, (row, column, channel) =>
        (picture[row + 30, column + 8, channel] * 128 + 127.5 - new[] { 122.782, 117.001, 104.298 }[channel]) / 256);

    private static PlainMap Chip112(PlainMap picture) => PlainMap.From(112, 112, 3, (row, column, channel) =>
    {
        var (x, y) = From112(column, row);
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        double Across(int line) => picture[line, left, channel] + (x - left) * (picture[line, left + 1, channel] - picture[line, left, channel]);
        return Across(top) + (y - top) * (Across(top + 1) - Across(top));
    });

    // The means of the five landmarks come to lie on one another, 1.45 pixels of the whole for one of MobileFaceNet's.
    private static (double X, double Y) From112(double x, double y) => ((x - 56.02616) * 1.45 + 82.012, (y - 71.90078) * 1.45 + 105.16);

    private static (double X, double Y) To112(double x, double y) => ((x - 82.012) / 1.45 + 56.02616, (y - 105.16) / 1.45 + 71.90078);

    private static double[] Unit(double[] vector)
    {
        var length = Math.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
