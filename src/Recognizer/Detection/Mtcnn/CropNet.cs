using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>Receives a candidate that was looked at, with its place in the list and its row of landmark shares, if the network gives any.</summary>
internal delegate void Looked(int at, Candidate candidate, ReadOnlySpan<float> points);

/// <summary>R-Net or O-Net: looks at the candidates of all frames together, each cut out and brought to the network's size.</summary>
internal sealed class CropNet(Model model)
{
    private const int MostAtOnce = 32; // larger batches gain nothing on a CPU, and each size keeps tensors of its own

    private static readonly TensorFormat Format = TensorFormat.Rgb(127.5f, 1 / 128f);

    private readonly FrameResampler _resampler = new();
    private readonly int _side = model.Manifest.Input.Width;

    /// <summary>Calls <paramref name="take"/> for each candidate, in order, with its new score and shift.</summary>
    public void Run(IReadOnlyList<Frame> frames, IReadOnlyList<Candidate> candidates, Looked take)
    {
        var length = 3 * _side * _side;
        for (var start = 0; start < candidates.Count; start += MostAtOnce)
        {
            var count = Math.Min(MostAtOnce, candidates.Count - start);
            var tensor = model.Prepare(count, 3, _side, _side);
            for (var i = 0; i < count; i++)
            {
                var candidate = candidates[start + i];
                _resampler.Resample(frames[candidate.Frame], candidate.Region, Format, tensor.Slice(i * length, length), _side, _side);
            }

            model.Run();
            ReadOnlySpan<float> scores = model.Output(0), shifts = model.Output(1);
            var points = model.Manifest.Task == ModelTask.DetectorOnet ? model.Output(2) : [];   // R-Net has none
            for (var i = 0; i < count; i++)
            {
                var shift = shifts.Slice(4 * i, 4);
                var looked = candidates[start + i] with { Score = scores[2 * i + 1], Shift = (shift[0], shift[1], shift[2], shift[3]) };
                take(start + i, looked, points.IsEmpty ? [] : points.Slice(2 * Faces.Landmarks.Count * i, 2 * Faces.Landmarks.Count));
            }
        }
    }
}
