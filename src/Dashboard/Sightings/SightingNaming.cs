using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>An operator says who somebody was: the looks become templates, so that the next time the pipeline knows.</summary>
internal sealed class SightingNaming(SightingService sightings, GalleryService gallery)
{
    /// <summary>Takes a sighting for the person of this name, who is enrolled when new; null for nobody known. False when it is not kept.</summary>
    /// <param name="id">The sighting's.</param>
    /// <param name="name">Of somebody enrolled or new; null for nobody known.</param>
    /// <param name="decided">False when that is not said, but a former saying taken back.</param>
    /// <exception cref="GalleryRefusedException">The name is none.</exception>
    /// <exception cref="ProblemException">The name is new, and there is no look to enrol.</exception>
    public bool Name(long id, string? name, bool decided = true)
    {
        if (sightings.Show(id) is not { } sighting)
            return false;
        if (name is null)
            return Take(id, null, decided);

        // A sighting that was taken for the same person already teaches nothing that the gallery does not know.
        var known = gallery.Find(PersonName.Parse(name));
        if (known is null || sighting.Person != known.Id)
            known = Enrol(sighting, name) ?? known ?? throw new ProblemException(
                StatusCodes.Status422UnprocessableEntity, "no-looks", $"No look of sighting {id} was good enough to be kept, so '{name}' cannot be enrolled from it. Enrol a picture first.");
        return Take(id, known.Id, decided);
    }

    private bool Take(long id, long? person, bool decided) => decided ? sightings.Name(id, person) : sightings.Name(id, person, decided: null);

    private Person? Enrol(Sighting sighting, string name)
    {
        NewTemplate[] templates =
        [
            .. sightings.Looks(sighting.Id).Select(look => new NewTemplate(look.Embedding, look.Quality, $"{sighting.Camera} {look.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC", look.Picture)),
        ];
        return templates.Length > 0 ? gallery.Enrol(name, templates).Person : null;
    }
}
