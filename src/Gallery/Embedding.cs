namespace FaceStream.Gallery;

/// <summary>A face as a direction: a unit vector, and the model whose space it lives in.</summary>
/// <param name="Model">The model's id, such as <c>mobilefacenet-192</c>. Embeddings of two models never meet.</param>
/// <param name="Vector"><c>[dimension]</c>, length 1.</param>
public sealed record Embedding(string Model, ReadOnlyMemory<float> Vector);
