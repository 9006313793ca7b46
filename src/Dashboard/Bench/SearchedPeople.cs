using System.Numerics.Tensors;
using FaceStream.Gallery.Search;

namespace FaceStream.Dashboard.Bench;

/// <summary>People to search: five looks each with a cosine of about 0.6, strangers about 0. Half the queries are of people in the gallery.</summary>
internal sealed class SearchedPeople
{
    private readonly Random _chance = new(1);

    /// <summary>Enrols them.</summary>
    public SearchedPeople(int templates, int dimension, CancellationToken cancel)
    {
        var builder = new TemplateSetBuilder(new TemplateSet(dimension, [])) { Expected = templates };
        var (person, look) = (new float[dimension], new float[dimension]);

        // Fewer, where each is compared with more.
        var (wanted, queries) = (Math.Clamp(10_000_000 / templates, FlatScan.Together, 1000), new List<float[]>());
        for (var i = 0; i < templates; i++)
        {
            cancel.ThrowIfCancellationRequested();
            if (i % 5 == 0)
                Direct(person);
            Look(person, look);
            builder.Add(i + 1, 1 + (i / 5), look);
            if (i % (templates / (wanted / 2)) != 0)
                continue;
            Look(person, look);
            queries.Add([.. look]);
            Direct(look);
            queries.Add([.. look]);
        }

        (Set, Queries) = (builder.Build(), queries);
    }

    /// <summary>Their templates.</summary>
    public TemplateSet Set { get; }

    /// <summary><c>[dimension]</c> each; at least 32.</summary>
    public IReadOnlyList<float[]> Queries { get; }

    private void Look(float[] person, float[] look)
    {
        Direct(look);
        TensorPrimitives.MultiplyAdd(look, 0.8f, person, look);
        TensorPrimitives.Divide(look, TensorPrimitives.Norm<float>(look), look);
    }

    private void Direct(float[] direction)
    {
        for (var i = 0; i < direction.Length; i++)
            direction[i] = _chance.NextSingle() - 0.5f;
        TensorPrimitives.Divide(direction, TensorPrimitives.Norm<float>(direction), direction);
    }
}
