using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using FaceStream.Gallery.Search;

namespace FaceStream.Dashboard.Bench;

/// <summary>The five most similar people among many, against a plain scan of all floats.</summary>
internal static class SearchPart
{
    private const int Top = 5;

    // What no cache holds.
    private const long FromMemory = 128 << 20;

    /// <summary>One query at a time.</summary>
    public static Figure One(BenchRig rig, string name, int templates, int dimension)
    {
        var people = rig.People(templates, dimension);
        var (set, queries, best, next, flat) = (people.Set, people.Queries, new Candidate[Top], 0, 0f);
        var cost = Rounds.Compare(
            () => ExactSearch.Find(set, queries[next++ % queries.Count], best),
            () => flat += FlatScan.Best(set, queries[next++ % queries.Count]).Similarity, rig.Cancel);
        GC.KeepAlive(flat);
        var right = queries.Count(query => ExactSearch.Find(set, query, best) > 0 && best[0].Template == FlatScan.Best(set, query).Template);
        return Figure.Of(name, cost, string.Create(CultureInfo.InvariantCulture,
            $"a plain scan of {templates:N0} × {dimension} floats; {right} of {queries.Count} find the same first{OfMemory(rig, set, queries, best)}"));
    }

    /// <summary>32 queries at a time.</summary>
    public static Figure Together(BenchRig rig, string name, int templates, int dimension)
    {
        var people = rig.People(templates, dimension);
        var (set, found, flat) = (people.Set, 0L, 0f);
        var queries = people.Queries.Take(FlatScan.Together).ToArray();
        var (ours, packed) = (Array.ConvertAll(queries, query => (ReadOnlyMemory<float>)query), FlatScan.Pack(queries));
        var cost = Rounds.Compare(
            () => SearchTogether.Find(set, ours, Top, (_, best) => found += best[0].Template),
            () => flat += FlatScan.BestOfEach(set, packed), rig.Cancel);
        GC.KeepAlive((found, flat));
        return Figure.Of(name, cost, string.Create(CultureInfo.InvariantCulture, $"{templates:N0} × {dimension} floats times {FlatScan.Together} queries as a matrix product"));
    }

    /// <summary>How near to the rate of memory a search of what no cache holds is.</summary>
    private static string OfMemory(BenchRig rig, TemplateSet set, IReadOnlyList<float[]> queries, Candidate[] best)
    {
        var (codes, floats) = ((double)set.Count * (Codes.Stride(set.Dimension) + (2 * sizeof(float))), (double)set.Count * set.Dimension * sizeof(float));
        if (codes < FromMemory)
            return "";
        var (next, sum) = (0, Vector<uint>.Zero);
        var cost = Rounds.Compare(() => ExactSearch.Find(set, queries[next++ % queries.Count], best), () => sum ^= Read(set), rig.Cancel);
        GC.KeepAlive(sum[0]);
        var means = new TemplateSet(set.Dimension, []);
        var shared = Rounds.Compare(() => SharedSearch.Find(set, means, queries[next++ % queries.Count], best), () => ExactSearch.Find(set, queries[next++ % queries.Count], best), rig.Cancel);
        return string.Create(CultureInfo.InvariantCulture, $"; {codes / cost.Ours / (floats / cost.Bare):0.00} of the rate of only reading them; two threads take {shared.Ours / shared.Bare:0.00} of the time");
    }

    private static Vector<uint> Read(TemplateSet set)
    {
        var (even, odd) = (Vector<uint>.Zero, Vector<uint>.Zero);
        foreach (var (block, count) in set.Blocks)
        {
            for (var row = 0; row < count; row++)
            {
                var words = MemoryMarshal.Cast<float, Vector<uint>>(block.Row(row));
                for (var i = 0; i + 1 < words.Length; i += 2)
                    (even, odd) = (even ^ words[i], odd ^ words[i + 1]);
            }
        }

        return even ^ odd;
    }
}
