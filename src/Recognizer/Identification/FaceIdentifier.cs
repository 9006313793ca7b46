using FaceStream.Gallery;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Identification;

/// <summary>Says who each track is, from all its looks so far and the gallery of this moment.</summary>
/// <param name="gallery">The current snapshot of the embedder's model; asked once for each batch.</param>
/// <param name="model">The embedder's score distributions.</param>
/// <param name="options">How sure a name must be.</param>
/// <param name="metrics">Counts decisions.</param>
public sealed class FaceIdentifier(
    Func<GallerySnapshot> gallery, ScoreModel model, IdentificationOptions options, RecognizerMetrics metrics)
    : IStep<Embedded, Recognised>
{
    private readonly Dictionary<string, CameraIdentities> _cameras = new(StringComparer.Ordinal);
    private GallerySnapshot? _last;

    /// <inheritdoc/>
    public ValueTask<Recognised> ProcessAsync(Embedded item, CancellationToken cancel)
    {
        var now = gallery();
        if (_last is not null && now != _last && _last.TemplateCount + now.TemplateCount > 0)
        {
            // Somebody was enrolled, renamed or removed: those in view are judged again at once.
            foreach (var camera in _cameras.Values)
                camera.Recall(now);
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
        return new(new Recognised(tracked.Batch, results, [.. over]));
    }

    private CameraIdentities Camera(string name)
    {
        if (!_cameras.TryGetValue(name, out var camera))
            _cameras[name] = camera = new(name, model, options, metrics);
        return camera;
    }
}
