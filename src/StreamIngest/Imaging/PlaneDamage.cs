namespace FaceStream.StreamIngest.Imaging;

/// <summary>What poor light and poor lenses do to a plane.</summary>
/// <param name="seed">Of the noise.</param>
internal sealed class PlaneDamage(int seed)
{
    // Drawn once and read from places that are drawn for each row: a period that no eye and no network finds.
    private const int Drawn = 1 << 16;

    private readonly float[] _noise = Draw(seed);
    private float[] _rows = [];

    /// <summary>Moves every value towards <paramref name="black"/>.</summary>
    public static void Dim(Span<byte> plane, double light, int black)
    {
        foreach (ref var value in plane)
            value = (byte)Math.Clamp(Math.Round(black + (value - black) * light), 0, 255);
    }

    /// <summary>Blurs by a Gaussian that is cut off at three deviations; edges repeat.</summary>
    public void Blur(Span<byte> plane, int width, int height, double deviation)
    {
        var reach = (int)Math.Ceiling(3 * deviation);
        var weights = new float[2 * reach + 1];
        for (var i = -reach; i <= reach; i++)
            weights[i + reach] = (float)Math.Exp(-0.5 * i * i / (deviation * deviation));
        var sum = weights.Sum();

        if (_rows.Length < plane.Length)
            _rows = new float[plane.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var value = 0f;
                for (var i = -reach; i <= reach; i++)
                    value += weights[i + reach] * plane[y * width + Math.Clamp(x + i, 0, width - 1)];
                _rows[y * width + x] = value / sum;
            }
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var value = 0f;
                for (var i = -reach; i <= reach; i++)
                    value += weights[i + reach] * _rows[Math.Clamp(y + i, 0, height - 1) * width + x];
                plane[y * width + x] = (byte)Math.Clamp(MathF.Round(value / sum), 0, 255);
            }
        }
    }

    /// <summary>Adds noise; each <paramref name="picture"/> and plane has its own.</summary>
    public void Grain(Span<byte> plane, int width, double deviation, long picture, int which)
    {
        for (var start = 0; start < plane.Length; start += width)
        {
            var at = (int)(Mixed((ulong)(seed * 1_000_003L + picture * 4 + which) << 20 | (uint)(start / width)) % Drawn);
            foreach (ref var value in plane.Slice(start, Math.Min(width, plane.Length - start)))
                value = (byte)Math.Clamp(MathF.Round(value + (float)deviation * _noise[at++ % Drawn]), 0, 255);
        }
    }

    /// <summary>A standard normal distribution, by G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29, 1958.</summary>
    private static float[] Draw(int seed)
    {
        var drawn = new float[Drawn];
        for (var i = 0; i < Drawn; i++)
        {
            var (u, v) = (Unit(2UL * (ulong)i), Unit(2UL * (ulong)i + 1));
            drawn[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - u)) * Math.Cos(2 * Math.PI * v));
        }

        return drawn;

        double Unit(ulong place) => (Mixed(((ulong)(uint)seed << 32) + place) >> 11) / (double)(1UL << 53);
    }

    /// <summary>SplitMix64: G. L. Steele, D. Lea, C. H. Flood, “Fast splittable pseudorandom number generators”, OOPSLA 2014.</summary>
    private static ulong Mixed(ulong value)
    {
        value = (value + 1) * 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
