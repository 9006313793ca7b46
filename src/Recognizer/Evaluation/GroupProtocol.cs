namespace FaceStream.Recognizer.Evaluation;

/// <summary>Whether people of one group are missed, or taken for one another, more often than those of another.</summary>
/// <remarks>
/// Terms as in P. Grother, M. Ngan, K. Hanaoka, “Face Recognition Vendor Test, Part 3: Demographic Effects”, NISTIR 8280, 2019. Intervals are Wilson's and
/// take pairs to be independent, which those of one person are not: the true ones are wider.
/// </remarks>
public static class GroupProtocol
{
    /// <summary>Fewer people, or fewer pairs of one person, tell nothing about a group.</summary>
    public const int FewestPeople = 20, FewestPairs = 100;

    /// <summary>The rates of each group, by name.</summary>
    /// <param name="looks">All looks.</param>
    /// <param name="groupOf">The group of a person.</param>
    /// <param name="threshold">Pairs from this similarity on are taken for one person.</param>
    public static IReadOnlyList<GroupRates> Measure(IReadOnlyList<LabelledLook> looks, Func<string, string> groupOf, double threshold) =>
    [
        .. looks.GroupBy(look => groupOf(look.Person)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var pairs = new LookPairs([.. group]);
            return new GroupRates(
                group.Key, pairs.People, pairs.Looks,
                new(pairs.Genuine.Count(pair => pair.Similarity < threshold), pairs.Genuine.Count),
                new(pairs.Impostor.Count(pair => pair.Similarity >= threshold), pairs.Impostor.Count));
        }),
    ];
}

/// <summary>The rates of a group.</summary>
/// <param name="Group">Which.</param>
/// <param name="People">In it.</param>
/// <param name="Looks">Of them.</param>
/// <param name="Misses">Pairs of one person below the threshold.</param>
/// <param name="FalseMatches">Pairs of two people of the group that reach it.</param>
public sealed record GroupRates(string Group, int People, int Looks, Proportion Misses, Proportion FalseMatches)
{
    /// <summary>There is too little of it to say anything.</summary>
    public bool TooSmall => People < GroupProtocol.FewestPeople || Misses.Of < GroupProtocol.FewestPairs;

    /// <summary>Whether chance alone does not explain that this group's misses differ from another's: their intervals are apart.</summary>
    public bool DiffersFrom(GroupRates other) =>
        !TooSmall && !other.TooSmall && (Misses.Interval.Low > other.Misses.Interval.High || Misses.Interval.High < other.Misses.Interval.Low);
}
