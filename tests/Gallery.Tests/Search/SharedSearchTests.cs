using System.Numerics.Tensors;
using FaceStream.Gallery.Search;

namespace FaceStream.Gallery.Tests.Search;

public class SharedSearchTests
{
    private const int Dimension = 512, Rows = 15_000, Top = 7;

    private static readonly TemplateSet Means = new(Dimension, []);
    private readonly Random _chance = new(3);

    [Fact]
    public void Two_threads_find_what_one_finds_whoever_takes_which_piece_and_whoever_else_searches()
    {
        var set = Gallery();
        Assert.InRange(set.Blocks.Length, 4, 100);
        var queries = Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? Direction() : Near(Row(set, _chance.Next(Rows)))).ToList();
        var expected = queries.ConvertAll(query => Found(best => PlainSearch.Find(set, query, best)));

        var found = new Candidate[queries.Count * 5][];
        Parallel.For(0, found.Length, new() { MaxDegreeOfParallelism = 4 }, i => found[i] = Found(best => SharedSearch.Find(set, Means, queries[i % queries.Count], best)));

        for (var i = 0; i < found.Length; i++)
            Assert.Equal(expected[i % queries.Count], found[i]);
    }

    [Fact]
    public void Queries_of_another_length_and_more_people_may_follow_on_the_same_thread()
    {
        var (large, small) = (Gallery(), Set([(1, [1, 0]), (2, [0, 1])], 2));
        var query = Near(Row(large, 5000));

        Assert.Equal(2, SharedSearch.Find(small, new(2, []), [0.6f, 0.8f], new Candidate[9]));
        Assert.Equal(Found(best => PlainSearch.Find(large, query, best)), Found(best => SharedSearch.Find(large, Means, query, best)));
        Assert.Equal(1, SharedSearch.Find(small, new(2, []), [1f, 0f], new Candidate[1]));
    }

    [Fact]
    public void A_search_by_two_threads_allocates_nothing()
    {
        var (set, query, best) = (Gallery(), Direction(), new Candidate[Top]);
        SharedSearch.Find(set, Means, query, best);

        // A collection for another test's sake adds what is left of this thread's piece of the heap.
        Assert.Contains(0, Enumerable.Range(0, 20).Select(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
                SharedSearch.Find(set, Means, query, best);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ToArray());
    }

    private delegate int Search(Span<Candidate> best);

    private static Candidate[] Found(Search search)
    {
        var best = new Candidate[Top];
        return best[..search(best)];
    }

    // People have looks in several blocks.
    private TemplateSet Gallery() => Set([.. Enumerable.Range(0, Rows).Select(i => (1L + (i % 4000), Direction()))], Dimension);

    private static TemplateSet Set(IReadOnlyList<(long Person, float[] Vector)> rows, int dimension)
    {
        var builder = new TemplateSetBuilder(new(dimension, []));
        for (var i = 0; i < rows.Count; i++)
            builder.Add(i + 1, rows[i].Person, rows[i].Vector);
        return builder.Build();
    }

    private static float[] Row(TemplateSet set, int row)
    {
        foreach (var (block, count) in set.Blocks)
        {
            if (row < count)
                return block.Row(row).ToArray();
            row -= count;
        }

        throw new ArgumentOutOfRangeException(nameof(row));
    }

    private float[] Near(float[] vector)
    {
        TensorPrimitives.MultiplyAdd(Direction(), 0.8f, vector, vector);
        return Unit(vector);
    }

    private float[] Direction() => Unit([.. Enumerable.Range(0, Dimension).Select(_ => _chance.NextSingle() - 0.5f)]);

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
