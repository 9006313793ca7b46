using System.Buffers;
using System.Numerics.Tensors;
using FaceStream.Gallery.Search;

namespace FaceStream.Gallery;

/// <summary>The people and templates of one model at one moment. Immutable: search it from any thread, keep it as long as you like.</summary>
public sealed class GallerySnapshot
{
    // Most callers want a handful; these fit on the stack.
    private const int OnStack = 32;

    private readonly SearchSet _set;
    private readonly People _people;
    private readonly GalleryMetrics _metrics;
    private readonly Lazy<IReadOnlyList<Person>> _enrolled;

    internal GallerySnapshot(string model, SearchSet set, People people, GalleryMetrics metrics)
    {
        (Model, _set, _people, _metrics) = (model, set, people, metrics);
        _enrolled = new(Enrolled);
    }

    /// <summary>The model whose space this is.</summary>
    public string Model { get; }

    /// <summary>Numbers in a vector; 0 while nothing has been enrolled with this model.</summary>
    public int Dimension => Templates.Dimension;

    /// <summary>Templates of this model.</summary>
    public int TemplateCount => Templates.Count;

    /// <summary>Every search finds the same in both, but for the people's names.</summary>
    public bool HasVectorsOf(GallerySnapshot other) => ReferenceEquals(_set, other._set);

    /// <summary>The people who have templates of this model, ascending by id. Found on the first call.</summary>
    public IReadOnlyList<Person> People => _enrolled.Value;

    /// <summary>Who has this id, with or without templates of this model; null when nobody has.</summary>
    public Person? Find(long person) => _people.TryGet(person, out var found) ? found : null;

    /// <summary>A person's vectors of this model, <c>[<see cref="Dimension"/>]</c> each; empty for whoever has none.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>> VectorsOf(long person)
    {
        List<ReadOnlyMemory<float>> vectors = [];
        foreach (var (block, count) in Templates.Blocks)
        {
            for (var row = 0; row < count; row++)
            {
                if (block.People[row] == person)
                    vectors.Add(block.Row(row).ToArray());
            }
        }

        return vectors;
    }

    internal SearchSet Set => _set;

    internal TemplateSet Templates => _set.Templates;

    /// <summary>Finds the people most similar to a face: each person by the best template or by the mean of all, most similar first, equals by person id.</summary>
    /// <param name="query"><c>[<see cref="Dimension"/>]</c>, length 1, of <see cref="Model"/>.</param>
    /// <param name="top">The most people wanted.</param>
    /// <exception cref="ArgumentException">The query is not a finite unit vector of the dimension.</exception>
    public IReadOnlyList<Match> Search(ReadOnlySpan<float> query, int top)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        var matches = new Match[Math.Min(top, Math.Min(TemplateCount, _people.Count))];
        var found = Search(query, matches);
        return found == matches.Length ? matches : matches[..found];
    }

    /// <summary>The same without allocation: fills <paramref name="matches"/> and says how many there are.</summary>
    public int Search(ReadOnlySpan<float> query, Span<Match> matches)
    {
        if (TemplateCount == 0 || matches.IsEmpty)
            return 0;
        Refuse(query);

        var started = _metrics.SearchStarted();
        var rented = matches.Length > OnStack ? ArrayPool<Candidate>.Shared.Rent(matches.Length) : null;
        var best = rented is null ? stackalloc Candidate[OnStack] : rented;
        best = best[..matches.Length];
        var found = ExactSearch.Find(_set, query, best);
        for (var i = 0; i < found; i++)
            matches[i] = new(_people[best[i].Person], best[i].Template, best[i].Similarity);
        if (rented is not null)
            ArrayPool<Candidate>.Shared.Return(rented);
        _metrics.SearchStopped(started);
        return found;
    }

    /// <summary>The people whom somebody enrolled resembles most, best first, by the closest two templates. Found on the first call for each person, whatever people are called since: a search for each template.</summary>
    public IReadOnlyList<Match> LookAlikes(long person) =>
        [.. _set.LookAlikes(person).Select(other => new Match(_people[other.Person], other.Template, other.Similarity))];

    /// <summary>A vector that is not a direction has no similarity: better an error than a wrong name.</summary>
    private void Refuse(ReadOnlySpan<float> query)
    {
        if (query.Length != Dimension)
            throw new ArgumentException($"{Model} has {Dimension} numbers in this gallery, the query has {query.Length}.", nameof(query));

        // The negation catches NaN as well.
        var length = TensorPrimitives.Norm(query);
        if (!(MathF.Abs(length - 1) <= EmbeddingRules.Tolerance))
            throw new ArgumentException($"The query has length {length}; only unit vectors have a similarity.", nameof(query));
    }

    private IReadOnlyList<Person> Enrolled()
    {
        var enrolled = new bool[_people.Count];
        foreach (var (block, count) in Templates.Blocks)
        {
            foreach (var person in block.People.AsSpan(0, count))
                enrolled[_people.Place(person)] = true;
        }

        return [.. _people.ById.Where((_, place) => enrolled[place])];
    }
}
