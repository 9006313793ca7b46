using FaceStream.Gallery;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Identification;

/// <summary>The people in front of one camera: who is in view, and who left a moment ago.</summary>
/// <remarks>
/// Published track numbers are counted here. The tracker's own numbers follow movement; a published one follows a person, and
/// carries on when looks find that person again.
/// </remarks>
internal sealed class CameraIdentities(string camera, ScoreModel model, IdentificationOptions options, RecognizerMetrics metrics)
{
    private readonly Dictionary<int, TrackIdentity> _byTracker = [];
    private readonly List<TrackIdentity> _lost = [];
    private readonly TrackRejoin _rejoin = new(model, options);
    private readonly IdentityRule _rule = new(options);
    private int _epoch, _lastId;

    /// <summary>Takes a frame with its looks; adds the tracks that are over to <paramref name="over"/>.</summary>
    public FrameResult Update(
        in FrameHeader frame, FrameTracks tracks, Look[] looks, GallerySnapshot gallery, List<TrackSummary> over)
    {
        foreach (var ended in tracks.Ended)
            Lose(ended);
        if (frame.Epoch != _epoch)
            Close(over);
        _epoch = frame.Epoch;
        Expire(frame.Time, over);

        var inView = new List<TrackIdentity>(tracks.Faces.Length);
        for (var i = 0; i < tracks.Faces.Length; i++)
        {
            if (tracks.Faces[i].Confirmed)
                inView.Add(Follow(frame.Time, tracks.Faces[i].Track, looks[i], gallery));
        }

        ExclusivePeople.Settle(inView);
        var faces = new RecognisedFace[inView.Count];
        var next = 0;
        for (var i = 0; i < tracks.Faces.Length; i++)
        {
            if (!tracks.Faces[i].Confirmed)
                continue;
            var track = inView[next];
            Note(track, frame.Time);
            faces[next++] = new(track.Id, tracks.Faces[i].Face, looks[i].Quality.Score, track.Identity, looks[i].Embedding);
        }

        return new(frame, faces);
    }

    /// <summary>The stream ended: everybody is gone.</summary>
    public void Close(List<TrackSummary> over)
    {
        over.AddRange(_lost.Concat(_byTracker.Values).OrderBy(track => track.Id).Select(track => track.Summary(camera)));
        _lost.Clear();
        _byTracker.Clear();
    }

    /// <summary>The gallery changed: everybody is judged again by the looks that are kept.</summary>
    public void Recall(GallerySnapshot gallery)
    {
        foreach (var track in _byTracker.Values.Concat(_lost))
        {
            track.Evidence.Recall(look => Search(gallery, look), gallery.People.Count);
            track.Own = _rule.Decide(Known(track.Own, gallery), track.Evidence, gallery.TemplateCount);
        }
    }

    private TrackIdentity Follow(TimeSpan time, int tracker, in Look look, GallerySnapshot gallery)
    {
        if (!_byTracker.TryGetValue(tracker, out var track))
            _byTracker[tracker] = track = new(++_lastId, time, model, options);

        if (look.Embedding is { } embedding)
        {
            if (IsSomebodyElse(track, embedding, look))
                track = Part(tracker, track, time);
            if (track.Evidence.Count <= 1 && _rejoin.Find(embedding, look.Quality, track.First, Away(time)) is { } earlier)
                track = TakeUp(tracker, track, earlier);

            var matches = Search(gallery, embedding);
            if (matches.Count > 0)
                metrics.Matched(matches[0].Similarity);
            var first = track.Evidence.Count == 0;
            track.Evidence.Add(embedding, look.Quality, matches, gallery.People.Count);
            var before = track.Own;
            track.Own = _rule.Decide(before, track.Evidence, gallery.TemplateCount);
            if (first || before.State != track.Own.State)
                metrics.Recognised(camera, track.Own.State);
        }

        track.Seen(time);
        return track;
    }

    /// <summary>Tracks that are not in this frame or the last ones: lost by the tracker, or waiting to be found by movement.</summary>
    private List<TrackIdentity> Away(TimeSpan now) =>
        [.. _lost.Concat(_byTracker.Values).Where(track => track.Last < now).OrderBy(track => track.Id)];

    /// <summary>The look is like none of its track's looks: movement has carried the track from one face to another.</summary>
    private bool IsSomebodyElse(TrackIdentity track, Embedding embedding, in Look look)
    {
        if (track.Evidence.Looks.Count == 0)
            return false;
        // Neighbouring frames share light and lens, so that poor quality takes little from the similarity of the same face.
        var (changed, quality) = (look.Changed, look.Quality.Score);
        var likely = track.Evidence.Looks.Max(kept =>
            model.ChanceOfSame(kept.Similarity(embedding), changed ? 1 : Math.Min(quality, kept.Quality)));
        return likely < (changed ? options.PartRateChanged : options.PartRate);
    }

    /// <summary>The face goes on as a track of its own; the one it was taken for may be found again elsewhere.</summary>
    private TrackIdentity Part(int tracker, TrackIdentity track, TimeSpan time)
    {
        _lost.Add(track);
        return _byTracker[tracker] = new(++_lastId, time, model, options);
    }

    /// <summary>The new track turns out to be an earlier one that goes on.</summary>
    private TrackIdentity TakeUp(int tracker, TrackIdentity provisional, TrackIdentity earlier)
    {
        _lost.Remove(earlier);
        foreach (var (key, value) in _byTracker)
        {
            if (value == earlier)
                _byTracker.Remove(key);
        }

        _byTracker[tracker] = earlier;
        earlier.Seen(provisional.Last, provisional.Frames);
        // Nobody has heard of the number yet, unless the first frames were not fit to be looked at.
        if (provisional.Frames == 0 && provisional.Id == _lastId)
            _lastId--;
        return earlier;
    }

    private void Lose(int tracker)
    {
        if (_byTracker.Remove(tracker, out var track))
            _lost.Add(track);
    }

    private void Expire(TimeSpan now, List<TrackSummary> over)
    {
        for (var i = 0; i < _lost.Count; i++)
        {
            if (now - _lost[i].Last <= TimeSpan.FromSeconds(options.RejoinSeconds))
                continue;
            over.Add(_lost[i].Summary(camera));
            _lost.RemoveAt(i--);
        }
    }

    private void Note(TrackIdentity track, TimeSpan time)
    {
        if (track.Identity.State != IdentityState.Confirmed || track.NamedAt is not null)
            return;
        track.NamedAt = time;
        metrics.Named(time - track.First);
    }

    /// <summary>The last statement, unless its person has left the gallery.</summary>
    private static Identity Known(Identity said, GallerySnapshot gallery) =>
        gallery.People.Any(person => person.Id == said.PersonId) ? said : Identity.Nobody;

    private static IReadOnlyList<Match> Search(GallerySnapshot gallery, Embedding look) =>
        gallery.Search(look.Vector.Span, IdentityEvidence.Closest);
}
