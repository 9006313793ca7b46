using System.Globalization;
using FaceStream.Dashboard.Sightings;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Explaining;

namespace FaceStream.Dashboard.Explaining;

/// <summary>Finds what is known of a track, or of the track that a sighting was.</summary>
internal sealed class Explanations(ExplanationBook book, TracksInView tracks, SightingService sightings, GalleryService gallery)
{
    /// <summary>Of a track, in view or ended a while ago; null when it is not known.</summary>
    public ExplanationView? OfTrack(string camera, int number) =>
        book.Find(camera, number) is { } track && SpeaksOfTheEnrolled(track)
            ? new(null, [.. Pictures(track, [.. Looks(camera, number).Select(look => (look, TrackPictureEndpoints.Address(camera, number, look)))])], track) : null;

    /// <summary>Of a sighting; null when it is not known, or speaks of somebody who was removed.</summary>
    public ExplanationView? OfSighting(Sighting sighting) =>
        Kept(sighting) is { } track && SpeaksOfTheEnrolled(track) ? new(sighting.Id, [.. Pictures(track, [.. Crops(sighting)])], track) : null;

    /// <summary>A sighting is to be forgotten.</summary>
    public void Forget(Sighting sighting)
    {
        if (Kept(sighting) is not { } kept)
            return;
        foreach (var track in book.Ended(track => track.Camera == kept.Camera && track.Track == kept.Track && track.First == kept.First))
            book.Forget(track);
    }

    private TrackExplanation? Kept(Sighting sighting) =>
        sightings.Explanation(sighting.Id) is { } content ? KeptExplanation.Read(content) : null;

    /// <summary>The record lists looks and their numbers in the same order, best first.</summary>
    private IEnumerable<(SeenLook, string)> Crops(Sighting sighting) => sightings.Looks(sighting.Id).Zip(
        sighting.Looks, (look, number) => (look, string.Create(CultureInfo.InvariantCulture, $"/api/v1/sightings/{sighting.Id}/pictures/{number}")));

    private IReadOnlyList<SeenLook> Looks(string camera, int number) => tracks.Find(camera, number)?.Looks ?? [];

    private static IEnumerable<LookPictureView> Pictures(TrackExplanation track, IReadOnlyList<(SeenLook Look, string Address)> kept)
    {
        for (var i = 0; i < track.Looks.Count; i++)
        {
            foreach (var (look, address) in kept)
            {
                if (Same(track.Looks[i], look))
                    yield return new(i, address);
            }
        }
    }

    private static bool Same(ExplainedLook look, SeenLook kept) => SameTime(look.At, kept.At) && look.Quality.Score == kept.Quality;

    /// <summary>The record keeps milliseconds.</summary>
    private static bool SameTime(DateTimeOffset one, DateTimeOffset other) => one.ToUnixTimeMilliseconds() == other.ToUnixTimeMilliseconds();

    /// <summary>Nothing is said of somebody who was removed, even when the book has not heard of it yet.</summary>
    private bool SpeaksOfTheEnrolled(TrackExplanation track) => track.People().All(person => gallery.Find(person) is not null);
}
