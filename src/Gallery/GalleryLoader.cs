using System.Numerics.Tensors;
using FaceStream.Gallery.Search;
using FaceStream.Gallery.Storage;

namespace FaceStream.Gallery;

/// <summary>Brings a state up to what the store holds, reading only the vectors that are new.</summary>
internal sealed class GalleryLoader(GalleryState old, GalleryMetrics metrics, string location) : IGalleryReader
{
    private readonly Dictionary<long, long> _owners = [];
    private readonly Dictionary<string, int> _wanted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TemplateSetBuilder> _added = new(StringComparer.Ordinal);
    private readonly HashSet<long> _known =
        [.. old.Models.SelectMany(model => model.Set.Templates.Blocks.ToArray()).SelectMany(rows => rows.Block.Ids.Take(rows.Count))];
    private readonly HashSet<long> _newcomers = []; // people with templates that are new
    private Dictionary<string, SearchSet>? _kept;
    private People _people = People.None;

    /// <summary>What <paramref name="store"/> holds now.</summary>
    public static GalleryState Load(IGalleryStore store, GalleryState old, GalleryMetrics metrics)
    {
        var loader = new GalleryLoader(old, metrics, store.Location);
        store.Read(loader);
        return loader.Result();
    }

    void IGalleryReader.People(IReadOnlyList<Person> people) => _people = People.Of(people);

    bool IGalleryReader.Wants(TemplateKey template)
    {
        _owners[template.Id] = template.Person;
        if (_known.Contains(template.Id))
            return false;
        _wanted[template.Model] = _wanted.GetValueOrDefault(template.Model) + 1;
        return true;
    }

    void IGalleryReader.Vector(TemplateKey template, ReadOnlySpan<float> vector)
    {
        // A vector was exact when it was enrolled; one that no longer has length 1 has lost bits since.
        if (vector.IsEmpty || !(MathF.Abs(TensorPrimitives.Norm(vector) - 1) <= EmbeddingRules.Tolerance))
            throw SqliteFault.Damaged(location, $"template {template.Id} is no unit vector");
        if (!_added.TryGetValue(template.Model, out var builder))
        {
            // A model of which nothing is left may come back with vectors of another length.
            var known = Kept.GetValueOrDefault(template.Model)?.Templates is { Count: > 0 } kept ? kept : new(vector.Length, []);
            _added[template.Model] = builder = new(known) { Expected = _wanted[template.Model] };
        }

        _newcomers.Add(template.Person);

        builder.Add(template.Id, template.Person, vector);
    }

    private GalleryState Result()
    {
        foreach (var (model, builder) in _added)
            Kept[model] = (Kept.GetValueOrDefault(model) ?? SearchSet.Empty).With(builder.Build(), _newcomers);
        return new(_people, Kept.Select(model => (model.Key, model.Value)), metrics);
    }

    /// <summary>The old templates that are still there; asked for only once all keys have been seen.</summary>
    private Dictionary<string, SearchSet> Kept => _kept ??= old.Models.ToDictionary(
        model => model.Model,
        model => model.Set.Change((template, _) => _owners.TryGetValue(template, out var owner) ? owner : null),
        StringComparer.Ordinal);
}
