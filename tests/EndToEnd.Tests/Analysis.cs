using System.Text.Json;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests;

/// <summary>What <c>analyze</c> said of one face of one frame.</summary>
internal sealed record SeenFace(int Track, double X, double Y, double Width, double Height, string State, string? Person)
{
    /// <summary>The name, where it is certain enough to be shown.</summary>
    public string? Name => State == "confirmed" ? Person : null;
}

/// <summary>A scene that went through <c>analyze</c>, with a gallery of its own.</summary>
internal sealed class Analysis
{
    private Analysis(IEnumerable<JsonElement> lines)
    {
        foreach (var line in lines)
        {
            switch (line.GetProperty("type").GetString())
            {
                case "frame":
                    Frames.Add([.. line.GetProperty("faces").EnumerateArray().Select(Face)]);
                    break;
                case "track":
                    Tracks.Add(line);
                    break;
                default:
                    Summary = line;
                    break;
            }
        }
    }

    public List<SeenFace[]> Frames { get; } = [];

    public List<JsonElement> Tracks { get; } = [];

    public JsonElement Summary { get; }

    public static async Task<Analysis> OfAsync(string video, params string[] people)
    {
        using var folder = new TemporaryFolder();
        var (gallery, records) = (folder["gallery.db"], folder["records.jsonl"]);
        foreach (var person in people)
            await Facestream.MustRunAsync("enroll", person, Places.Sample($"people/{person}"), "--gallery", gallery);

        await Facestream.MustRunAsync("analyze", video, "--gallery", gallery, "--out", records);
        return new(File.ReadLines(records).Select(line => JsonDocument.Parse(line).RootElement));
    }

    private static SeenFace Face(JsonElement face)
    {
        var (box, identity) = (face.GetProperty("box"), face.GetProperty("identity"));
        return new(
            face.GetProperty("track").GetInt32(),
            box[0].GetDouble(), box[1].GetDouble(), box[2].GetDouble(), box[3].GetDouble(),
            identity.GetProperty("state").GetString()!,
            identity.GetProperty("person").GetString());
    }
}
