using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Tests.Sources;

public class PictureCopierTests
{
    [Fact]
    public void Interleaved_chroma_is_parted_at_any_length()
    {
        for (var length = 0; length < 70; length++)
        {
            var pairs = Enumerable.Range(0, 2 * length).Select(i => (byte)(i * 37)).ToArray();
            var (u, v) = (new byte[length], new byte[length]);

            PictureCopier.Deinterleave(pairs, u, v);

            Assert.Equal(pairs.Where((_, i) => i % 2 == 0), u);
            Assert.Equal(pairs.Where((_, i) => i % 2 == 1), v);
        }
    }
}
