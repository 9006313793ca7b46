using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Explaining;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Who is removed from the gallery, here or by another process, is removed from what was seen as well.</summary>
internal sealed class SightingErasure : IDisposable
{
    private readonly SightingService _sightings;
    private readonly GalleryService _gallery;
    private readonly ExplanationBook _book;
    private readonly ILogger _log;
    private readonly Lock _one = new();     // a list that is told late would take who is new since for somebody who is gone

    /// <summary>Watches the gallery.</summary>
    public SightingErasure(SightingService sightings, GalleryService gallery, ExplanationBook book, ILogger<SightingErasure> log)
    {
        (_sightings, _gallery, _book, _log) = (sightings, gallery, book, log);
        gallery.Changed += CatchUp;
    }

    /// <summary>Removes what is left of people who are not enrolled any more. Tried again with the gallery's next change, and at every start.</summary>
    public void CatchUp()
    {
        lock (_one)
        {
            var enrolled = _gallery.People.Select(person => person.Id).ToHashSet();
            _book.ForgetAllBut(enrolled);
            try
            {
                _sightings.ForgetAllBut(enrolled);
            }
            catch (GalleryException e)
            {
                _log.LogError("Sightings of people who were removed are still there: {Reason}", e.Message);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gallery.Changed -= CatchUp;
}
