using System.Text.Json;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Bench;

/// <summary>What <c>bench --json</c> wrote some time ago.</summary>
/// <param name="Ratios">Of each part.</param>
/// <param name="Machine">What it was measured on; null in the files of older versions.</param>
/// <param name="Embedder">What with; likewise.</param>
internal sealed record EarlierRun(Dictionary<string, double> Ratios, string? Machine, string? Embedder)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="CommandFailure">There is no such file, or it is something else.</exception>
    public static EarlierRun Read(string file)
    {
        if (!File.Exists(file))
            throw new CommandFailure(ExitCode.NotFound, $"There is no earlier run {file}.", "facestream bench --json > FILE writes one.");
        try
        {
            var run = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            return new(
                run.GetProperty("results").EnumerateArray().ToDictionary(result => result.GetProperty("name").GetString()!, result => result.GetProperty("ratio").GetDouble()),
                Word("machine"), Word("embedder"));

            string? Word(string name) => run.TryGetProperty(name, out var word) ? word.GetString() : null;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new CommandFailure(ExitCode.Usage, $"{file} is not what bench --json writes.", "facestream bench --json > FILE writes such a file.", wrong);
        }
    }
}
