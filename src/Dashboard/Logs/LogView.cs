using System.Text.Json.Serialization;

namespace FaceStream.Dashboard.Logs;

/// <summary>Lines of the log.</summary>
/// <param name="Run">A mark of this run of the service: numbers of another one, as of before a restart, mean nothing here.</param>
/// <param name="Last">The newest line's number, to be asked after next.</param>
/// <param name="Lost">Lines after the number that was asked for that are not kept any more.</param>
/// <param name="Lines">The oldest first.</param>
public sealed record LogView(string Run, long Last, long Lost, IReadOnlyList<LogLineView> Lines);

/// <summary>A line of the log, without secrets.</summary>
/// <param name="Number">Counted from 1 since the start.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Level">trace, debug, information, warning, error or critical.</param>
/// <param name="Source">The part of FaceStream that speaks.</param>
/// <param name="Message">As written, an exception after it; text, whatever it holds.</param>
public sealed record LogLineView(long Number, DateTimeOffset Time, string Level, string Source, string Message)
{
    /// <summary>The level, to be compared.</summary>
    [JsonIgnore]
    internal LogLevel Severity { get; init; }
}
