using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FaceStream.Gallery.Search;

/// <summary>What a rough similarity needs of a query, and how wrong it can be.</summary>
/// <param name="length">Numbers of the query.</param>
/// <param name="rough">How its codes were written.</param>
/// <param name="codes">The codes.</param>
internal readonly struct CodedQuery(int length, Codes rough, ReadOnlySpan<sbyte> codes)
{
    /// <summary>No vector is longer: unit vectors are so within <see cref="EmbeddingRules.Tolerance"/>.</summary>
    public const float Longest = 1 + (2 * EmbeddingRules.Tolerance);

    // What the bias of the rows adds to every product.
    private readonly int _bias = Codes.Bias * Sum(codes);
    private readonly float _scale = rough.Scale;

    // What a row's error can change: it meets the query, and lengthens the row that the query's error meets.
    private readonly float _perError = Longest + rough.Error;

    /// <summary>What the query's error can change, and rounding.</summary>
    public float Error { get; } = (rough.Error * Longest) + Rounding(length);

    /// <summary>The similarities of four rows are no higher than these and <see cref="Error"/> together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> AtMost(Vector128<int> products, Vector128<float> scales, Vector128<float> errors) =>
        (Vector128.ConvertToSingle(products - Vector128.Create(_bias)) * scales * _scale) + (errors * _perError);

    /// <summary>What rounding can change in a full comparison and a rough one: half a unit in the last place for each number summed.</summary>
    public static float Rounding(int length) => (length + 16) * 6e-8f;

    private static int Sum(ReadOnlySpan<sbyte> codes)
    {
        var sum = 0;
        foreach (var code in codes)
            sum += code;
        return sum;
    }
}
