using FaceStream.StreamIngest.Imaging;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.StreamIngest.Tests.Imaging;

public class RowBlendTests
{
    private delegate void BlendBytes(ref readonly byte rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns);

    private delegate int BlendFloats(ref readonly float rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns);

    [Fact]
    public void Vectors_of_every_width_blend_bytes_as_plain_sums_do()
    {
        Prop.ForAll<byte, byte, int>((columnsLess1, rowsLess1, seed) =>
        {
            var (columns, rows, random) = (columnsLess1 + 1, rowsLess1 % 9 + 1, new Random(seed));
            var pixels = new byte[rows * columns + Frame.Slack];
            random.NextBytes(pixels);
            var weights = Weights(random, rows);

            foreach (var blend in (BlendBytes[])[RowBlend.Bytes, RowBlend.Bytes128, RowBlend.Bytes256, RowBlend.Bytes512])
            {
                var to = new float[columns + RowBlend.Padding];
                blend(in pixels[0], columns, weights, ref to[0], columns);
                for (var x = 0; x < columns; x++)
                    Assert.Equal(weights.Select((weight, k) => (double)weight * pixels[k * columns + x]).Sum(), to[x], 1e-3);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Vectors_of_every_width_blend_floats_as_plain_sums_do_and_write_nothing_behind_the_end()
    {
        Prop.ForAll<byte, byte, int>((columnsLess1, rowsLess1, seed) =>
        {
            var (columns, rows, random) = (columnsLess1 + 1, rowsLess1 % 9 + 1, new Random(seed));
            var values = Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle()).ToArray();
            var weights = Weights(random, rows);

            foreach (var blend in (BlendFloats[])[Whole, RowBlend.Floats128, RowBlend.Floats256, RowBlend.Floats512])
            {
                var to = Enumerable.Repeat(-7f, columns + 1).ToArray();
                var done = blend(in values[0], columns, weights, ref to[0], columns);
                for (var x = 0; x < done; x++)
                    Assert.Equal(weights.Select((weight, k) => (double)weight * values[k * columns + x]).Sum(), to[x], 1e-5);
                Assert.All(to[done..], left => Assert.Equal(-7, left));
                Assert.True(columns - done < 16);
            }
        }).QuickCheckThrowOnFailure();

        static int Whole(ref readonly float rows, int stride, ReadOnlySpan<float> weights, ref float to, int columns)
        {
            RowBlend.Floats(in rows, stride, weights, ref to, columns);
            return columns;
        }
    }

    private static float[] Weights(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() / count)];
}
