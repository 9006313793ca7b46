using System.Numerics.Tensors;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Looks of a sighting that become somebody's templates when it is named, and go when the name is taken back.</summary>
internal sealed class NamedLooks(GalleryService gallery, SightingService sightings)
{
    // The same vector; what is left is rounding.
    private const float Same = 0.9999f;

    /// <summary>Enrols the looks that the person of this name does not have yet.</summary>
    /// <returns>Who that is, and the new templates; null when the name is new and there is no look.</returns>
    /// <exception cref="GalleryRefusedException">The name is none.</exception>
    public (Person Person, IReadOnlyList<long> Templates)? Enrol(string name, string camera, IReadOnlyList<SeenLook> looks)
    {
        var known = gallery.Find(PersonName.Parse(name));
        NewTemplate[] fresh =
        [
            .. looks.Where(look => known is null || !Has(known, look.Embedding)).Select(look => new NewTemplate(look.Embedding, look.Quality, Source(camera, look), look.Picture)),
        ];
        if (fresh.Length == 0)
            return known is null ? null : (known, []);
        var enrolled = gallery.Enrol(known?.Name ?? name, fresh);
        return (enrolled.Person, [.. enrolled.Templates.Select(template => template.Id)]);
    }

    /// <summary>Removes templates that came with a name, and the person when nothing is left: no template, and no sighting.</summary>
    public void Withdraw(IEnumerable<long> templates, long? person)
    {
        var removed = templates.Count(Remove);
        if (removed > 0 && person is { } id && gallery.Show(id) is { Templates.Count: 0 } && sightings.List(new(Person: id), 1).Sightings.Count == 0)
            gallery.Remove(id);
    }

    /// <summary>What an enrolled look is called: where and when it was.</summary>
    public static string Source(string camera, SeenLook look) => $"{camera} {look.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    private bool Has(Person person, Embedding look) =>
        gallery.Snapshot(look.Model).VectorsOf(person.Id).Concat(gallery.SetAside(person.Id, look.Model)).Any(known => TensorPrimitives.Dot(known.Span, look.Vector.Span) >= Same);

    private bool Remove(long template)
    {
        try
        {
            gallery.RemoveTemplate(template);
            return true;
        }
        catch (GalleryRefusedException e) when (e.Reason == GalleryRefusal.NoSuchTemplate)
        {
            // Somebody was quicker.
            return false;
        }
    }
}
