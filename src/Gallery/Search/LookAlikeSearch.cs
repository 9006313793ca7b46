using System.Runtime.InteropServices;

namespace FaceStream.Gallery.Search;

/// <summary>Whom somebody resembles: each of the person's templates is searched among those of the others.</summary>
internal static class LookAlikeSearch
{
    /// <summary>The other people with the templates closest to a person's, best first; equals by id. Empty for somebody without templates.</summary>
    /// <param name="templates">What is searched.</param>
    /// <param name="person">Whose look-alikes are wanted.</param>
    /// <param name="top">The most people wanted.</param>
    public static IReadOnlyList<Candidate> Find(TemplateSet templates, long person, int top)
    {
        List<ReadOnlyMemory<float>> own = [];
        foreach (var (block, count) in templates.Blocks)
        {
            for (var row = 0; row < count; row++)
            {
                if (block.People[row] == person)
                    own.Add(block.Vector(row));
            }
        }

        // One more: the person is among the best, being there.
        var closest = new Dictionary<long, Candidate>();
        SearchTogether.Find(templates, CollectionsMarshal.AsSpan(own), top + 1, (_, best) =>
        {
            foreach (var other in best)
            {
                if (other.Person != person && (!closest.TryGetValue(other.Person, out var known) || other.Similarity > known.Similarity))
                    closest[other.Person] = other;
            }
        });

        return [.. closest.Values.OrderByDescending(other => other.Similarity).ThenBy(other => other.Person).Take(top)];
    }
}
