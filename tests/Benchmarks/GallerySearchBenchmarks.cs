using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using FaceStream.Gallery.Search;

namespace FaceStream.Benchmarks;

/// <summary>The five most similar people among many, against the bare loop that only finds the best score.</summary>
[MemoryDiagnoser]
public class GallerySearchBenchmarks
{
    private readonly Candidate[] _best = new Candidate[5];
    private readonly List<float[]> _queries = [];
    private TemplateSet _set = null!;
    private float[] _flat = [];
    private int _next;

    /// <summary>Enrolled, five to a person.</summary>
    [Params(10_000, 100_000)]
    public int Templates { get; set; }

    /// <summary>192: the default embedder; 512: what most others give.</summary>
    [Params(192, 512)]
    public int Dimension { get; set; }

    /// <summary>Clusters like those of faces: looks of one person have a cosine of about 0.6, strangers about 0.</summary>
    [GlobalSetup]
    public void Enrol()
    {
        var chance = new Random(1);
        var builder = new TemplateSetBuilder(new TemplateSet(Dimension, [])) { Expected = Templates };
        _flat = new float[Templates * Dimension];
        var person = new float[Dimension];
        for (var i = 0; i < Templates; i++)
        {
            person = i % 5 == 0 ? Direction(chance) : person;
            var look = Look(person, chance);
            builder.Add(i + 1, 1 + (i / 5), look);
            look.CopyTo(_flat.AsSpan(i * Dimension));
            if (i % (Templates / 8) == 0)
                _queries.AddRange([Look(person, chance), Direction(chance)]);
        }

        _set = builder.Build();
    }

    /// <summary>The best score of all, as anyone would write it first.</summary>
    [Benchmark(Baseline = true)]
    public float BareLoop()
    {
        var query = Query();
        var best = float.NegativeInfinity;
        for (var i = 0; i < Templates; i++)
            best = Math.Max(best, TensorPrimitives.Dot(_flat.AsSpan(i * Dimension, Dimension), query));
        return best;
    }

    /// <summary>Every template in full precision.</summary>
    [Benchmark]
    public int Plain() => PlainSearch.Find(_set, Query(), _best);

    /// <summary>What the product does.</summary>
    [Benchmark]
    public int Search() => ExactSearch.Find(_set, Query(), _best);

    private float[] Query() => _queries[_next++ % _queries.Count];

    private float[] Look(float[] person, Random chance)
    {
        var look = new float[Dimension];
        TensorPrimitives.MultiplyAdd(Direction(chance), 0.8f, person, look);
        TensorPrimitives.Divide(look, TensorPrimitives.Norm<float>(look), look);
        return look;
    }

    private float[] Direction(Random chance)
    {
        var direction = new float[Dimension];
        for (var i = 0; i < Dimension; i++)
            direction[i] = chance.NextSingle() + chance.NextSingle() + chance.NextSingle() - 1.5f;
        TensorPrimitives.Divide(direction, TensorPrimitives.Norm<float>(direction), direction);
        return direction;
    }
}
