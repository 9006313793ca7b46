using System.Numerics.Tensors;
using FaceStream.Gallery.Search;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.Gallery.Tests.Search;

public class SearchTests
{
    // Small whole numbers: every sum is exact in single precision, so equal means equal.
    private static readonly Gen<float[]> Vector = Gen.Choose(-3, 3).Select(x => (float)x).ArrayOf(5);
    private static readonly Gen<(long Person, float[] Vector)> Row =
        from person in Gen.Choose(1, 7) from vector in Vector select ((long)person, vector);

    [Fact]
    public void The_plain_search_finds_what_sorting_everybody_finds_ties_by_id()
    {
        var cases = from rows in Row.ListOf() from query in Vector from top in Gen.Choose(1, 9) select (rows, query, top);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var best = new Candidate[c.top];
            var found = PlainSearch.Find(Set(c.rows), c.query, best);
            return best[..found].SequenceEqual(Sorted(c.rows.Select((row, i) => (i + 1L, row.Person, row.Vector)), c.query, c.top));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Any_history_of_changes_searches_like_a_gallery_that_never_changed_and_old_snapshots_stay_as_they_were()
    {
        var step = Gen.OneOf(
            Row.ListOf(40).Select(rows => new Step(rows, 0, 0)),
            Gen.Choose(1, 7).Select(gone => new Step([], gone, 0)),
            from gone in Gen.Choose(1, 7) from heir in Gen.Choose(1, 7) select new Step([], gone, heir));
        var cases = from steps in step.ListOf() from query in Vector select (steps, query);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            List<(TemplateSet Set, List<(long, long, float[])> Model)> moments = [(new TemplateSet(5, []), [])];
            var next = 0L;
            foreach (var s in c.steps)
            {
                var (set, model) = moments[^1];
                moments.Add(s.Apply(set, model, ref next));
            }

            return moments.All(moment => FindPlainly(moment.Set, c.query).SequenceEqual(Sorted(moment.Model, c.query, 9)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void The_fast_search_finds_what_the_plain_one_finds_to_the_last_bit()
    {
        // Twins, near twins and strangers; queries of all kinds, and the worst: along what the codes of a row leave out.
        var cases = from dimension in Gen.Elements(1, 3, 17, 63, 64, 65, 128, 192, 512)
                    from count in Gen.Choose(1, 300)
                    from seed in Gen.Choose(0, int.MaxValue)
                    from top in Gen.Choose(1, 12)
                    select (dimension, count, seed, top);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var chance = new Random(c.seed);
            List<(long Person, float[] Vector)> rows = [];
            for (var i = 0; i < c.count; i++)
            {
                var stranger = Direction(chance, c.dimension);
                rows.Add((1 + chance.Next(1 + (c.count / 3)), i == 0 ? stranger : chance.Next(3) switch
                {
                    0 => stranger,
                    1 => rows[chance.Next(i)].Vector,
                    _ => Near(rows[chance.Next(i)].Vector, stranger, chance.NextSingle() / 50),
                }));
            }

            var set = Set(rows);
            float[][] queries = [Direction(chance, c.dimension), rows[^1].Vector, Near(rows[0].Vector, rows[^1].Vector, 0.5f), LeftOut(rows[0].Vector)];
            float[][] many = [.. queries, .. Enumerable.Range(0, chance.Next(40)).Select(i => rows[i % rows.Count].Vector)];
            return queries.All(query => Find(set, query, c.top).SequenceEqual(FindPlainly(set, query, c.top)))
                && Together(set, many, c.top).Zip(many).All(pair => pair.First.SequenceEqual(FindPlainly(set, pair.Second, c.top)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData(1), InlineData(16), InlineData(63), InlineData(128), InlineData(192), InlineData(512)]
    public void Similarity_is_the_cosine_at_any_dimension(int dimension)
    {
        var chance = new Random(dimension);
        var rows = Enumerable.Range(0, 300).Select(_ => (1L + chance.Next(100), Direction(chance, dimension))).ToList();
        var query = Direction(chance, dimension);

        var found = Find(Set(rows), query);

        Assert.Equal(9, found.Length);
        foreach (var match in found)
        {
            var (person, vector) = rows[(int)match.Template - 1];
            Assert.Equal(person, match.Person);
            Assert.Equal(vector.Zip(query, (a, b) => (double)a * b).Sum(), match.Similarity, 1e-6);
        }
    }

    [Fact]
    public void A_search_allocates_nothing()
    {
        var chance = new Random(1);
        var people = People.Of(Enumerable.Range(1, 50).Select(id => new Person(id, $"Person {id}", DateTimeOffset.UnixEpoch)));
        var rows = Enumerable.Range(0, 500).Select(_ => (1L + chance.Next(50), Direction(chance, 192)));
        var snapshot = new GallerySnapshot("net", Searched([.. rows]), people, TemporaryGallery.NewMetrics());
        var query = Direction(chance, 192);
        var matches = new Match[5];
        snapshot.Search(query, matches);

        // A collection for another test's sake adds what is left of this thread's piece of the heap; a search that allocates does so each time.
        Assert.Contains(0, Enumerable.Range(0, 20).Select(_ => Allocated()).ToArray());

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
                snapshot.Search(query, matches);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void More_people_than_there_are_can_be_asked_for()
    {
        var people = People.Of(Enumerable.Range(1, 40).Select(id => new Person(id, $"Person {id}", DateTimeOffset.UnixEpoch)));
        var chance = new Random(1);
        var snapshot = new GallerySnapshot("net", Searched([.. people.ById.Select(p => (p.Id, Direction(chance, 8)))]), people, TemporaryGallery.NewMetrics());

        var all = snapshot.Search(Direction(chance, 8), int.MaxValue);

        Assert.Equal(40, all.Count);
        Assert.Equal(all.OrderByDescending(match => match.Similarity), all);
        Assert.Equal(40, snapshot.People.Count);
    }

    [Theory]
    [InlineData(float.NaN, 0f, 0f), InlineData(0f, 0f, 0f), InlineData(2f, 0f, 0f)]
    public void A_query_that_is_no_direction_is_a_mistake(params float[] query)
    {
        var snapshot = new GallerySnapshot("net", Searched([(1, [1, 0, 0])]), People.Of([new(1, "A", default)]), TemporaryGallery.NewMetrics());
        Assert.Throws<ArgumentException>(() => snapshot.Search(query, 1));
    }

    private static Candidate[] Find(TemplateSet set, float[] query, int top = 9)
    {
        var best = new Candidate[top];
        return best[..ExactSearch.Find(set, query, best)];
    }

    private static Candidate[][] Together(TemplateSet set, float[][] queries, int top)
    {
        var found = new Candidate[queries.Length][];
        SearchTogether.Find(set, Array.ConvertAll(queries, query => (ReadOnlyMemory<float>)query), top, (i, best) => found[i] = [.. best]);
        return found;
    }

    private static Candidate[] FindPlainly(TemplateSet set, float[] query, int top = 9)
    {
        var best = new Candidate[top];
        return best[..PlainSearch.Find(set, query, best)];
    }

    private static TemplateSet Set(IEnumerable<(long Person, float[] Vector)> rows)
    {
        TemplateSetBuilder? builder = null;
        var id = 0L;
        foreach (var (person, vector) in rows)
            (builder ??= new(new TemplateSet(vector.Length, []))).Add(++id, person, vector);
        return builder?.Build() ?? new(5, []);
    }

    private static SearchSet Searched(IReadOnlyCollection<(long Person, float[] Vector)> rows) =>
        SearchSet.Empty.With(Set(rows), rows.Select(row => row.Person).ToHashSet());

    /// <summary>The plain way: every similarity, each person's best, sorted.</summary>
    private static IEnumerable<Candidate> Sorted(IEnumerable<(long Id, long Person, float[] Vector)> rows, float[] query, int top) => rows
        .Select(row => new Candidate(row.Vector.Zip(query, (a, b) => a * b).Sum(), row.Person, row.Id))
        .GroupBy(candidate => candidate.Person)
        .Select(own => own.OrderByDescending(c => c.Similarity).ThenBy(c => c.Template).First())
        .OrderByDescending(c => c.Similarity).ThenBy(c => c.Person)
        .Take(top);

    private static float[] Direction(Random chance, int dimension)
    {
        var vector = new float[dimension];
        for (var i = 0; i < dimension; i++)
            vector[i] = (chance.NextSingle() + chance.NextSingle() + chance.NextSingle()) - 1.5f;
        return Unit(vector);
    }

    private static float[] Near(float[] vector, float[] other, float howFar)
    {
        var near = new float[vector.Length];
        TensorPrimitives.MultiplyAdd(other, howFar, vector, near);
        return Unit(near);
    }

    private static float[] LeftOut(float[] vector)
    {
        var codes = new sbyte[Codes.Stride(vector.Length)];
        var scale = Codes.Write(vector, codes).Scale;
        var left = vector.Select((x, i) => x - (scale * codes[i])).ToArray();
        return TensorPrimitives.Norm<float>(left) > 0 ? Unit(left) : vector;
    }

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    /// <summary>Templates that come, or a person whose templates go to an heir (0: to nobody).</summary>
    private sealed record Step(IReadOnlyList<(long Person, float[] Vector)> Come, long Gone, long Heir)
    {
        public (TemplateSet, List<(long, long, float[])>) Apply(TemplateSet set, List<(long Id, long Person, float[] Vector)> model, ref long next)
        {
            var builder = new TemplateSetBuilder(set);
            List<(long Id, long Person, float[] Vector)> after = [.. model];
            foreach (var (person, vector) in Come)
            {
                builder.Add(++next, person, vector);
                after.Add((next, person, vector));
            }

            long? Owner(long person) => person != Gone ? person : Heir == 0 ? null : Heir;
            return (builder.Build().Change((_, person) => Owner(person)),
                [.. after.Where(row => Owner(row.Person) is not null).Select(row => (row.Id, Owner(row.Person)!.Value, row.Vector))]);
        }
    }
}
