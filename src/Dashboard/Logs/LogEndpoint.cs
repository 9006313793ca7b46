using FaceStream.Dashboard.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Logs;

/// <summary><c>GET /api/v1/log</c>.</summary>
internal static class LogEndpoint
{
    public static void MapLog(this IEndpointRouteBuilder routes) => routes
        .MapGet("/log", Read)
        .WithName("getLog").WithTags("Status")
        .WithSummary("The last lines of the log, without secrets, the oldest first: those after a number, and at least as important as a level.")
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static Results<Ok<LogView>, ProblemHttpResult> Read(LogBook log, long after = 0, string level = "trace") =>
        LogLevels.Find(level) is { } least
            ? TypedResults.Ok(log.After(Math.Max(0, after), least))
            : Problem.Of(StatusCodes.Status400BadRequest, "bad-level", $"level is '{level}'; it is one of {string.Join(", ", LogLevels.Words)}.");
}

/// <summary>The levels of log lines, as the API writes them.</summary>
internal static class LogLevels
{
    private static readonly LogLevel[] All = [LogLevel.Trace, LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error, LogLevel.Critical];

    /// <summary>The least important first.</summary>
    public static IEnumerable<string> Words => All.Select(Word);

    public static string Word(LogLevel level) => level.ToString().ToLowerInvariant();

    /// <summary>The level of a word, or null when there is none.</summary>
    public static LogLevel? Find(string word)
    {
        foreach (var level in All)
        {
            if (Word(level).Equals(word, StringComparison.OrdinalIgnoreCase))
                return level;
        }

        return null;
    }
}
