namespace FaceStream.Dashboard.Status.Trends;

/// <summary>The last minutes in steps, for small charts. Every list has a value for each step, the oldest first; null where nothing was measured.</summary>
/// <param name="StepSeconds">How long a step is, at least; a busy machine may be late.</param>
/// <param name="Until">When each step ended.</param>
/// <param name="Stages">As frames walk.</param>
/// <param name="Cameras">In the order of the configuration.</param>
public sealed record TrendsView(double StepSeconds, IReadOnlyList<DateTimeOffset> Until, IReadOnlyList<StageTrendView> Stages, IReadOnlyList<CameraTrendView> Cameras);

/// <summary>The time that a stage took for a batch, in milliseconds.</summary>
/// <param name="Name">Such as detect.</param>
/// <param name="P50Ms">Half were faster.</param>
/// <param name="P95Ms">One in twenty was slower.</param>
public sealed record StageTrendView(string Name, IReadOnlyList<double?> P50Ms, IReadOnlyList<double?> P95Ms);

/// <summary>What a camera gave and what became of it.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Decoded">Pictures a second.</param>
/// <param name="Processed">Pictures a second whose result was published.</param>
/// <param name="Dropped">Pictures a second that were not recognised, by reason; reasons that did not occur are left out.</param>
/// <param name="P50Ms">From the decoded picture to its result, in milliseconds: half were faster.</param>
/// <param name="P95Ms">One in twenty was slower.</param>
public sealed record CameraTrendView(
    string Name, IReadOnlyList<double?> Decoded, IReadOnlyList<double?> Processed, IReadOnlyDictionary<string, IReadOnlyList<double?>> Dropped,
    IReadOnlyList<double?> P50Ms, IReadOnlyList<double?> P95Ms);
