using System.Text.Json;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Bench;

/// <summary>What <c>bench --json</c> wrote some time ago.</summary>
internal static class EarlierRun
{
    /// <summary>Each part's ratio.</summary>
    /// <exception cref="CommandFailure">There is no such file, or it is something else.</exception>
    public static Dictionary<string, double> Ratios(string file)
    {
        if (!File.Exists(file))
            throw new CommandFailure(ExitCode.NotFound, $"There is no earlier run {file}.", "facestream bench --json > FILE writes one.");
        try
        {
            var results = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("results");
            return results.EnumerateArray().ToDictionary(result => result.GetProperty("name").GetString()!, result => result.GetProperty("ratio").GetDouble());
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new CommandFailure(ExitCode.Usage, $"{file} is not what bench --json writes.", "facestream bench --json > FILE writes such a file.", wrong);
        }
    }
}
