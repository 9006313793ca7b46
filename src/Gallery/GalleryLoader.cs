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
        [.. old.Models.SelectMany(model => model.Templates.Blocks.ToArray()).SelectMany(rows => rows.Block.Ids.Take(rows.Count))];
    private Dictionary<string, TemplateSet>? _kept;
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
            var known = Kept.GetValueOrDefault(template.Model) ?? new(vector.Length, []);
            _added[template.Model] = builder = new(known) { Expected = _wanted[template.Model] };
        }

        builder.Add(template.Id, template.Person, vector);
    }

    private GalleryState Result()
    {
        foreach (var (model, builder) in _added)
            Kept[model] = builder.Build();
        return new(_people, Kept.Select(model => (model.Key, model.Value)), metrics);
    }

    /// <summary>The old templates that are still there; asked for only once all keys have been seen.</summary>
    private Dictionary<string, TemplateSet> Kept => _kept ??= old.Models.ToDictionary(
        model => model.Model,
        model => model.Templates.Change((template, _) => _owners.TryGetValue(template, out var owner) ? owner : null),
        StringComparer.Ordinal);
}
