using System.Text.Json.Serialization;

namespace FaceStream.Dashboard.Bench;

/// <summary>What one part costs, beside what the bare library or the machine needs for the same work.</summary>
/// <param name="Name">Such as <c>embed.8</c>.</param>
/// <param name="Value">Ours.</param>
/// <param name="Unit">Of <paramref name="Value"/> and <paramref name="Bare"/>.</param>
/// <param name="Bare">The bare library's, or the limit.</param>
/// <param name="Ratio"><paramref name="Value"/> over <paramref name="Bare"/>; smaller is better.</param>
/// <param name="RatioLow">A quarter of the rounds had a smaller one.</param>
/// <param name="RatioHigh">A quarter of the rounds had a larger one. Two runs whose ranges overlap need not differ.</param>
/// <param name="AllocatedBytes">Managed memory that one such piece of work takes.</param>
/// <param name="Against">What <paramref name="Bare"/> is, in words.</param>
internal sealed record Figure(string Name, double Value, string Unit, double Bare, double Ratio, double RatioLow, double RatioHigh, long AllocatedBytes, [property: JsonIgnore] string Against = "")
{
    /// <summary>The ratio of the run that it is compared with, where that has this part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RatioBefore { get; init; }

    /// <summary><see cref="Ratio"/> against <see cref="RatioBefore"/>: −0.1 is a tenth less.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Change => RatioBefore is > 0 and var before ? Math.Round(Ratio / before - 1, 4) : null;

    /// <summary>From two times in milliseconds.</summary>
    public static Figure Of(string name, Cost cost, string against)
    {
        var (ours, bare) = (Math.Round(cost.Ours, 6), Math.Round(cost.Bare, 6));
        return new(name, ours, "ms", bare, Math.Round(ours / bare, 4), Math.Round(cost.RatioLow, 4), Math.Round(cost.RatioHigh, 4), cost.Allocated, against);
    }
}

/// <summary>Milliseconds of ours and of the bare way, the middle half of the rounds' ratios, and bytes that ours allocates.</summary>
internal readonly record struct Cost(double Ours, double Bare, double RatioLow, double RatioHigh, long Allocated);

/// <summary>A run of the command.</summary>
/// <param name="Machine">Processor, cores and registers.</param>
/// <param name="Load">Of the machine before the run: how many threads ran or wanted to, mean of a minute. Beside one that is idle it is near 0; null where nobody tells.</param>
/// <param name="Embedder">What <c>embed</c>, <c>together.embed</c>, <c>cores.embed</c>, <c>align</c> and <c>pipeline</c> ran with.</param>
/// <param name="Date">When.</param>
/// <param name="Results">In the order they were measured.</param>
/// <param name="Interrupted">Ctrl-C came before all was measured.</param>
internal sealed record BenchReport(
    string Machine, double? Load, string Embedder, DateTimeOffset Date, IReadOnlyList<Figure> Results, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Interrupted);
