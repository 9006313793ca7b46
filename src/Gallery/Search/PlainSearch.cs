using System.Numerics.Tensors;

namespace FaceStream.Gallery.Search;

/// <summary>Compares a query with every template, one after the other: what <see cref="ExactSearch"/> must agree with.</summary>
internal static class PlainSearch
{
    /// <summary>Fills <paramref name="best"/> with the people most similar to <paramref name="query"/>, and says how many they are.</summary>
    /// <param name="templates">What is searched.</param>
    /// <param name="query"><c>[Dimension]</c>.</param>
    /// <param name="best">Room for as many people as are wanted.</param>
    public static int Find(TemplateSet templates, ReadOnlySpan<float> query, Span<Candidate> best)
    {
        var people = new BestPeople(best);
        foreach (var (block, count) in templates.Blocks)
        {
            for (var row = 0; row < count; row++)
            {
                var similarity = TensorPrimitives.Dot(block.Row(row), query);
                if (similarity >= people.Bar)
                    people.Offer(new(similarity, block.People[row], block.Ids[row]));
            }
        }

        return people.Count;
    }
}
