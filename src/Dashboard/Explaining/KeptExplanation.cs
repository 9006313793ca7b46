using System.IO.Compression;
using System.Text.Json;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Explaining;

namespace FaceStream.Dashboard.Explaining;

/// <summary>An explanation as it is kept with its sighting: JSON, compressed to a quarter of about 15 KB.</summary>
internal static class KeptExplanation
{
    /// <summary>For the record.</summary>
    public static SightingExplanation Of(TrackExplanation track)
    {
        using var bytes = new MemoryStream();
        using (var small = new BrotliStream(bytes, CompressionLevel.Fastest))
            JsonSerializer.Serialize(small, track, DashboardJson.Default.TrackExplanation);
        return new(bytes.ToArray(), track.People());
    }

    /// <summary>Back; null when another version wrote it, or it is damaged.</summary>
    public static TrackExplanation? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var bytes = new MemoryStream(content.ToArray());
            using var whole = new BrotliStream(bytes, CompressionMode.Decompress);
            return JsonSerializer.Deserialize(whole, DashboardJson.Default.TrackExplanation);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
