using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>
/// Keeps a GPU busy: the pictures of a batch go through the cascade in groups, each on a thread of its own. While the GPU computes a network for one group,
/// processors make pyramids, cut out crops and drop duplicates for the others.
/// </summary>
/// <remarks>Faces do not depend on the groups: a network's answer for a picture or a crop knows nothing of the rest of its batch.</remarks>
/// <param name="workers">One for each group.</param>
/// <param name="detectors">One for each worker.</param>
internal sealed class ParallelDetector(Workers workers, IReadOnlyList<IFaceDetector> detectors) : IFaceDetector
{
    /// <summary>Looks with the three networks, which the caller disposes.</summary>
    /// <param name="store">Where their files are.</param>
    /// <param name="pnet">mtcnn-pnet.</param>
    /// <param name="rnet">mtcnn-rnet.</param>
    /// <param name="onet">mtcnn-onet.</param>
    /// <param name="options">How sure they must be.</param>
    /// <param name="groups">How many may be in flight.</param>
    public static ParallelDetector Of(ModelStore store, Model pnet, Model rnet, Model onet, MtcnnOptions options, int groups)
    {
        var workers = new Workers(groups);
        return new(workers, workers.Equip(
            MtcnnDetector.Fast(store, pnet, rnet, onet, options), () => MtcnnDetector.Fast(store, pnet.Twin(), rnet.Twin(), onet.Twin(), options)));
    }

    /// <summary>How many may be in flight.</summary>
    internal int Groups => workers.Count;

    /// <inheritdoc/>
    public Face[][] Detect(IReadOnlyList<Frame> frames, ReadOnlySpan<FaceSearch> searches)
    {
        var (all, faces) = (searches.ToArray(), new Face[frames.Count][]);
        Share(frames, (detector, first, group) => detector.Detect(group, all.AsSpan(first, group.Length)).CopyTo(faces, first));
        return faces;
    }

    /// <inheritdoc/>
    public Face?[][] Refine(IReadOnlyList<Frame> frames, IReadOnlyList<Box[]> expected)
    {
        var faces = new Face?[frames.Count][];
        Share(frames, (detector, first, group) => detector.Refine(group, [.. expected.Skip(first).Take(group.Length)]).CopyTo(faces, first));
        return faces;
    }

    private void Share(IReadOnlyList<Frame> frames, Action<IFaceDetector, int, Frame[]> look)
    {
        var groups = Math.Min(workers.Count, frames.Count);
        workers.Run(groups, (worker, group) =>
        {
            var (first, end) = (group * frames.Count / groups, (group + 1) * frames.Count / groups);
            look(detectors[worker], first, [.. frames.Skip(first).Take(end - first)]);
        });
    }
}
