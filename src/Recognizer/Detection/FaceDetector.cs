using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Detection;

/// <summary>
/// Finds the faces of a batch: known faces where they are expected, and whole pictures on each camera's cadence, when something
/// moves, and whenever a known face got lost. The pictures of all cameras go through the networks together.
/// </summary>
/// <param name="detector">Runs the networks.</param>
/// <param name="minFace">A camera's narrowest face, in pixels.</param>
/// <param name="options">The cadence.</param>
/// <param name="metrics">Counts what was done.</param>
public sealed class FaceDetector(IFaceDetector detector, Func<string, int> minFace, DetectionOptions options, DetectionMetrics metrics)
    : IStep<FrameBatch, Detected>
{
    private readonly Dictionary<string, FollowedFaces> _cameras = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<Detected> ProcessAsync(FrameBatch item, CancellationToken cancel)
    {
        var faces = Find(item.Frames);
        foreach (var camera in item.Ended)
            _cameras.Remove(camera);
        return new(new Detected(item, faces));
    }

    private Face[][] Find(IReadOnlyList<Frame> frames)
    {
        var cameras = frames.Select(frame => Camera(frame.Header.Camera)).ToArray();
        for (var i = 0; i < cameras.Length; i++)
            cameras[i].Look(frames[i], minFace(frames[i].Header.Camera));

        // 1. What became of the known faces, in all frames at once.
        var expected = Array.ConvertAll(cameras, camera => camera.Expected);
        var followed = Array.Exists(expected, boxes => boxes.Length > 0)
            ? detector.Refine(frames, expected)
            : Array.ConvertAll(expected, _ => Array.Empty<Face?>());

        // 2. Whole frames, where that is due or does not suffice.
        var search = Enumerable.Range(0, frames.Count).Where(i => cameras[i].MustSearch(followed[i])).ToList();
        var found = search.Count > 0
            ? detector.Detect(search.ConvertAll(i => frames[i]), [.. search.Select(i => minFace(frames[i].Header.Camera))])
            : [];
        metrics.Searched(search.Count);
        metrics.Followed(frames.Count - search.Count);

        // 3. Both together.
        var faces = new Face[frames.Count][];
        for (var i = 0; i < faces.Length; i++)
        {
            var at = search.IndexOf(i);
            var time = frames[i].Header.Time;
            faces[i] = at < 0 ? cameras[i].Follow(followed[i], time) : cameras[i].Search(found[at], followed[i], time);
        }

        return faces;
    }

    private FollowedFaces Camera(string name)
    {
        if (!_cameras.TryGetValue(name, out var followed))
            _cameras[name] = followed = new(options);
        return followed;
    }
}
