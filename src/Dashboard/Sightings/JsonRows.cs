using System.Text.Json;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Sightings;

/// <summary>A JSON object a line, as the list's are.</summary>
internal sealed class JsonRows : ISightingRows
{
    public string ContentType => "application/jsonl; charset=utf-8";

    public string Extension => "jsonl";

    public string Head => "";

    public string Row(SightingView sighting) => JsonSerializer.Serialize(sighting, DashboardJson.Default.SightingView) + "\n";
}
