using System.Numerics.Tensors;

namespace FaceStream.Gallery.Tests;

public class EmbeddingRulesTests
{
    [Theory]
    [InlineData("has NaN at place 1", 1f, float.NaN, 0f)]
    [InlineData("has ∞ at place 2", 0f, 0f, float.PositiveInfinity)]
    [InlineData("has -∞ at place 0", float.NegativeInfinity, 0f, 0f)]
    [InlineData("all zeros", 0f, 0f, 0f)]
    [InlineData("has length 5 where 1 is expected", 3f, 4f, 0f)]
    [InlineData("has length 0.99 where 1 is expected", 0.99f, 0f, 0f)]
    [InlineData("outside 1–4096")]
    public void What_is_no_direction_is_refused_with_words(string why, params float[] vector)
    {
        var refused = Assert.Throws<GalleryRefusedException>(() => EmbeddingRules.Accept(new("net-3", vector)));
        Assert.Equal(GalleryRefusal.BadEmbedding, refused.Reason);
        Assert.Contains(why.Replace("∞", float.PositiveInfinity.ToString()), refused.Message, StringComparison.Ordinal);
        Assert.Contains("net-3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_embedding_needs_a_model() =>
        Assert.Throws<GalleryRefusedException>(() => EmbeddingRules.Accept(new(" ", new float[] { 1 })));

    [Fact]
    public void Rounding_is_scaled_away()
    {
        float[] nearly = [0.6f * 1.001f, 0.8f * 1.001f];
        var accepted = EmbeddingRules.Accept(new("net-2", nearly)).Vector.Span;
        Assert.Equal(1, TensorPrimitives.Norm(accepted), 1e-6);
    }
}
