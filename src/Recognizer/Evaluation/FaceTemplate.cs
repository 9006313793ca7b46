using System.Numerics.Tensors;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>Several looks at one person as one vector: their mean, of length 1.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Group">Of what kind, such as <c>young</c> or <c>profile</c>.</param>
/// <param name="Vector">A unit vector.</param>
/// <param name="Looks">How many it is the mean of.</param>
public sealed record FaceTemplate(string Person, string Group, ReadOnlyMemory<float> Vector, int Looks)
{
    // As poses are called in Q. Cao et al., “VGGFace2”, 2018; the estimate from five landmarks has an error of several degrees.
    private static readonly (string Name, float Most)[] Poses = [("front", 15), ("three-quarter", 40), ("profile", float.PositiveInfinity)];

    /// <summary>The mean of looks.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="group">Of what kind.</param>
    /// <param name="vectors">Unit vectors, at least one.</param>
    public static FaceTemplate Mean(string person, string group, IReadOnlyList<ReadOnlyMemory<float>> vectors) => new(person, group, Mean(vectors), vectors.Count);

    /// <summary>The mean of unit vectors, at least one, brought to length 1.</summary>
    internal static float[] Mean(IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        var sum = vectors[0].ToArray();
        foreach (var vector in vectors.Skip(1))
            TensorPrimitives.Add(sum, vector.Span, sum);
        TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
        return sum;
    }

    /// <summary>Templates of one pose each, told apart by how far the heads are turned.</summary>
    /// <param name="looks">All looks.</param>
    /// <param name="size">Looks in a template; what is left over of a person's pose makes none.</param>
    public static IReadOnlyList<FaceTemplate> ByPose(IReadOnlyList<LabelledLook> looks, int size) =>
    [
        .. looks.GroupBy(look => (look.Person, Pose: Poses.First(pose => Math.Abs(look.Quality.Yaw) <= pose.Most).Name))
            .SelectMany(pose => pose.Chunk(size).Where(chunk => chunk.Length == size).Select(chunk => Mean(pose.Key.Person, pose.Key.Pose, [.. chunk.Select(look => look.Vector)]))),
    ];

    /// <summary>Cosine to another template.</summary>
    public float Similarity(FaceTemplate other) => TensorPrimitives.Dot(Vector.Span, other.Vector.Span);
}
