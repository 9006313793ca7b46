using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Tests.Models;

/// <summary>
/// A picture's feature map and the layers of a network written down as in the textbook: <c>[rows, columns, channels]</c>
/// as TensorFlow has them, loops and doubles, no tricks. The oracle for what the converter writes.
/// </summary>
internal sealed class PlainMap(int rows, int columns, int channels)
{
    private readonly double[] _values = new double[rows * columns * channels];

    public int Rows => rows;

    public int Columns => columns;

    public int Channels => channels;

    public double this[int row, int column, int channel]
    {
        get => _values[(row * columns + column) * channels + channel];
        set => _values[(row * columns + column) * channels + channel] = value;
    }

    public static PlainMap From(int rows, int columns, int channels, Func<int, int, int, double> value)
    {
        var map = new PlainMap(rows, columns, channels);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                for (var channel = 0; channel < channels; channel++)
                    map[row, column, channel] = value(row, column, channel);
            }
        }

        return map;
    }

    /// <summary>Kernel <c>[rows, columns, in, out]</c>; <paramref name="above"/> zeros above and left, what is needed below and right.</summary>
    public PlainMap Convolve(Tensor kernel, Tensor bias, int stride = 1, int above = 0, int below = 0)
    {
        var (height, width, inputs, outputs) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        Assert.Equal(channels, inputs);
        return From(Steps(rows, height, stride, above + below), Steps(columns, width, stride, above + below), outputs, (row, column, output) =>
        {
            double sum = bias.Values[output];
            for (var i = 0; i < height; i++)
            {
                for (var j = 0; j < width; j++)
                {
                    for (var input = 0; input < inputs; input++)
                        sum += At(row * stride + i - above, column * stride + j - above, input) * kernel.Values[((i * width + j) * inputs + input) * outputs + output];
                }
            }

            return sum;
        });
    }

    /// <summary>Kernel <c>[rows, columns, channels, 1]</c>: each channel for itself.</summary>
    public PlainMap ConvolveEach(Tensor kernel, Tensor bias, int stride = 1, int above = 0, int below = 0)
    {
        var (height, width) = (kernel.Shape[0], kernel.Shape[1]);
        Assert.Equal([channels, 1], kernel.Shape[2..]);
        return From(Steps(rows, height, stride, above + below), Steps(columns, width, stride, above + below), channels, (row, column, channel) =>
        {
            double sum = bias.Values[channel];
            for (var i = 0; i < height; i++)
            {
                for (var j = 0; j < width; j++)
                    sum += At(row * stride + i - above, column * stride + j - above, channel) * kernel.Values[(i * width + j) * channels + channel];
            }

            return sum;
        });
    }

    public PlainMap PRelu(Tensor slopes) =>
        From(rows, columns, channels, (row, column, channel) => this[row, column, channel] is > 0 and var positive ? positive : slopes.Values[channel] * this[row, column, channel]);

    /// <summary>TensorFlow's “same” pooling where the window's overlap allows it: what reaches over the edge is left out.</summary>
    public PlainMap MaxPool(int size, int stride, bool same) => From(
        same ? (rows - size + stride - 1) / stride + 1 : (rows - size) / stride + 1,
        same ? (columns - size + stride - 1) / stride + 1 : (columns - size) / stride + 1,
        channels,
        (row, column, channel) =>
        {
            var largest = double.NegativeInfinity;
            for (var i = row * stride; i < Math.Min(row * stride + size, rows); i++)
            {
                for (var j = column * stride; j < Math.Min(column * stride + size, columns); j++)
                    largest = Math.Max(largest, this[i, j, channel]);
            }

            return largest;
        });

    /// <summary>Matrix <c>[in, out]</c> over the flattened map: row, column, channel.</summary>
    public PlainMap Connect(Tensor matrix, Tensor bias)
    {
        Assert.Equal(_values.Length, matrix.Shape[0]);
        return From(1, 1, matrix.Shape[1], (_, _, output) =>
        {
            double sum = bias.Values[output];
            for (var i = 0; i < _values.Length; i++)
                sum += _values[i] * matrix.Values[i * matrix.Shape[1] + output];
            return sum;
        });
    }

    public PlainMap Softmax() => From(rows, columns, channels, (row, column, channel) =>
        Math.Exp(this[row, column, channel]) / Enumerable.Range(0, channels).Sum(other => Math.Exp(this[row, column, other])));

    public PlainMap Add(PlainMap other) => From(rows, columns, channels, (row, column, channel) => this[row, column, channel] + other[row, column, channel]);

    /// <summary>x and y exchanged.</summary>
    public PlainMap Transposed() => From(columns, rows, channels, (row, column, channel) => this[column, row, channel]);

    private double At(int row, int column, int channel) =>
        row < 0 || column < 0 || row >= rows || column >= columns ? 0 : this[row, column, channel];

    private static int Steps(int size, int kernel, int stride, int padding) => (size + padding - kernel) / stride + 1;
}
