using System.Collections.Concurrent;
using FaceStream.Dashboard.Events;
using FaceStream.Dashboard.People;
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
    private readonly Newsroom _news;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _oneAtATime = new();    // a list that is told late would take who is new since for somebody who is gone
    private readonly ConcurrentDictionary<long, ForgottenPerson> _asked = [];
    private string? _fault;

    /// <summary>Watches the gallery.</summary>
    public SightingErasure(SightingService sightings, GalleryService gallery, ExplanationBook book, Newsroom news, TimeProvider time, ILogger<SightingErasure> log)
    {
        (_sightings, _gallery, _book, _news, _time, _log) = (sightings, gallery, book, news, time, log);
        gallery.Changed += CatchUp;
    }

    /// <summary>Removes a person, with everything that was seen and said of them.</summary>
    /// <exception cref="GalleryRefusedException">There is no such person.</exception>
    /// <exception cref="GalleryException">The gallery failed; nothing was removed.</exception>
    public ErasureReceipt Erase(long person)
    {
        // Whoever hears of the change first forgets the sightings: this thread, or one that looked at the gallery at that moment.
        // Of two who ask at once the gallery refuses the later, who must not take the receipt of the other away.
        var first = _asked.TryAdd(person, ForgottenPerson.Nothing);
        try
        {
            var erased = _gallery.Remove(person);
            lock (_oneAtATime)
                return ErasureReceipt.Of(person, _time.GetUtcNow(), erased, _asked[person], _fault);
        }
        finally
        {
            if (first)
                _asked.TryRemove(person, out _);
        }
    }

    /// <summary>Removes what is left of people who are not enrolled any more. Tried again with the gallery's next change, and at every start.</summary>
    public void CatchUp()
    {
        lock (_oneAtATime)
        {
            var enrolled = _gallery.People.Select(person => person.Id).ToHashSet();
            _book.ForgetAllBut(enrolled);
            _news.Outbox.ForgetAllBut(enrolled);
            try
            {
                foreach (var (person, forgotten) in _sightings.ForgetAllBut(enrolled))
                {
                    if (_asked.TryGetValue(person, out var before))
                        _asked[person] = before.And(forgotten);
                }

                _fault = null;
            }
            catch (GalleryException e)
            {
                _fault = e.Message;
                _log.LogError("Sightings of people who were removed are still there: {Reason}", e.Message);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gallery.Changed -= CatchUp;
}
