using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>
/// P-Net on the CPU without ONNX Runtime, which reaches a small part of the processor's arithmetic on three thin convolutions over large maps
/// (decision 6). The same numbers, up to rounding.
/// </summary>
internal abstract class KernelProposals : IProposals
{
    /// <summary>The widest registers of this processor that multiply and add in one step; null when it has none.</summary>
    /// <param name="folder">P-Net; the plain weights are in its network for GPUs.</param>
    public static KernelProposals? TryLoad(ModelFolder folder)
    {
        if (folder.GpuNetwork is null || !BitConverter.IsLittleEndian || !(Fma.IsSupported || AdvSimd.IsSupported))
            return null;
        var weights = ProposalWeights.TryRead(folder.ReadNetwork(gpu: true));
        return weights is null ? null
            : Vector512.IsHardwareAccelerated ? new KernelProposals<Lanes512>(weights)
            : Vector256.IsHardwareAccelerated ? new KernelProposals<Lanes256>(weights)
            : new KernelProposals<Lanes128>(weights);
    }

    /// <inheritdoc/>
    public abstract (int Rows, int Columns) Cells { get; }

    /// <inheritdoc/>
    public abstract Span<float> Prepare(int pictures, int height, int width);

    /// <inheritdoc/>
    public int Passes => 1;

    /// <inheritdoc/>
    public abstract void Run(int worker, int pass);

    /// <inheritdoc/>
    public abstract ReadOnlySpan<float> Scores(int picture);

    /// <inheritdoc/>
    public abstract ReadOnlySpan<float> Shifts(int picture);
}

/// <summary>The same in registers of one width.</summary>
internal sealed class KernelProposals<TLanes>(ProposalWeights weights) : KernelProposals where TLanes : struct, ILanes<TLanes>
{
    private const int Planes = 3, Edges = 4;

    private readonly Convolution _first = weights.First, _heads = weights.Heads;
    private readonly WinogradRows _second = weights.Second, _third = weights.Third;
    private readonly FeatureMap _input = new(), _pair = new(), _pooled = new(), _wide = new(), _deep = new(), _cells = new();
    private float[] _scores = [], _shifts = [];
    private int _pictures;

    /// <inheritdoc/>
    public override (int Rows, int Columns) Cells => (_pooled.Height - 4, _pooled.Width - 4);

    private int Count => Cells.Rows * Cells.Columns;

    /// <inheritdoc/>
    public override Span<float> Prepare(int pictures, int height, int width)
    {
        _pictures = pictures;
        var input = _input.ShapeDense(pictures * Planes, height, width);
        _pair.Shape(_first.Outputs, 2, width - 2);
        _pooled.Shape(_first.Outputs, (height - 1) / 2, (width - 1) / 2);
        _wide.Shape(_second.Outputs, _pooled.Height - 2, _pooled.Width - 2);
        _deep.Shape(_third.Outputs, Winograd.Step, Cells.Columns);
        _cells.Shape(_heads.Outputs, 1, Cells.Columns);
        if (_scores.Length < pictures * Count)
            (_scores, _shifts) = (new float[pictures * Count], new float[pictures * Edges * Count]);
        return input;
    }

    /// <inheritdoc/>
    public override void Run(int worker, int pass)
    {
        // All layers walk down the picture together: what one wrote is in the near cache when the next reads it.
        for (var picture = 0; picture < _pictures; picture++)
        {
            var (pooled, wide) = (0, 0);
            for (var row = 0; row < Cells.Rows; row += Winograd.Step)
            {
                var rows = Math.Min(Winograd.Step, Cells.Rows - row);
                for (; wide < row + rows + 2; wide += Winograd.Step)
                {
                    var more = Math.Min(Winograd.Step, _wide.Height - wide);
                    for (; pooled < wide + more + 2; pooled++)
                        PoolFirst(picture * Planes * _input.Plane, pooled);
                    _second.Rows<TLanes>(_pooled, wide, more, _wide, wide);
                }

                _third.Rows<TLanes>(_wide, row, rows, _deep, 0);
                for (var i = 0; i < rows; i++)
                    Decide(picture, row + i, i);
            }
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Scores(int picture) => _scores.AsSpan(picture * Count, Count);

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Shifts(int picture) => _shifts.AsSpan(picture * Edges * Count, Edges * Count);

    /// <summary>Two rows of the first convolution, which become one.</summary>
    private void PoolFirst(int picture, int row)
    {
        var lower = Math.Min(1, _input.Height - 3 - 2 * row);
        for (var i = 0; i <= lower; i++)
            _first.Row<TLanes>(_input, picture, 2 * row + i, _pair.Values[(i * _pair.Stride)..], _pair.Plane, _pair.Width);
        for (var plane = 0; plane < _first.Outputs; plane++)
        {
            PairPooling.Row<TLanes>(
                _pair.Values[(plane * _pair.Plane)..], _pair.Values[(plane * _pair.Plane + lower * _pair.Stride)..], _pair.Width,
                _pooled.Values[(plane * _pooled.Plane + row * _pooled.Stride)..]);
        }
    }

    /// <summary>The heads of a row of cells, which is the <paramref name="at"/>th of those at hand.</summary>
    private void Decide(int picture, int row, int at)
    {
        var columns = Cells.Columns;
        _heads.Row<TLanes>(_deep, 0, at, _cells.Values, _cells.Plane, columns);
        TensorPrimitives.Sigmoid(_cells.Values[..columns], _scores.AsSpan(picture * Count + row * columns, columns));
        for (var edge = 0; edge < Edges; edge++)
        {
            _cells.Values.Slice((edge + 1) * _cells.Plane, columns)
                .CopyTo(_shifts.AsSpan((picture * Edges + edge) * Count + row * columns, columns));
        }
    }
}
