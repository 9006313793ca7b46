using System.Collections.Frozen;
using FaceStream.Gallery.Coverage;
using FaceStream.Gallery.Search;

namespace FaceStream.Gallery;

/// <summary>Everything that readers see at one moment. Immutable; each change gives a new one, which shares what it can.</summary>
internal sealed class GalleryState
{
    private readonly FrozenDictionary<string, GallerySnapshot> _models;
    private readonly GalleryMetrics _metrics;
    private GallerySnapshot? _empty;     // last asked for

    public GalleryState(People people, IEnumerable<(string Model, SearchSet Set)> models, GalleryMetrics metrics)
    {
        (People, _metrics) = (people, metrics);
        _models = models.Where(model => model.Set.Templates.Count > 0).ToFrozenDictionary(
            model => model.Model, model => new GallerySnapshot(model.Model, model.Set, people, metrics), StringComparer.Ordinal);
    }

    /// <summary>Everybody.</summary>
    public People People { get; }

    /// <summary>The models that something was enrolled with.</summary>
    public IEnumerable<(string Model, SearchSet Set)> Models => _models.Values.Select(snapshot => (snapshot.Model, snapshot.Set));

    /// <summary>The templates of one model; an empty snapshot when there are none.</summary>
    public GallerySnapshot Snapshot(string model) =>
        _models.GetValueOrDefault(model) ?? (_empty is { } empty && empty.Model == model ? empty : _empty = new(model, SearchSet.Empty, People, _metrics));

    /// <summary>Who has templates, and none of these models.</summary>
    public IReadOnlyList<Person> Unembedded(IReadOnlyCollection<string> models)
    {
        // Usually there is no other, and the status page asks every other second.
        var asked = _models.Values.ToLookup(snapshot => models.Contains(snapshot.Model), snapshot => snapshot.People);
        return asked.Contains(false) ? [.. asked[false].SelectMany(people => people).Distinct().Except(asked[true].SelectMany(people => people))] : [];
    }

    /// <summary>With somebody new, or with somebody's new name.</summary>
    public GalleryState With(Person person) => new(People.With(person), Models, _metrics);

    /// <summary>With other templates of a person searched.</summary>
    public GalleryState With(SearchChange change) => With([change]);

    /// <summary>With other templates of several people searched.</summary>
    public GalleryState With(IReadOnlyList<SearchChange> changes)
    {
        var gone = changes.SelectMany(change => change.Out).ToHashSet();
        var left = gone.Count > 0 ? Change((id, owner) => gone.Contains(id) ? null : owner) : Models;
        var models = left.ToDictionary(model => model.Model, model => model.Set, StringComparer.Ordinal);
        foreach (var model in changes.SelectMany(change => change.In).GroupBy(template => template.Embedding.Model))
        {
            var known = models.GetValueOrDefault(model.Key) ?? SearchSet.Empty;
            var builder = new TemplateSetBuilder(known.Templates.Count > 0 ? known.Templates : new(model.First().Embedding.Vector.Length, []));
            foreach (var template in model)
                builder.Add(template.Id, template.PersonId, template.Embedding.Vector.Span);
            models[model.Key] = known.With(builder.Build(), model.Select(template => template.PersonId).ToHashSet());
        }

        return new(People, models.Select(model => (model.Key, model.Value)), _metrics);
    }

    /// <summary>Without a person and the templates.</summary>
    public GalleryState Without(long person) =>
        new(People.Without(person), Change((_, owner) => owner == person ? null : owner), _metrics);

    /// <summary>With one person's templates given to another.</summary>
    public GalleryState Merged(long from, long into) =>
        new(People.Without(from), Change((_, owner) => owner == from ? into : owner), _metrics);

    private (string Model, SearchSet Set)[] Change(Func<long, long, long?> owner) =>
        [.. Models.Select(model => (model.Model, model.Set.Change(owner)))];
}
