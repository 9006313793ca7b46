using System.Runtime.CompilerServices;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>
/// For each sample of a line that is made from another line: which source samples it blends, and with what weights.
/// </summary>
/// <remarks>
/// Shrinking takes the exact area under the sample (a box filter with fractional ends, so nothing aliases and
/// nothing is read twice); enlarging interpolates linearly between centres. Source samples beyond the ends count
/// for nothing: the weights of those inside add up to 1, and <see cref="Cover"/> tells how much was inside.
/// </remarks>
internal sealed class FilterTaps
{
    private int[] _first = [];
    private int[] _used = [];
    private float[] _weights = [];
    private float[] _cover = [];
    private int _samples;

    /// <summary>Weights kept for each sample: a multiple of a vector's length, zeros behind the <see cref="Used"/> ones.</summary>
    public int Stride { get; private set; }

    /// <summary>The first source sample that any sample uses.</summary>
    public int From { get; private set; }

    /// <summary>One past the last source sample that any sample uses.</summary>
    public int To { get; private set; }

    /// <summary>The first source sample of each sample.</summary>
    public ReadOnlySpan<int> First => _first.AsSpan(0, _samples);

    /// <summary>How many source samples follow it.</summary>
    public ReadOnlySpan<int> Used => _used.AsSpan(0, _samples);

    /// <summary>The share of each sample that lies on the source, 0–1.</summary>
    public ReadOnlySpan<float> Cover => _cover.AsSpan(0, _samples);

    /// <summary><c>[samples, Stride]</c>.</summary>
    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, _samples * Stride);

    /// <summary>Spreads <paramref name="samples"/> samples over a stretch of a line of <paramref name="size"/> source samples.</summary>
    /// <param name="origin">Where the stretch starts; the source line's own start is 0. May lie outside.</param>
    /// <param name="length">How far it reaches, in source samples; more than 0.</param>
    /// <param name="samples">How many samples to make.</param>
    /// <param name="size">How many source samples there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Build(double origin, double length, int samples, int size)
    {
        var step = length / samples;
        var most = step >= 1 ? (int)Math.Ceiling(step) + 1 : 2;
        Stride = most <= 4 ? 4 : (most + 7) & ~7;
        Reserve(samples);

        (From, To) = (size, 0);
        for (var i = 0; i < samples; i++)
        {
            var start = origin + i * step;
            if (step >= 1)
                Area(i, start, start + step, size);
            else
                Linear(i, start + step / 2, origin, origin + length, size);
            From = Math.Min(From, _first[i]);
            To = Math.Max(To, _first[i] + _used[i]);
        }
    }

    private void Reserve(int samples)
    {
        _samples = samples;
        if (_first.Length < samples)
        {
            _first = new int[samples];
            _used = new int[samples];
            _cover = new float[samples];
        }

        if (_weights.Length < samples * Stride)
            _weights = new float[samples * Stride];
        Array.Clear(_weights, 0, samples * Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Area(int sample, double start, double end, int size)
    {
        var (from, to) = (Math.Max(start, 0), Math.Min(end, size));
        var weights = _weights.AsSpan(sample * Stride, Stride);
        if (to <= from)
        {
            _first[sample] = start >= size ? size - 1 : 0;
            _used[sample] = 1;
            _cover[sample] = 0;
            weights[0] = 1;
            return;
        }

        var first = Math.Min((int)from, size - 1);
        var used = Math.Max(1, (int)Math.Ceiling(to) - first);
        for (var i = 0; i < used; i++)
            weights[i] = (float)((Math.Min(to, first + i + 1) - Math.Max(from, first + i)) / (to - from));
        _first[sample] = first;
        _used[sample] = used;
        _cover[sample] = (float)((to - from) / (end - start));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Linear(int sample, double centre, double start, double end, int size)
    {
        // Interpolation stays inside the stretch, as it would in a picture that was cut out first.
        var low = Math.Clamp((int)Math.Floor(start), 0, size - 1);
        var high = Math.Clamp((int)Math.Ceiling(end) - 1, low, size - 1);
        var at = Math.Clamp(centre - 0.5, low, high);
        var first = Math.Min((int)at, high);
        var share = at - first;
        var weights = _weights.AsSpan(sample * Stride, Stride);
        weights[0] = (float)(1 - share);
        weights[1] = (float)share;
        _first[sample] = first;
        _used[sample] = share > 0 ? 2 : 1;
        _cover[sample] = centre >= 0 && centre <= size ? 1 : 0;
    }
}
