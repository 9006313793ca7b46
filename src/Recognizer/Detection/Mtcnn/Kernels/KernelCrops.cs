using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>R-Net or O-Net on the CPU without ONNX Runtime (decision 6). The same numbers, up to rounding.</summary>
internal abstract class KernelCrops : ICropNetwork
{
    /// <summary>In the widest registers of this processor that multiply and add in one step; null when it has none, or the network is another.</summary>
    /// <param name="folder">The network; the plain weights are in its file for GPUs.</param>
    public static KernelCrops? TryLoad(ModelFolder folder)
    {
        if (folder.GpuNetwork is null || !BitConverter.IsLittleEndian || !(Fma.IsSupported || AdvSimd.IsSupported))
            return null;
        var weights = CropWeights.TryRead(folder.ReadNetwork(gpu: true));
        return weights is null ? null
            : Vector512.IsHardwareAccelerated ? new KernelCrops<Lanes512>(weights)
            : Vector256.IsHardwareAccelerated ? new KernelCrops<Lanes256>(weights)
            : new KernelCrops<Lanes128>(weights);
    }

    /// <inheritdoc/>
    public abstract int Side { get; }

    /// <inheritdoc/>
    public int MostAtOnce => CropNet.MostAtOnce;

    /// <inheritdoc/>
    public abstract Span<float> Prepare(int crops);

    /// <inheritdoc/>
    public abstract void Run();

    /// <inheritdoc/>
    public abstract float Score(int crop);

    /// <inheritdoc/>
    public abstract ReadOnlySpan<float> Shifts(int crop);

    /// <inheritdoc/>
    public abstract ReadOnlySpan<float> Points(int crop);
}

/// <summary>The same in registers of one width.</summary>
internal sealed class KernelCrops<TLanes> : KernelCrops where TLanes : struct, ILanes<TLanes>
{
    private const int Planes = 3, Edges = 4;

    private readonly CropWeights _weights;
    private readonly float[] _input, _pixels, _map, _pooled, _left, _features, _heads;
    private int _crops;

    /// <summary>Makes room for <see cref="CropNet.MostAtOnce"/> crops.</summary>
    public KernelCrops(CropWeights weights)
    {
        _weights = weights;
        var (first, last) = (weights.Layers[0], weights.Layers[^1].Convolution);
        var side = ChannelPooling.Side(first.Convolution.Side, first.Window);
        _input = new float[CropNet.MostAtOnce * Area];
        _pixels = new float[Area];
        _map = new float[Math.Max(first.Convolution.Room(1), weights.Layers[1..].Max(layer => layer.Convolution.Room(CropWeights.Together)))];
        _pooled = new float[CropWeights.Together * side * side * first.Convolution.Channels];
        _left = new float[last.Room(CropNet.MostAtOnce) + last.Room(CropWeights.Together)];
        _features = new float[weights.Features.Room(CropNet.MostAtOnce)];
        _heads = new float[weights.Heads.Room(CropNet.MostAtOnce)];
    }

    /// <inheritdoc/>
    public override int Side => _weights.Side;

    private int Area => Planes * Side * Side;

    /// <inheritdoc/>
    public override Span<float> Prepare(int crops)
    {
        _crops = crops;
        return _input.AsSpan(0, crops * Area);
    }

    /// <inheritdoc/>
    public override void Run()
    {
        var last = _weights.Layers[^1].Convolution;
        var length = last.Side * last.Side * last.Channels;
        // From the first to the last: a crop's spare pixels lie where the next one's come.
        for (var crop = 0; crop < _crops; crop += CropWeights.Together)
            Convolve(crop, Math.Min(CropWeights.Together, _crops - crop), _left.AsSpan(crop * length));
        _weights.Features.Run<TLanes>(_left, _features, _crops);
        _weights.Heads.Run<TLanes>(_features, _heads, _crops);
    }

    /// <inheritdoc/>
    public override float Score(int crop) => 1 / (1 + MathF.Exp(-Heads(crop)[0]));

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Shifts(int crop) => Heads(crop).Slice(1, Edges);

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Points(int crop) => Heads(crop).Slice(1 + Edges, _weights.Points);

    private ReadOnlySpan<float> Heads(int crop) => _heads.AsSpan(crop * _weights.Heads.Channels, _weights.Heads.Channels);

    private void Convolve(int first, int crops, Span<float> left)
    {
        // One by one: the first layer's map of a single crop fills the near cache.
        var (convolution, window) = _weights.Layers[0];
        for (var crop = 0; crop < crops; crop++)
        {
            Interleave(_input.AsSpan((first + crop) * Area, Area), _pixels);
            convolution.Run<TLanes>(_pixels, _map, maps: 1);
            Pool(convolution, window, crop, _map);
        }

        foreach (var layer in _weights.Layers.AsSpan(1))
        {
            (convolution, window) = layer;
            convolution.Run<TLanes>(_pooled, window == 0 ? left : _map, crops);
            for (var crop = 0; window > 0 && crop < crops; crop++)
                Pool(convolution, window, crop, _map.AsSpan(crop * convolution.Side * convolution.Side * convolution.Channels));
        }
    }

    /// <summary>A crop's map to where the next layer expects it.</summary>
    private void Pool(ICropConvolution convolution, int window, int crop, Span<float> map)
    {
        var side = ChannelPooling.Side(convolution.Side, window);
        ChannelPooling.Run<TLanes>(map, convolution.Side, convolution.Channels, window, _pooled.AsSpan(crop * side * side * convolution.Channels));
    }

    /// <summary><c>[3, rows, columns]</c> to <c>[rows, columns, 3]</c>.</summary>
    private static void Interleave(ReadOnlySpan<float> planes, Span<float> pixels)
    {
        var count = planes.Length / Planes;
        for (var i = 0; i < count; i++)
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = (planes[i], planes[count + i], planes[2 * count + i]);
    }
}
