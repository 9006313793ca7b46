using System.Numerics;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>
/// Multi-task cascaded convolutional networks: P-Net proposes, R-Net sifts, O-Net decides and finds five landmarks.
/// </summary>
/// <remarks>
/// K. Zhang, Z. Zhang, Z. Li, Y. Qiao, “Joint face detection and alignment using multi-task cascaded convolutional networks”,
/// IEEE Signal Processing Letters 23(10), 2016; thresholds, overlaps and box terms as in facenet's <c>detect_face.py</c>. Boxes are
/// not rounded to whole pixels on the way, so that results move smoothly with the face.
/// </remarks>
public sealed class MtcnnDetector : IFaceDetector, IDisposable
{
    private readonly Model _pnet, _rnet, _onet;
    private readonly MtcnnOptions _options;
    private readonly ProposalNet _propose;
    private readonly CropNet _sift, _decide;
    private readonly List<Candidate> _proposed = [], _remaining = [], _kept = [];
    private readonly PerFrame<Candidate> _sifted = new();
    private readonly PerFrame<(Candidate Candidate, Face Face)> _decided = new();
    private readonly List<(int Frame, int Box)> _places = [];
    private readonly List<Face> _faces = [];

    /// <summary>Takes the three networks, and disposes them.</summary>
    public MtcnnDetector(Model pnet, Model rnet, Model onet, MtcnnOptions options)
        : this(pnet, rnet, onet, options, new GraphProposals(pnet))
    {
    }

    internal MtcnnDetector(Model pnet, Model rnet, Model onet, MtcnnOptions options, IProposals proposals)
        : this(pnet, rnet, onet, options, proposals, [new GraphCrops(rnet)], [new GraphCrops(onet)], Workers.Alone)
    {
    }

    private MtcnnDetector(Model pnet, Model rnet, Model onet, MtcnnOptions options, IProposals proposals, ICropNetwork[] sift, ICropNetwork[] decide, Workers workers)
    {
        (_pnet, _rnet, _onet, _options) = (pnet, rnet, onet, options);
        Cores = workers.Count;
        (_propose, _sift, _decide) = (new(proposals, options, workers), new(sift), new(decide));
    }

    /// <summary>Takes the three networks, and has them computed by kernels of our own where these can be used.</summary>
    /// <param name="store">Where their files are.</param>
    /// <param name="pnet">mtcnn-pnet.</param>
    /// <param name="rnet">mtcnn-rnet.</param>
    /// <param name="onet">mtcnn-onet.</param>
    /// <param name="options">How sure they must be.</param>
    /// <param name="threads">Cores that share the work.</param>
    public static MtcnnDetector Fast(ModelStore store, Model pnet, Model rnet, Model onet, MtcnnOptions options, int threads = 1)
    {
        var workers = new Workers(threads);
        return new(
            pnet, rnet, onet, options, Proposals.For(store.Get("mtcnn-pnet"), pnet, workers),
            CropNetworks.For(store.Get("mtcnn-rnet"), rnet, threads), CropNetworks.For(store.Get("mtcnn-onet"), onet, threads), workers);
    }

    /// <summary>How many share a batch.</summary>
    internal int Cores { get; }

    /// <inheritdoc/>
    public Face[][] Detect(IReadOnlyList<Frame> frames, ReadOnlySpan<FaceSearch> searches)
    {
        // 1. Candidates from the pyramid of each frame.
        _proposed.Clear();
        _propose.Propose(frames, searches, _proposed);

        // 2. R-Net on the candidates of all frames.
        _sifted.Start(frames.Count);
        _sift.Run(frames, _proposed, (_, candidate, _) =>
        {
            if (candidate.Score >= _options.Sift)
                _sifted[candidate.Frame].Add(candidate);
        });

        // 3. Duplicates out, edges moved, square again.
        _remaining.Clear();
        for (var i = 0; i < frames.Count; i++)
        {
            NonMaximumSuppression.Apply(_sifted[i], 0.7f, NonMaximumSuppression.Overlap.Union);
            foreach (var candidate in _sifted[i])
                _remaining.Add(candidate.Shifted(extra: 1).Squared());
        }

        // 4. O-Net on what is left, and duplicates out.
        _decided.Start(frames.Count);
        _decide.Run(frames, _remaining, (_, candidate, points) =>
        {
            if (candidate.Score >= _options.Accept)
                _decided[candidate.Frame].Add((candidate.Shifted(extra: 1), Found(candidate, points)));
        });

        // 5. Those in the area: candidates were taken from a little around it, too.
        var faces = new Face[frames.Count][];
        for (var i = 0; i < faces.Length; i++)
            faces[i] = Unique(_decided[i], searches[i], frames[i].Header);
        return faces;
    }

    /// <inheritdoc/>
    public Face?[][] Refine(IReadOnlyList<Frame> frames, IReadOnlyList<Box[]> expected)
    {
        var results = new Face?[expected.Count][];
        _proposed.Clear();
        _places.Clear();
        for (var i = 0; i < expected.Count; i++)
        {
            results[i] = new Face?[expected[i].Length];
            for (var j = 0; j < expected[i].Length; j++)
            {
                _proposed.Add(Candidate.From(i, expected[i][j]).Squared());
                _places.Add((i, j));
            }
        }

        // R-Net only centres: whether there is a face is O-Net's to say. Both keep the order.
        _remaining.Clear();
        _sift.Run(frames, _proposed, (_, candidate, _) => _remaining.Add(candidate.Shifted(extra: 1).Squared()));
        _decide.Run(frames, _remaining, (at, candidate, points) =>
        {
            if (candidate.Score >= _options.AcceptExpected)
                results[_places[at].Frame][_places[at].Box] = Found(candidate, points);
        });
        return results;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pnet.Dispose();
        _rnet.Dispose();
        _onet.Dispose();
    }

    /// <summary>Landmarks are given in shares of the box that O-Net looked at, before its edges are moved.</summary>
    private static Face Found(in Candidate candidate, ReadOnlySpan<float> points)
    {
        var seen = candidate.Box;
        var landmarks = new Landmarks();
        for (var i = 0; i < Landmarks.Count; i++)
            landmarks[i] = new Vector2(seen.X + seen.Width * points[i], seen.Y + seen.Height * points[Landmarks.Count + i]);
        return new Face(candidate.Shifted(extra: 1).Box, landmarks, candidate.Score);
    }

    /// <summary>The surest of those that mean the same face, as far as they are looked for.</summary>
    private Face[] Unique(List<(Candidate Candidate, Face Face)> decided, FaceSearch search, in FrameHeader picture)
    {
        _kept.Clear();
        foreach (var (candidate, _) in decided)
            _kept.Add(candidate);
        NonMaximumSuppression.Apply(_kept, 0.7f, NonMaximumSuppression.Overlap.Smaller);

        _faces.Clear();
        foreach (var candidate in _kept)
        {
            var face = decided.Find(found => found.Candidate == candidate).Face;
            if (search.Includes(face.Box, picture))
                _faces.Add(face);
        }

        return [.. _faces];
    }
}
