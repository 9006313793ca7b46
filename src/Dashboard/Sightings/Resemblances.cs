using FaceStream.Dashboard.People;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Whom a sighting resembles in the gallery as it is now: somebody may have been enrolled since.</summary>
internal sealed class Resemblances(SightingService sightings, GalleryService gallery)
{
    /// <summary>The most similar people, each by the look that resembles them most, best first.</summary>
    /// <param name="sighting">Its id; one that is not kept resembles nobody.</param>
    /// <param name="top">The most people wanted.</param>
    public IReadOnlyList<MatchView> Of(long sighting, int top) =>
    [
        .. sightings.Looks(sighting)
            .SelectMany(look => gallery.Snapshot(look.Embedding.Model).Search(look.Embedding.Vector.Span, top))
            .GroupBy(match => match.Person.Id, (_, matches) => matches.MaxBy(match => match.Similarity))
            .OrderByDescending(match => match.Similarity).ThenBy(match => match.Person.Id)
            .Take(top).Select(MatchView.Of),
    ];
}
