using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Detection;

/// <summary>
/// Finds the faces of a batch: known faces where they are expected, and all of the camera's area on its cadence, when something
/// moves there, and whenever a known face got lost. The pictures of all cameras go through the networks together.
/// </summary>
/// <param name="detector">Runs the networks.</param>
/// <param name="search">What is looked for in a camera's pictures.</param>
/// <param name="options">The cadence.</param>
/// <param name="metrics">Counts what was done.</param>
/// <param name="stretch">Makes searches of live cameras rarer under load; left out, load changes nothing.</param>
public sealed class FaceDetector(
    IFaceDetector detector, Func<string, FaceSearch> search, DetectionOptions options, DetectionMetrics metrics, SearchStretch? stretch = null)
    : IStep<FrameBatch, Detected>
{
    private readonly Dictionary<string, FollowedFaces> _cameras = new(StringComparer.Ordinal);
    private readonly List<int> _due = [];

    /// <inheritdoc/>
    public ValueTask<Detected> ProcessAsync(FrameBatch item, CancellationToken cancel)
    {
        stretch?.Take(item);
        var cuts = new bool[item.Frames.Count];
        var faces = Find(item.Frames, cuts);
        stretch?.Done();
        foreach (var camera in item.Ended)
            _cameras.Remove(camera);
        return new(new Detected(item, faces, cuts));
    }

    private Face[][] Find(IReadOnlyList<Frame> frames, bool[] cuts)
    {
        var (cameras, searches, expected) = (new FollowedFaces[frames.Count], new FaceSearch[frames.Count], new Box[frames.Count][]);
        for (var i = 0; i < cameras.Length; i++)
        {
            (cameras[i], searches[i]) = (Camera(frames[i].Header.Camera), search(frames[i].Header.Camera));
            cameras[i].Look(frames[i], searches[i], frames[i].Header.Live ? stretch?.Factor ?? 1 : 1);
            if (cuts[i] = cameras[i].Cut)
                metrics.SceneCuts(frames[i].Header.Camera, 1);
            expected[i] = cameras[i].Expected;
        }

        // 1. What became of the known faces, in all frames at once.
        var followed = Array.Exists(expected, boxes => boxes.Length > 0)
            ? detector.Refine(frames, expected)
            : Array.ConvertAll(expected, _ => Array.Empty<Face?>());

        // 2. All of the area, where that is due or does not suffice.
        _due.Clear();
        for (var i = 0; i < cameras.Length; i++)
        {
            if (cameras[i].MustSearch(followed[i]))
                _due.Add(i);
        }

        stretch?.SearchBegins();
        var found = _due.Count > 0
            ? detector.Detect(_due.ConvertAll(i => frames[i]), [.. _due.Select(i => searches[i])])
            : [];
        stretch?.SearchEnds();
        metrics.Searched(_due.Count);
        metrics.Followed(frames.Count - _due.Count);

        // 3. Both together.
        var faces = new Face[frames.Count][];
        for (var i = 0; i < faces.Length; i++)
        {
            var at = _due.IndexOf(i);
            var time = frames[i].Header.Time;
            faces[i] = at < 0 ? cameras[i].Follow(followed[i], time) : cameras[i].Search(found[at], followed[i], time);
        }

        return faces;
    }

    private FollowedFaces Camera(string name)
    {
        if (_cameras.TryGetValue(name, out var followed))
            return followed;
        metrics.SceneCuts(name, 0);
        return _cameras[name] = new(options);
    }
}
