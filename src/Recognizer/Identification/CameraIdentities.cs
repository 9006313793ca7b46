using FaceStream.Gallery;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Identification;

/// <summary>The people in front of one camera: who is in view, and who left a moment ago.</summary>
/// <remarks>
/// Published track numbers are counted here. The tracker's own numbers follow movement; a published one follows a person, and
/// carries on when looks find that person again.
/// </remarks>
/// <param name="camera">Which.</param>
/// <param name="model">The embedder's score distributions.</param>
/// <param name="options">How sure a name must be.</param>
/// <param name="strangersADay">How many strangers pass.</param>
/// <param name="metrics">Counts decisions.</param>
/// <param name="book">Where decisions are explained.</param>
internal sealed class CameraIdentities(
    string camera, ScoreModel model, IdentificationOptions options, Func<double> strangersADay, RecognizerMetrics metrics, ExplanationBook? book = null)
{
    private readonly Dictionary<int, TrackIdentity> _byTracker = [];
    private readonly List<TrackIdentity> _lost = [];
    private readonly HashSet<int> _inFrame = [];      // the tracker's numbers
    private readonly TrackRejoin _rejoin = new(model, options);
    private readonly IdentityRule _rule = new(options);
    private readonly Explainer _explainer = new(camera, model, new(options));
    private int _epoch, _lastId;
    private Ground _now = new(options.RateAt(strangersADay()), 0, 0, null);

    /// <summary>Takes a frame with its looks; adds the tracks that are over to <paramref name="over"/>.</summary>
    public FrameResult Update(
        in FrameHeader frame, FrameTracks tracks, Look[] looks, GallerySnapshot gallery, List<TrackSummary> over)
    {
        _now = new(options.RateAt(strangersADay()), gallery.People.Count, gallery.TemplateCount, null);
        var reason = frame.Epoch != _epoch ? LossReason.StreamEnded : tracks.Cut ? LossReason.SceneCut : LossReason.Unseen;
        foreach (var ended in tracks.Ended)
            Lose(ended, reason);
        if (frame.Epoch != _epoch)
            Close(over);
        _epoch = frame.Epoch;
        Expire(frame.Time, over);

        _inFrame.Clear();
        foreach (var face in tracks.Faces)
            _inFrame.Add(face.Track);
        var inView = new List<TrackIdentity>(tracks.Faces.Length);
        for (var i = 0; i < tracks.Faces.Length; i++)
        {
            if (tracks.Faces[i].Confirmed)
                inView.Add(Follow(frame, tracks.Faces[i].Track, looks[i], gallery));
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
        foreach (var track in _lost.Concat(_byTracker.Values).OrderBy(track => track.Id))
        {
            track.Lost ??= LossReason.StreamEnded;
            End(track, over);
        }

        _lost.Clear();
        _byTracker.Clear();
    }

    /// <summary>The gallery changed: everybody is judged again by the looks that are kept.</summary>
    /// <param name="gallery">As it is now.</param>
    /// <param name="sameVectors">Only names are others: what the looks resemble need not be searched again.</param>
    public void Recall(GallerySnapshot gallery, bool sameVectors)
    {
        Func<KeptLook, IReadOnlyList<Match>> search = sameVectors
            ? look => [.. look.Matches.Select(match => match with { Person = gallery.Find(match.Person.Id)! })]      // whoever has a vector is there
            : look => Search(gallery, look.Embedding);
        _now = _now with { People = gallery.People.Count, Templates = gallery.TemplateCount };
        foreach (var track in _byTracker.Values.Concat(_lost))
        {
            track.Evidence.Recall(search, gallery.People.Count);
            track.Story.ForgetRemoved(gallery);
            track.Judge(_rule, Known(track.Own, gallery), gallery, _now.Rate, track.Last, StepCause.Gallery);
            // Of who is out of view, nothing would be published before the end: and who was removed has no name by then.
            if (track.Identity.PersonId is not null && Known(track.Identity, gallery) == Identity.Nobody)
                track.Identity = track.Own;
        }
    }

    /// <summary>Why a track is called what it is called; null when there is none of that number.</summary>
    public TrackExplanation? Explain(int id) =>
        _byTracker.Values.Concat(_lost).FirstOrDefault(track => track.Id == id) is { } found ? _explainer.Explain(found, _now, ended: false) : null;

    private TrackIdentity Follow(in FrameHeader frame, int tracker, in Look look, GallerySnapshot gallery)
    {
        var (time, cause) = (frame.Time, StepCause.Look);
        if (!_byTracker.TryGetValue(tracker, out var track))
            _byTracker[tracker] = track = new(++_lastId, time, frame.CapturedAt, model, options);

        if (look.Embedding is { } embedding)
        {
            if (IsSomebodyElse(track, embedding, look))
                track = Part(tracker, track, frame);
            if (track.Evidence.Count <= 1 && _rejoin.Find(embedding, look.Quality, track.First, Away(time)) is { } earlier)
                (track, cause) = (TakeUp(tracker, track, earlier), StepCause.Rejoined);

            var matches = Search(gallery, embedding);
            if (matches.Count > 0)
                metrics.Matched(matches[0].Similarity);
            var first = track.Evidence.Count == 0;
            track.Evidence.Add(embedding, look.Quality, matches, gallery.People.Count, new(time, frame.CapturedAt, look.Reason));
            track.Judge(_rule, track.Own, gallery, _now.Rate, time, cause);
            if (first || track.Before.State != track.Own.State)
                metrics.Recognised(camera, track.Own.State);
        }
        else
        {
            track.Story.Skip(look.Fault);
        }

        track.Seen(time, frame.CapturedAt);
        return track;
    }

    /// <summary>Tracks that are not in this frame or the last ones: lost by the tracker, or waiting to be found by movement.</summary>
    private List<TrackIdentity> Away(TimeSpan now) =>
        [.. _lost.Concat(_byTracker.Where(one => !_inFrame.Contains(one.Key)).Select(one => one.Value)).Where(track => track.Last < now).OrderBy(track => track.Id)];

    /// <summary>The look is like none of its track's looks: movement has carried the track from one face to another.</summary>
    private bool IsSomebodyElse(TrackIdentity track, Embedding embedding, in Look look)
    {
        if (track.Evidence.Looks.Count == 0)
            return false;
        // Neighbouring frames share light and lens, so that poor quality takes little from the similarity of the same face.
        var (changed, quality) = (look.Reason == LookReason.Changed, look.Quality.Score);
        var likely = track.Evidence.Looks.Max(kept =>
            model.ChanceOfSame(kept.Similarity(embedding), changed ? 1 : Math.Min(quality, kept.Quality)));
        return likely < (changed ? options.PartRateChanged : options.PartRate);
    }

    /// <summary>The face goes on as a track of its own; the one it was taken for may be found again elsewhere.</summary>
    private TrackIdentity Part(int tracker, TrackIdentity track, in FrameHeader frame)
    {
        track.Lost = LossReason.Parted;
        _lost.Add(track);
        return _byTracker[tracker] = new(++_lastId, frame.Time, frame.CapturedAt, model, options) { PartedFrom = track.Id };
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
        earlier.Lost = null;
        earlier.Seen(provisional.Last, provisional.LastAt, provisional.Frames);
        earlier.Story.Append(provisional.Story);
        // Nobody has heard of the number yet, unless the first frames were not fit to be looked at.
        if (provisional.Frames == 0 && provisional.Id == _lastId)
            _lastId--;
        return earlier;
    }

    private void Lose(int tracker, LossReason reason)
    {
        if (!_byTracker.Remove(tracker, out var track))
            return;
        track.Lost = reason;
        _lost.Add(track);
    }

    private void Expire(TimeSpan now, List<TrackSummary> over)
    {
        for (var i = 0; i < _lost.Count; i++)
        {
            if (now - _lost[i].Last <= TimeSpan.FromSeconds(options.RejoinSeconds))
                continue;
            End(_lost[i], over);
            _lost.RemoveAt(i--);
        }
    }

    private void End(TrackIdentity track, List<TrackSummary> over)
    {
        over.Add(track.Summary(camera));
        book?.Add(_explainer.Explain(track, _now, ended: true));
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
        said.PersonId is { } person && gallery.Find(person) is not null ? said : Identity.Nobody;

    private static IReadOnlyList<Match> Search(GallerySnapshot gallery, Embedding look) =>
        gallery.Search(look.Vector.Span, IdentityEvidence.Closest);
}
