using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Pipeline;
using FaceStream.Recognizer.Quality;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Looks;

/// <summary>Measures every shown face and embeds those worth the time, of all cameras of a batch together.</summary>
public sealed class FaceEmbedder(IEmbedder embedder, QualityMeter meter, LookOptions options, RecognizerMetrics metrics)
    : IStep<Tracked, Embedded>
{
    private readonly Dictionary<(string Camera, int Track), LookSelector> _selectors = [];
    private readonly List<(Frame Frame, Landmarks Landmarks)> _chosen = [];
    private readonly List<(int Frame, int Face)> _places = [];

    /// <inheritdoc/>
    public ValueTask<Embedded> ProcessAsync(Tracked item, CancellationToken cancel)
    {
        var looks = new Look[item.Frames.Length][];
        for (var i = 0; i < looks.Length; i++)
            looks[i] = Measure(item.Batch.Frames[i], item.Frames[i], i);

        if (_chosen.Count > 0)
        {
            var embeddings = embedder.Embed(_chosen);
            foreach (var ((frame, face), embedding) in _places.Zip(embeddings))
                looks[frame][face] = looks[frame][face] with { Embedding = embedding };
        }

        _chosen.Clear();
        _places.Clear();
        Forget(item);
        return new(new Embedded(item, looks));
    }

    private Look[] Measure(Frame frame, FrameTracks tracks, int place)
    {
        foreach (var track in tracks.Ended)
            _selectors.Remove((frame.Header.Camera, track));

        var looks = new Look[tracks.Faces.Length];
        for (var i = 0; i < looks.Length; i++)
        {
            var (track, face, confirmed) = tracks.Faces[i];
            if (!confirmed)
                continue;

            var (picture, best) = SharpestView.Of(frame, face);
            var (quality, selector) = (meter.Measure(picture, best), Selector(frame.Header.Camera, track));
            var chosen = selector.Choose(quality, meter.Patch, frame.Header.Time.TotalSeconds);
            looks[i] = new(quality, null, chosen ?? LookReason.New, selector.Fault);
            if (chosen is not { } reason)
                continue;
            metrics.Embedded(reason);
            _chosen.Add((picture, best.Landmarks));
            _places.Add((place, i));
        }

        return looks;
    }

    private LookSelector Selector(string camera, int track)
    {
        if (!_selectors.TryGetValue((camera, track), out var selector))
            _selectors[(camera, track)] = selector = new(options);
        return selector;
    }

    private void Forget(Tracked item)
    {
        for (var i = 0; i < item.Ended.Length; i++)
        {
            foreach (var track in item.Ended[i])
                _selectors.Remove((item.Batch.Ended[i], track));
        }
    }
}
