using System.Text.Json.Serialization;

namespace FaceStream.Dashboard.Analysis;

/// <summary>What an analysis did, as its last record and its result.</summary>
internal sealed record AnalysisSummary
{
    /// <summary>Tells it from the other records.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "summary";

    /// <summary>Frames recognised, of all sources.</summary>
    public required long Frames { get; init; }

    /// <summary>Faces in them.</summary>
    public required long Faces { get; init; }

    /// <summary>Tracks that those faces form.</summary>
    public required long Tracks { get; init; }

    /// <summary>Tracks that were given a name, by name.</summary>
    public required IReadOnlyDictionary<string, int> People { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Frames recognised a second.</summary>
    public required double Fps { get; init; }

    /// <summary>How long the sources are.</summary>
    public required double MediaSeconds { get; init; }

    /// <summary>Pictures decoded; all of them are frames or dropped.</summary>
    public required long Decoded { get; init; }

    /// <summary>Pictures that were not recognised, by reason; only <c>--max-fps</c> and an interruption drop any.</summary>
    public required IReadOnlyDictionary<string, long> Dropped { get; init; }

    /// <summary>What the networks ran on.</summary>
    public required string Device { get; init; }

    /// <summary>Where the time went. Stages work side by side, so their sum may exceed <see cref="Seconds"/>.</summary>
    public required IReadOnlyDictionary<string, StageTime> Stages { get; init; }

    /// <summary>Each source.</summary>
    public required IReadOnlyList<SourceOutcome> Sources { get; init; }

    /// <summary>It was stopped before the end.</summary>
    public required bool Interrupted { get; init; }
}

/// <summary>The time that one stage took.</summary>
/// <param name="Runs">Batches.</param>
/// <param name="Seconds">In all.</param>
/// <param name="MeanMs">A batch, on average.</param>
/// <param name="MaxMs">The slowest batch.</param>
internal sealed record StageTime(long Runs, double Seconds, double MeanMs, double MaxMs);

/// <summary>What became of one source.</summary>
/// <param name="Source">Where it is, without secrets.</param>
/// <param name="Camera">Its name in the records.</param>
/// <param name="Frames">Frames recognised.</param>
/// <param name="Seconds">How long the part is that was read.</param>
/// <param name="Damage">What of it is missing or broken; null when it was whole.</param>
/// <param name="Error">Why it could not be read; null when it could.</param>
internal sealed record SourceOutcome(string Source, string Camera, long Frames, double Seconds, string? Damage, string? Error);
