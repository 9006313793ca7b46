using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FaceStream.Gallery.Search;

namespace FaceStream.Gallery.Tests.Search;

public class CodesTests
{
    [Theory]
    [InlineData(1), InlineData(5), InlineData(64), InlineData(192), InlineData(512)]
    public void What_codes_leave_out_is_no_longer_than_they_say_and_hardly_shorter(int dimension)
    {
        var chance = new Random(dimension);
        for (var round = 0; round < 50; round++)
        {
            var vector = Enumerable.Range(0, dimension).Select(_ => (chance.NextSingle() - 0.5f) * MathF.Pow(10, chance.Next(-3, 1))).ToArray();
            var codes = new sbyte[Codes.Stride(dimension)];
            Array.Fill(codes, (sbyte)99);

            foreach (var most in (int[])[Codes.Most, Codes.MostOfQuery])
            {
                var (scale, error) = Codes.Write(vector, codes, most);

                var left = Math.Sqrt(vector.Select((x, i) => Math.Pow(x - ((double)scale * codes[i]), 2)).Sum());
                Assert.InRange(error, left, (left * 1.0001) + 1e-12);
                Assert.All(codes[dimension..], code => Assert.Equal(0, code));
                Assert.All(codes, code => Assert.InRange(code, -most, most));
            }
        }
    }

    [Fact]
    public void Nothing_has_codes_too()
    {
        var codes = new sbyte[64];
        Assert.InRange(Codes.Write(new float[3], codes).Error, 0, 1e-30f);
        Assert.All(codes, code => Assert.Equal(0, code));
    }

    [Theory]
    [InlineData(64), InlineData(192), InlineData(512), InlineData(4096)]
    public void Every_processor_finds_the_same_products(int stride)
    {
        var chance = new Random(stride);
        foreach (var extreme in (int?[])[null, Codes.MostOfQuery, -Codes.MostOfQuery])
        {
            var rows = new byte[4 * stride];
            var query = new sbyte[2 * stride];      // and another one behind it
            chance.NextBytes(rows);
            for (var i = 0; i < query.Length; i++)
                query[i] = (sbyte)(extreme ?? chance.Next(-Codes.MostOfQuery, Codes.MostOfQuery + 1));
            if (extreme is not null)
                Array.Fill(rows, (byte)255, 0, 2 * stride);

            var (expected, other) = (Products(rows, query[..stride]), Products(rows, query[stride..]));

            Assert.Equal(expected, CodeProducts.Four(ref rows[0], (nuint)stride, ref query[0]));
            Assert.Equal(expected, CodeProducts.FourAnywhere(ref rows[0], (nuint)stride, ref query[0]));
            if (Avx2.IsSupported)
                Assert.Equal(expected, CodeProducts.FourAvx2(ref rows[0], (nuint)stride, ref query[0]));
            if (Avx512BW.IsSupported)
                Assert.Equal(expected, CodeProducts.FourAvx512(ref rows[0], (nuint)stride, ref query[0]));
            if (AvxVnni.IsSupported)
                Assert.Equal(expected, CodeProducts.FourVnni(ref rows[0], (nuint)stride, ref query[0]));

            var both = new Vector128<int>[2];
            CodeProducts.FourByTwo(ref rows[0], (nuint)stride, ref query[0], ref both[0]);
            Assert.Equal([expected, other], both);
        }
    }

    private static Vector128<int> Products(byte[] rows, sbyte[] query) =>
        Vector128.Create([.. Enumerable.Range(0, 4).Select(row => query.Select((q, i) => q * rows[(row * query.Length) + i]).Sum())]);
}
