using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using FaceStream.Gallery.Search;

namespace FaceStream.Dashboard.Bench;

/// <summary>The five most similar people among many, against reading their templates from memory once.</summary>
internal static class SearchPart
{
    private const int Dimension = 192; // the embedder that FaceStream brings; a million of them take 0.8 GB in full and 0.2 GB as codes

    public static Figure Measure(BenchRig rig, string name, int templates)
    {
        var chance = new Random(1);
        var queries = new List<float[]>();
        var set = Enrol(templates, chance, queries, rig.Cancel);
        var (best, next, sum) = (new Candidate[5], 0, Vector<uint>.Zero);
        var cost = Rounds.Compare(
            () => ExactSearch.Find(set, queries[next++ % queries.Count], best),
            () =>
            {
                foreach (var (block, count) in set.Blocks)
                {
                    for (var row = 0; row < count; row++)
                        sum ^= Read(block.Row(row));
                }
            }, rig.Cancel);
        GC.KeepAlive(sum[0]);
        // What a search reads of each template: its codes, their scale and error.
        var share = (Codes.Stride(Dimension) + (2.0 * sizeof(float))) / (sizeof(float) * Dimension);
        return Figure.Of(name, cost, string.Create(CultureInfo.InvariantCulture, $"reading the {templates:N0} × {Dimension} floats once; a search reads {share:0.00} of that, at {share * cost.Bare / cost.Ours:0.00} of the rate"));
    }

    /// <summary>Five looks a person with a cosine of about 0.6; strangers about 0. Half the queries are of people in the gallery.</summary>
    private static TemplateSet Enrol(int templates, Random chance, List<float[]> queries, CancellationToken cancel)
    {
        var builder = new TemplateSetBuilder(new TemplateSet(Dimension, [])) { Expected = templates };
        var (person, look) = (new float[Dimension], new float[Dimension]);
        for (var i = 0; i < templates; i++)
        {
            cancel.ThrowIfCancellationRequested();
            if (i % 5 == 0)
                Direct(person, chance);
            Look(person, look, chance);
            builder.Add(i + 1, 1 + (i / 5), look);
            if (i % (templates / 8) != 0)
                continue;
            Look(person, look, chance);
            queries.Add([.. look]);
            Direct(look, chance);
            queries.Add([.. look]);
        }

        return builder.Build();
    }

    private static void Look(float[] person, float[] look, Random chance)
    {
        Direct(look, chance);
        TensorPrimitives.MultiplyAdd(look, 0.8f, person, look);
        TensorPrimitives.Divide(look, TensorPrimitives.Norm<float>(look), look);
    }

    private static void Direct(float[] direction, Random chance)
    {
        for (var i = 0; i < direction.Length; i++)
            direction[i] = chance.NextSingle() - 0.5f;
        TensorPrimitives.Divide(direction, TensorPrimitives.Norm<float>(direction), direction);
    }

    private static Vector<uint> Read(ReadOnlySpan<float> row)
    {
        var words = MemoryMarshal.Cast<float, Vector<uint>>(row);
        var sum = Vector<uint>.Zero;
        foreach (ref readonly var word in words)
            sum ^= word;
        return sum;
    }
}
