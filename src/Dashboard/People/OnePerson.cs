using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.People;

/// <summary>Two entries turn out to be one person.</summary>
internal static class OnePerson
{
    /// <summary>Gives pictures and sightings of one person to another, who keeps the name.</summary>
    /// <param name="gallery">Where both are enrolled.</param>
    /// <param name="sightings">Who was seen; null when nobody was recorded yet.</param>
    /// <param name="from">Is gone afterwards.</param>
    /// <param name="into">Has it all.</param>
    /// <exception cref="GalleryRefusedException">The two are one, or one is not there.</exception>
    public static void Merge(GalleryService gallery, SightingService? sightings, long from, long into)
    {
        try
        {
            // Sightings first, so that what was seen of the one is never taken for somebody removed; but not before it is known that the gallery can do its part.
            gallery.Merge(from, into, () => sightings?.Reassign(from, into));
        }
        catch
        {
            sightings?.KeepApart(from);
            throw;
        }
    }
}
