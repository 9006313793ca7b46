using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Receives a candidate that was looked at, with its place in the list and its row of landmark shares, if the network gives any.</summary>
internal delegate void Looked(int at, Candidate candidate, ReadOnlySpan<float> points);

/// <summary>R-Net or O-Net: looks at the candidates of all frames together, each cut out and brought to the network's size.</summary>
/// <param name="networks">Each computes some of them, beside the others.</param>
internal sealed class CropNet(ICropNetwork[] networks)
{
    /// <summary>Larger batches gain nothing on a CPU, and each size keeps tensors of its own.</summary>
    public const int MostAtOnce = 32;

    /// <summary>Each run of a GPU takes about as long, however few its crops.</summary>
    public const int MostOnGpu = 128;

    private const int Shares = 2 * Landmarks.Count;

    private static readonly TensorFormat Format = TensorFormat.Rgb(127.5f, 1 / 128f);

    private readonly Workers _workers = new(networks.Length);
    private readonly FrameResampler[] _resamplers = [.. networks.Select(_ => new FrameResampler())];
    private IReadOnlyList<Frame> _frames = [];
    private IReadOnlyList<Candidate> _candidates = [];
    private Candidate[] _found = [];
    private float[] _points = [];
    private int _passes, _pointsEach;
    private Action<int, int>? _some;

    /// <summary>Cutting out and computing at least a sixth of a millisecond: two crops of R-Net, one of O-Net.</summary>
    private int Least => networks[0].Side < 48 ? 2 : 1;

    /// <summary>Calls <paramref name="take"/> for each candidate, in order, with its new score and shift.</summary>
    public void Run(IReadOnlyList<Frame> frames, IReadOnlyList<Candidate> candidates, Looked take)
    {
        if (candidates.Count == 0)
            return;
        (_frames, _candidates) = (frames, candidates);
        if (_found.Length < candidates.Count)
            (_found, _points) = (new Candidate[candidates.Count], new float[candidates.Count * Shares]);
        _passes = Math.Max(_workers.Passes(candidates.Count, Least), (candidates.Count + networks[0].MostAtOnce - 1) / networks[0].MostAtOnce);
        _workers.Run(_passes, _some ??= Some);
        for (var i = 0; i < candidates.Count; i++)
            take(i, _found[i], _points.AsSpan(i * Shares, _pointsEach));
    }

    private void Some(int worker, int pass)
    {
        var (network, first, end) = (networks[worker], pass * _candidates.Count / _passes, (pass + 1) * _candidates.Count / _passes);
        var (side, length) = (network.Side, 3 * network.Side * network.Side);
        var crops = network.Prepare(end - first);
        for (var i = first; i < end; i++)
            _resamplers[worker].Resample(_frames[_candidates[i].Frame], _candidates[i].Region, Format, crops.Slice((i - first) * length, length), side, side);

        network.Run();
        for (var i = first; i < end; i++)
        {
            var shift = network.Shifts(i - first);
            _found[i] = _candidates[i] with { Score = network.Score(i - first), Shift = (shift[0], shift[1], shift[2], shift[3]) };
            network.Points(i - first).CopyTo(_points.AsSpan(i * Shares));
            _pointsEach = network.Points(i - first).Length; // whoever says it
        }
    }
}
