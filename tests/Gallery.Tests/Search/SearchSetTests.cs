using System.Numerics.Tensors;
using FaceStream.Gallery.Search;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.Gallery.Tests.Search;

public class SearchSetTests
{
    private const int Dimension = 6;

    [Fact]
    public void Whoever_has_several_templates_is_also_compared_by_their_mean()
    {
        var set = Set((1, [1, 0, 0]), (1, [0, 1, 0]), (2, [0, 0, 1]));

        Assert.Equal([1], Rows(set.Means).Select(row => row.Person));
        Assert.Equal([MathF.Sqrt(0.5f), MathF.Sqrt(0.5f), 0], Rows(set.Means)[0].Vector, new Within(1e-6f));
    }

    [Fact]
    public void A_look_between_two_pictures_is_found_by_the_mean_and_a_look_like_one_of_them_by_that_one()
    {
        var people = People.Of([new(1, "Alice", default), new(2, "Bob", default)]);
        var snapshot = new GallerySnapshot("net", Set((1, [1, 0, 0]), (1, [0, 1, 0]), (2, [0, 0, 1])), people, TemporaryGallery.NewMetrics());

        var between = snapshot.Search([MathF.Sqrt(0.5f), MathF.Sqrt(0.5f), 0], 2);
        var like = snapshot.Search([0, 1, 0], 2);

        Assert.Equal(("Alice", 0L), (between[0].Person.Name, between[0].TemplateId));
        Assert.Equal(1, between[0].Similarity, 1e-6);
        Assert.Equal(("Alice", 2L), (like[0].Person.Name, like[0].TemplateId));
        Assert.Equal(3, snapshot.TemplateCount);
    }

    [Fact]
    public void Templates_that_cancel_each_other_out_have_no_mean()
    {
        Assert.Empty(Rows(Set((1, [1, 0, 0]), (1, [-1, 0, 0])).Means));
    }

    [Fact]
    public void Any_history_of_changes_ends_with_the_means_of_a_set_made_at_once()
    {
        // A person and a seed enrol; a person alone leaves, or gives all templates to an heir.
        var step = from kind in Gen.Choose(0, 3) from person in Gen.Choose(1, 5) from heir in Gen.Choose(1, 5) from seed in Gen.Choose(0, 9999)
                   select (kind, person, heir, seed);
        Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var (set, id) = (SearchSet.Empty, 0L);
            foreach (var (kind, person, heir, seed) in steps)
            {
                set = kind switch
                {
                    0 => set.Change((_, owner) => owner == person ? null : owner),
                    1 => set.Change((_, owner) => owner == person ? heir : owner),
                    _ => Enrolled(set, ++id, person, new Random(seed)),
                };
            }

            var atOnce = SearchSet.Empty.With(set.Templates, Rows(set.Templates).Select(row => row.Person).ToHashSet());
            return Rows(set.Means).Select(Text).Order().SequenceEqual(Rows(atOnce.Means).Select(Text).Order())
                && Rows(set.Means).Select(row => row.Person).Order().SequenceEqual(Rows(set.Templates).CountBy(row => row.Person).Where(own => own.Value > 1).Select(own => own.Key).Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void The_search_finds_what_comparing_with_every_template_and_every_mean_finds()
    {
        var chance = new Random(5);
        var set = SearchSet.Empty;
        for (var id = 1; id <= 400; id++)
            set = Enrolled(set, id, 1 + chance.Next(90), chance);
        var query = Direction(chance);
        var best = new Candidate[90];

        var found = ExactSearch.Find(set, query, best);

        var plain = Rows(set.Templates).Concat(Rows(set.Means)).GroupBy(row => row.Person)
            .Select(own => (Person: own.Key, Similarity: own.Max(row => TensorPrimitives.Dot<float>(row.Vector, query))))
            .OrderByDescending(person => person.Similarity).ToList();
        Assert.Equal(plain.Count, found);
        Assert.Equal(plain, best[..found].Select(candidate => (candidate.Person, candidate.Similarity)));
        Assert.Contains(best[..found], candidate => candidate.Template == 0);
    }

    private static SearchSet Enrolled(SearchSet set, long id, long person, Random chance)
    {
        var builder = new TemplateSetBuilder(set.Templates.Count > 0 ? set.Templates : new(Dimension, []));
        builder.Add(id, person, Direction(chance));
        return set.With(builder.Build(), new HashSet<long> { person });
    }

    private static SearchSet Set(params (long Person, float[] Vector)[] rows)
    {
        var builder = new TemplateSetBuilder(new(rows[0].Vector.Length, []));
        for (var i = 0; i < rows.Length; i++)
            builder.Add(i + 1, rows[i].Person, rows[i].Vector);
        return SearchSet.Empty.With(builder.Build(), rows.Select(row => row.Person).ToHashSet());
    }

    private static List<(long Person, float[] Vector)> Rows(TemplateSet set)
    {
        List<(long, float[])> rows = [];
        foreach (var (block, count) in set.Blocks)
        {
            for (var row = 0; row < count; row++)
                rows.Add((block.People[row], block.Row(row).ToArray()));
        }

        return rows;
    }

    private static string Text((long Person, float[] Vector) row) => $"{row.Person} {string.Join(' ', row.Vector.Select(BitConverter.SingleToInt32Bits))}";

    private static float[] Direction(Random chance)
    {
        var vector = new float[Dimension];
        for (var i = 0; i < Dimension; i++)
            vector[i] = chance.NextSingle() - 0.3f;
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    private sealed class Within(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float a, float b) => MathF.Abs(a - b) <= tolerance;

        public int GetHashCode(float value) => 0;
    }
}
