using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Receives a candidate that was looked at, with its place in the list and its row of landmark shares, if the network gives any.</summary>
internal delegate void Looked(int at, Candidate candidate, ReadOnlySpan<float> points);

/// <summary>R-Net or O-Net: looks at the candidates of all frames together, each cut out and brought to the network's size.</summary>
/// <param name="network">Computes them.</param>
/// <param name="workers">Who cuts them out.</param>
internal sealed class CropNet(ICropNetwork network, Workers workers)
{
    /// <summary>Larger batches gain nothing on a CPU, and each size keeps tensors of its own.</summary>
    public const int MostAtOnce = 32;

    private static readonly TensorFormat Format = TensorFormat.Rgb(127.5f, 1 / 128f);

    // A tenth of a millisecond's work.
    private const int LeastCuts = 4;

    private readonly FrameResampler[] _resamplers = workers.Equip(new(), () => new FrameResampler());
    private IReadOnlyList<Frame> _frames = [];
    private IReadOnlyList<Candidate> _candidates = [];
    private Memory<float> _crops;
    private int _start, _count, _passes;
    private Action<int, int>? _cut;

    /// <summary>Calls <paramref name="take"/> for each candidate, in order, with its new score and shift.</summary>
    public void Run(IReadOnlyList<Frame> frames, IReadOnlyList<Candidate> candidates, Looked take)
    {
        (_frames, _candidates) = (frames, candidates);
        for (_start = 0; _start < candidates.Count; _start += MostAtOnce)
        {
            _count = Math.Min(MostAtOnce, candidates.Count - _start);
            _crops = network.Prepare(_count);
            _passes = workers.Passes(_count, LeastCuts);
            workers.Run(_passes, _cut ??= Cut);
            network.Run();
            for (var i = 0; i < _count; i++)
            {
                var shift = network.Shifts(i);
                take(_start + i, candidates[_start + i] with { Score = network.Score(i), Shift = (shift[0], shift[1], shift[2], shift[3]) }, network.Points(i));
            }
        }
    }

    private void Cut(int worker, int pass)
    {
        var (side, length) = (network.Side, 3 * network.Side * network.Side);
        for (var i = pass * _count / _passes; i < (pass + 1) * _count / _passes; i++)
        {
            var candidate = _candidates[_start + i];
            _resamplers[worker].Resample(_frames[candidate.Frame], candidate.Region, Format, _crops.Span.Slice(i * length, length), side, side);
        }
    }
}
