using FaceStream.Gallery;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Identification;

/// <summary>Says who each track is, from all its looks so far and the gallery of this moment.</summary>
/// <param name="gallery">The current snapshot of the embedder's model; asked once for each batch.</param>
/// <param name="model">The embedder's score distributions.</param>
/// <param name="options">How sure a name must be.</param>
/// <param name="metrics">Counts decisions.</param>
/// <param name="book">Where decisions are explained; left out, nobody asks.</param>
/// <param name="strangersADay">How many strangers pass a camera, by its name; left out, as many as the options assume.</param>
public sealed class FaceIdentifier(
    Func<GallerySnapshot> gallery, ScoreModel model, IdentificationOptions options, RecognizerMetrics metrics, ExplanationBook? book = null,
    Func<string, double>? strangersADay = null)
    : IStep<Embedded, Recognised>
{
    // Held while a batch is judged, and while somebody is told why; uncontended unless somebody asks.
    private readonly Lock _judging = new();
    private readonly Dictionary<string, CameraIdentities> _cameras = new(StringComparer.Ordinal);
    private GallerySnapshot? _last;

    /// <inheritdoc/>
    public ValueTask<Recognised> ProcessAsync(Embedded item, CancellationToken cancel)
    {
        lock (_judging)
            return new(Judge(item, gallery()));
    }

    private Recognised Judge(Embedded item, GallerySnapshot now)
    {
        if (_last is not null && now != _last && _last.TemplateCount + now.TemplateCount > 0)
        {
            // Somebody was enrolled, renamed or removed: those in view are judged again at once. For another name alone nothing is searched.
            foreach (var camera in _cameras.Values)
                camera.Recall(now, now.HasVectorsOf(_last));
        }

        _last = now;
        var (tracked, over) = (item.Tracked, new List<TrackSummary>());
        var results = new FrameResult[tracked.Frames.Length];
        for (var i = 0; i < results.Length; i++)
        {
            var frame = tracked.Batch.Frames[i].Header;
            results[i] = Camera(frame.Camera).Update(frame, tracked.Frames[i], item.Looks[i], now, over);
        }

        foreach (var camera in tracked.Batch.Ended)
            Camera(camera).Close(over);
        return new(tracked.Batch, results, [.. over]);
    }

    private TrackExplanation? Explain(string camera, int track)
    {
        lock (_judging)
            return _cameras.TryGetValue(camera, out var known) ? known.Explain(track) : null;
    }

    private CameraIdentities Camera(string name)
    {
        if (_cameras.TryGetValue(name, out var camera))
            return camera;
        book?.Ask(Explain);
        return _cameras[name] = new(name, model, options, () => strangersADay?.Invoke(name) ?? options.StrangersADay, metrics, book);
    }
}
