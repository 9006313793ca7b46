using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>R-Net or O-Net by ONNX Runtime, on any device.</summary>
internal sealed class GraphCrops(Model model) : ICropNetwork
{
    private const int Edges = 4;

    private readonly int _points = model.Manifest.Task == ModelTask.DetectorOnet ? 2 * Landmarks.Count : 0;

    /// <inheritdoc/>
    public int Side => model.Manifest.Input.Width;

    /// <inheritdoc/>
    public int MostAtOnce => model.OnGpu ? CropNet.MostOnGpu : CropNet.MostAtOnce;

    /// <inheritdoc/>
    public Span<float> Prepare(int crops) => model.Prepare(crops, 3, Side, Side);

    /// <inheritdoc/>
    public void Run() => model.Run();

    /// <inheritdoc/>
    public float Score(int crop) => model.Output(0)[2 * crop + 1];

    /// <inheritdoc/>
    public ReadOnlySpan<float> Shifts(int crop) => model.Output(1).Slice(Edges * crop, Edges);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Points(int crop) => _points == 0 ? [] : model.Output(2).Slice(_points * crop, _points);
}
