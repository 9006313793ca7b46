using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>P-Net by ONNX Runtime, on any device.</summary>
internal sealed class GraphProposals(Model model) : IProposals
{
    /// <inheritdoc/>
    public (int Rows, int Columns) Cells => (model.Shape(0)[2], model.Shape(0)[3]);

    private int Count => Cells.Rows * Cells.Columns;

    /// <inheritdoc/>
    public Span<float> Prepare(int pictures, int height, int width) => model.Prepare(pictures, 3, height, width);

    /// <inheritdoc/>
    public int Passes => 1;

    /// <inheritdoc/>
    public void Run(int worker, int pass) => model.Run();

    /// <inheritdoc/>
    public ReadOnlySpan<float> Scores(int picture) => model.Output(0).Slice((2 * picture + 1) * Count, Count);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Shifts(int picture) => model.Output(1).Slice(4 * picture * Count, 4 * Count);
}
