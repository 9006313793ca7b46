using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace FaceStream.Gallery.Search;

/// <summary>What a face of one model is compared with: every template, and the mean of each person who has several.</summary>
/// <remarks>
/// A mean lies nearer to a person's other looks than the templates do, whose chance parts it averages out; it is how IJB's templates are compared
/// (Q. Cao et al., “VGGFace2: A dataset for recognising faces across pose and age”, FG 2018). Beside the templates, not in their place:
/// a look that one picture happens to show is still found. docs/models.md has what it is worth.
/// </remarks>
internal sealed class SearchSet
{
    private const int Few = 4;

    // As many as a look is compared with.
    private const int LookAlikesKept = 8;

    private readonly ConcurrentDictionary<long, IReadOnlyList<Candidate>> _alike = new();

    /// <summary>With no template.</summary>
    public static SearchSet Empty { get; } = new(new(0, []), new(0, []));

    private SearchSet(TemplateSet templates, TemplateSet means) => (Templates, Means) = (templates, means);

    /// <summary>What was enrolled.</summary>
    public TemplateSet Templates { get; }

    /// <summary>What follows from it: no template, so its ids are 0.</summary>
    public TemplateSet Means { get; }

    /// <summary>Whom a person resembles, best first; found on the first call.</summary>
    public IReadOnlyList<Candidate> LookAlikes(long person) => _alike.GetOrAdd(person, id => LookAlikeSearch.Find(Templates, id, LookAlikesKept));

    /// <summary>With other templates, which differ only in those of <paramref name="people"/>; to be used as <see cref="TemplateSetBuilder"/> is.</summary>
    public SearchSet With(TemplateSet templates, IReadOnlySet<long> people)
    {
        var rows = new List<OwnRow>();
        foreach (var (block, count) in templates.Blocks)
            Own(block, count, people, rows);

        // By id, so that a sum does not depend on what else was enrolled or removed in between.
        rows.Sort();
        var means = Means.Dimension == templates.Dimension ? Means.Change((_, owner) => people.Contains(owner) ? null : owner) : new(templates.Dimension, []);
        var builder = new TemplateSetBuilder(means) { Expected = rows.Count / 2 };
        var vector = new float[templates.Dimension];
        for (int start = 0, end; start < rows.Count; start = end)
        {
            for (end = start + 1; end < rows.Count && rows[end].Person == rows[start].Person;)
                end++;
            if (end - start > 1 && Mean(CollectionsMarshal.AsSpan(rows)[start..end], vector))
                builder.Add(0, rows[start].Person, vector);
        }

        return new(templates, builder.Build());
    }

    /// <summary>With templates changed hands or gone, as those of <see cref="TemplateSet"/> are.</summary>
    public SearchSet Change(Func<long, long, long?> owner)
    {
        HashSet<long> people = [];
        var templates = Templates.Change((template, person) =>
        {
            var changed = owner(template, person);
            if (changed != person)
                people.UnionWith(changed is { } other ? [person, other] : [person]);
            return changed;
        });
        return people.Count == 0 ? this : With(templates, people);
    }

    /// <summary>Finds the rows of some people; of a few, as an enrolment has them, with vector instructions and without a set.</summary>
    private static void Own(TemplateBlock block, int count, IReadOnlySet<long> people, List<OwnRow> rows)
    {
        var owners = block.People.AsSpan(0, count);
        if (people.Count <= Few)
        {
            foreach (var person in people)
            {
                for (var row = Next(owners, person, 0); row >= 0; row = Next(owners, person, row + 1))
                    rows.Add(new(person, block.Ids[row], block, row));
            }

            return;
        }

        for (var row = 0; row < count; row++)
        {
            if (people.Contains(owners[row]))
                rows.Add(new(owners[row], block.Ids[row], block, row));
        }
    }

    private static int Next(ReadOnlySpan<long> owners, long person, int from) => owners[from..].IndexOf(person) is >= 0 and var at ? from + at : -1;

    /// <summary>False for vectors that cancel each other out.</summary>
    private static bool Mean(ReadOnlySpan<OwnRow> rows, Span<float> mean)
    {
        mean.Clear();
        foreach (var row in rows)
            TensorPrimitives.Add(mean, row.Block.Row(row.Row), mean);
        var length = TensorPrimitives.Norm<float>(mean);
        if (length < 0.01f * rows.Length)
            return false;
        TensorPrimitives.Divide(mean, length, mean);
        return true;
    }

    private readonly record struct OwnRow(long Person, long Id, TemplateBlock Block, int Row) : IComparable<OwnRow>
    {
        public int CompareTo(OwnRow other) => (Person, Id).CompareTo((other.Person, other.Id));
    }
}
