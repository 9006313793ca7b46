namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>Which of two equal graphs is written.</summary>
internal enum PReluForm
{
    /// <summary>
    /// As convolutions, see <see cref="PReluSplit"/>. ONNX Runtime's CPU kernels keep convolutions in a blocked layout
    /// that they have no PRelu for, so that each PRelu node costs two reorderings and a slow broadcast.
    /// </summary>
    Convolutions,

    /// <summary>One PRelu node, which GPUs are good at.</summary>
    Node,
}

/// <summary>
/// PReLU in what CPUs are fast at. With slope α, <c>PReLU(x) = (1 − α)·max(x, 0) + α·x</c>. The factor |1 − α| goes into
/// the convolution before, which then computes <c>y = |1 − α|·x</c>, and <c>PReLU(x) = ±(max(y, 0) + β·y)</c> remains with
/// β = α / (1 − α): one depthwise 1 × 1 convolution, to which the kernel adds the other part as it writes. Where α is
/// above 1, the sign is −, and the convolution after takes it.
/// </summary>
/// <remarks>
/// CPU time, one thread, median of 60: MobileFaceNet takes 21.4 ms a face with PRelu nodes, 8.8 ms with two depthwise
/// convolutions (by 1 − α and by α), 7.7 ms this way; O-Net on 16 pictures 18.0, 10.7 and 9.4 ms. See docs/models.md.
/// </remarks>
internal sealed class PReluSplit
{
    /// <param name="slopes"><c>[channels]</c>.</param>
    /// <param name="signsMayTurn">The next layer can turn them back. A pool, for one, cannot.</param>
    public PReluSplit(Tensor slopes, bool signsMayTurn)
    {
        var alpha = slopes.Values;
        if (Array.TrueForAll(alpha, a => a < 1 || (signsMayTurn && a > 1)))
        {
            Before = Array.ConvertAll(alpha, a => Math.Abs(1 - a));
            OfWhole = Array.ConvertAll(alpha, a => a / (1 - a));
            Signs = Array.Exists(alpha, a => a > 1) ? Array.ConvertAll(alpha, a => a < 1 ? 1f : -1f) : null;
        }
        else
        {
            Before = Array.ConvertAll(alpha, _ => 1f);
            OfWhole = alpha;
            OfPositive = Array.ConvertAll(alpha, a => 1 - a);
        }
    }

    /// <summary>Factors of the convolution before.</summary>
    public float[] Before { get; }

    /// <summary>Factors of its result.</summary>
    public float[] OfWhole { get; }

    /// <summary>Factors of its positive part; none needed when null.</summary>
    public float[]? OfPositive { get; }

    /// <summary>Of the sum's channels, +1 or −1; all +1 when null.</summary>
    public float[]? Signs { get; }
}
