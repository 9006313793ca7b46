using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>R-Net or O-Net on several cores, each of which looks at some of the crops.</summary>
/// <param name="workers">Who computes them.</param>
/// <param name="networks">One for each worker.</param>
internal sealed class SharedCrops(Workers workers, ICropNetwork[] networks) : ICropNetwork
{
    private const int Edges = 4;

    private readonly float[] _crops = new float[CropNet.MostAtOnce * Area(networks[0].Side)];
    private readonly float[] _scores = new float[CropNet.MostAtOnce], _shifts = new float[CropNet.MostAtOnce * Edges];
    private readonly float[] _points = new float[CropNet.MostAtOnce * 2 * Landmarks.Count];
    private int _count, _passes, _ofPoints;
    private Action<int, int>? _some;

    /// <inheritdoc/>
    public int Side => networks[0].Side;

    /// <summary>A sixth of a millisecond's work: four crops of R-Net, one of O-Net.</summary>
    private int Least => Math.Max(1, 4 * 24 * 24 / (Side * Side));

    /// <inheritdoc/>
    public Memory<float> Prepare(int crops)
    {
        _count = crops;
        return _crops.AsMemory(0, crops * Area(Side));
    }

    /// <inheritdoc/>
    public void Run()
    {
        if (_count == 0)
            return;
        _passes = workers.Passes(_count, Least);
        workers.Run(_passes, _some ??= Some);
    }

    /// <inheritdoc/>
    public float Score(int crop) => _scores[crop];

    /// <inheritdoc/>
    public ReadOnlySpan<float> Shifts(int crop) => _shifts.AsSpan(crop * Edges, Edges);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Points(int crop) => _points.AsSpan(crop * 2 * Landmarks.Count, _ofPoints);

    private void Some(int worker, int pass)
    {
        var (network, first, end) = (networks[worker], pass * _count / _passes, (pass + 1) * _count / _passes);
        _crops.AsSpan(first * Area(Side), (end - first) * Area(Side)).CopyTo(network.Prepare(end - first).Span);
        network.Run();
        _ofPoints = network.Points(0).Length; // whoever says it
        for (var crop = first; crop < end; crop++)
        {
            _scores[crop] = network.Score(crop - first);
            network.Shifts(crop - first).CopyTo(_shifts.AsSpan(crop * Edges));
            network.Points(crop - first).CopyTo(_points.AsSpan(crop * 2 * Landmarks.Count));
        }
    }

    private static int Area(int side) => 3 * side * side;
}
