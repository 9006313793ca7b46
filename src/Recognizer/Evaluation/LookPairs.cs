namespace FaceStream.Recognizer.Evaluation;

/// <summary>All pairs of some looks.</summary>
public sealed class LookPairs
{
    // Somebody with a hundred pictures has 4,950 pairs, and would speak for everybody; the first so many are compared.
    private const int MostOfOne = 20;

    /// <summary>Compares every look with every other.</summary>
    public LookPairs(IReadOnlyList<LabelledLook> looks)
    {
        var (genuine, impostor) = (new List<LookPair>(), new List<LookPair>());
        LabelledLook[] all = [.. looks.GroupBy(look => look.Person).SelectMany(person => person.Take(MostOfOne))];
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var pair = new LookPair(all[i].Similarity(all[j]), Math.Min(all[i].Quality.Score, all[j].Quality.Score));
                (all[i].Person == all[j].Person ? genuine : impostor).Add(pair);
            }
        }

        (People, Looks, Genuine, Impostor) = (all.DistinctBy(look => look.Person).Count(), all.Length, genuine, impostor);
    }

    /// <summary>How many people there are.</summary>
    public int People { get; }

    /// <summary>How many looks were compared.</summary>
    public int Looks { get; }

    /// <summary>Pairs of one person.</summary>
    public IReadOnlyList<LookPair> Genuine { get; }

    /// <summary>Pairs of two people.</summary>
    public IReadOnlyList<LookPair> Impostor { get; }
}

/// <summary>Two looks.</summary>
/// <param name="Similarity">Cosine.</param>
/// <param name="Quality">Of the worse one, 0–1.</param>
public readonly record struct LookPair(float Similarity, float Quality);
