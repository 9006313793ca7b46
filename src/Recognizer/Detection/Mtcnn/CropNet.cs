using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Receives a candidate that was looked at, with its place in the list and its row of landmark shares, if the network gives any.</summary>
internal delegate void Looked(int at, Candidate candidate, ReadOnlySpan<float> points);

/// <summary>R-Net or O-Net: looks at the candidates of all frames together, each cut out and brought to the network's size.</summary>
internal sealed class CropNet(ICropNetwork network)
{
    /// <summary>Larger batches gain nothing on a CPU, and each size keeps tensors of its own.</summary>
    public const int MostAtOnce = 32;

    private static readonly TensorFormat Format = TensorFormat.Rgb(127.5f, 1 / 128f);

    private readonly FrameResampler _resampler = new();

    /// <summary>Calls <paramref name="take"/> for each candidate, in order, with its new score and shift.</summary>
    public void Run(IReadOnlyList<Frame> frames, IReadOnlyList<Candidate> candidates, Looked take)
    {
        var (side, length) = (network.Side, 3 * network.Side * network.Side);
        for (var start = 0; start < candidates.Count; start += MostAtOnce)
        {
            var count = Math.Min(MostAtOnce, candidates.Count - start);
            var crops = network.Prepare(count);
            for (var i = 0; i < count; i++)
            {
                var candidate = candidates[start + i];
                _resampler.Resample(frames[candidate.Frame], candidate.Region, Format, crops.Slice(i * length, length), side, side);
            }

            network.Run();
            for (var i = 0; i < count; i++)
            {
                var shift = network.Shifts(i);
                take(start + i, candidates[start + i] with { Score = network.Score(i), Shift = (shift[0], shift[1], shift[2], shift[3]) }, network.Points(i));
            }
        }
    }
}
