using System.Text.Json.Serialization;

namespace FaceStream.Dashboard.Bench;

/// <summary>What one part costs, beside what the bare library or the machine needs for the same work.</summary>
/// <param name="Name">Such as <c>embed.8</c>.</param>
/// <param name="Value">Ours.</param>
/// <param name="Unit">Of <paramref name="Value"/> and <paramref name="Bare"/>.</param>
/// <param name="Bare">The bare library's, or the limit.</param>
/// <param name="Ratio"><paramref name="Value"/> over <paramref name="Bare"/>; smaller is better.</param>
/// <param name="AllocatedBytes">Managed memory that one such piece of work takes.</param>
/// <param name="Against">What <paramref name="Bare"/> is, in words.</param>
internal sealed record Figure(string Name, double Value, string Unit, double Bare, double Ratio, long AllocatedBytes, [property: JsonIgnore] string Against = "")
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
        return new(name, ours, "ms", bare, Math.Round(ours / bare, 4), cost.Allocated, against);
    }
}

/// <summary>Milliseconds of ours and of the bare way, and bytes that ours allocates.</summary>
internal readonly record struct Cost(double Ours, double Bare, long Allocated);

/// <summary>A run of the command.</summary>
/// <param name="Machine">Processor and cores.</param>
/// <param name="Date">When.</param>
/// <param name="Results">In the order they were measured.</param>
/// <param name="Interrupted">Ctrl-C came before all was measured.</param>
internal sealed record BenchReport(
    string Machine, DateTimeOffset Date, IReadOnlyList<Figure> Results, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Interrupted);
