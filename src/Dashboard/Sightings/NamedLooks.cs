using System.Numerics.Tensors;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Looks of a sighting that become somebody's templates when it is named, and go when the name is taken back.</summary>
internal sealed class NamedLooks(GalleryService gallery, SightingService sightings)
{
    // The same vector; what is left is rounding.
    private const float Same = 0.9999f;

    // More looks than the coverage rule leaves searched.
    private const int MostLearnt = 20;

    /// <summary>Enrols the looks that the person of this name does not have yet.</summary>
    /// <returns>Who that is, and the new templates; null when the name is new and there is no look.</returns>
    /// <exception cref="GalleryRefusedException">The name is none.</exception>
    public (Person Person, IReadOnlyList<long> Templates)? Enrol(string name, string camera, IReadOnlyList<SeenLook> looks)
    {
        var known = gallery.Named(PersonName.Parse(name));
        NewTemplate[] fresh =
        [
            .. looks.Where(look => known is null || !Has(known, look.Embedding)).Select(look => new NewTemplate(look.Embedding, look.Quality, Source(camera, look), look.Picture)),
        ];
        if (fresh.Length == 0)
            return known is null ? null : (known, []);
        var enrolled = gallery.Enrol(known?.Name ?? name, fresh);
        return (enrolled.Person, [.. enrolled.Templates.Select(template => template.Id)]);
    }

    /// <summary>
    /// Removes templates that came with a name. A person who has none then is known by the other sightings that an operator takes for them,
    /// and is removed when nothing is left: no template, and no sighting.
    /// </summary>
    public void Withdraw(IEnumerable<long> templates, long? person)
    {
        foreach (var template in templates)
            Remove(template);
        if (person is not { } id || gallery.Show(id) is not { Templates.Count: 0 } empty)
            return;
        if (sightings.List(new(Person: id), 1).Sightings.Count == 0)
            gallery.Remove(id);
        else
            LearnAgain(empty.Person);
    }

    /// <summary>What an enrolled look is called: where and when it was.</summary>
    public static string Source(string camera, SeenLook look) => $"{camera} {look.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    /// <summary>What was confirmed while others' looks stood for it taught nothing then, and is all that there is now.</summary>
    private void LearnAgain(Person person)
    {
        foreach (var confirmed in sightings.List(new(Person: person.Id, Decided: true), MostLearnt).Sightings)
        {
            if (Enrol(person.Name, confirmed.Camera, sightings.Looks(confirmed.Id)) is { Templates.Count: > 0 } learnt)
                sightings.Taught(confirmed.Id, learnt.Templates);
        }
    }

    private bool Has(Person person, Embedding look) =>
        gallery.Snapshot(look.Model).VectorsOf(person.Id).Concat(gallery.SetAside(person.Id, look.Model)).Any(known => TensorPrimitives.Dot(known.Span, look.Vector.Span) >= Same);

    private void Remove(long template)
    {
        try
        {
            gallery.RemoveTemplate(template);
        }
        catch (GalleryRefusedException e) when (e.Reason == GalleryRefusal.NoSuchTemplate)
        {
            // Somebody was quicker.
        }
    }
}
