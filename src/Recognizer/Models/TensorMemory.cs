using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FaceStream.Recognizer.Models;

/// <summary>
/// Where a network's tensors lie for this process: in memory of its own or, for a GPU, in pages that are not moved nor swapped, which the GPU reads and
/// writes by itself. From others the driver first copies into such pages, at a fraction of the bus's speed, and the caller waits for it.
/// </summary>
/// <param name="session">The network; it ends after this.</param>
/// <param name="pages">Which pages (<see cref="InferenceDevice.Pages"/>); null for memory of the process's own.</param>
internal sealed class TensorMemory(InferenceSession session, OrtMemoryInfo? pages) : IDisposable
{
    private readonly OrtAllocator? _allocator = pages is null ? null : new(session, pages);
    private OrtMemoryAllocation? _locked;
    private float[] _own = [];

    /// <summary>How many numbers there is room for.</summary>
    public int Length { get; private set; }

    /// <summary>All of them.</summary>
    public unsafe Span<float> Span => _locked is null ? _own : new Span<float>((void*)_locked.DangerousGetHandle(), Length);

    /// <summary>Where outputs are to go.</summary>
    public OrtMemoryInfo Info => pages ?? OrtMemoryInfo.DefaultInstance;

    /// <summary>Makes room for so many numbers; what was there is gone, and with it its tensors.</summary>
    public void Reserve(int length)
    {
        _locked?.Dispose();
        (_locked, Length) = (null, 0);      // should there be no room
        if (_allocator is null)
            _own = GC.AllocateUninitializedArray<float>(length, pinned: true);
        else
            _locked = _allocator.Allocate(checked((uint)length * sizeof(float)));
        Length = length;
    }

    /// <summary>A tensor at the start of the room.</summary>
    public OrtValue Tensor(IEnumerable<int> shape)
    {
        long[] sizes = [.. shape];
        var length = sizes.Aggregate(1L, (all, size) => all * size);
        return _locked is null
            ? OrtValue.CreateTensorValueFromMemory(Info, _own.AsMemory(0, (int)length), sizes)
            : OrtValue.CreateTensorValueWithData(Info, TensorElementType.Float, sizes, _locked.DangerousGetHandle(), length * sizeof(float));
    }

    /// <summary>Room of the same kind.</summary>
    public TensorMemory Another() => new(session, pages);

    /// <inheritdoc/>
    public void Dispose()
    {
        _locked?.Dispose();
        _allocator?.Dispose();
    }
}
