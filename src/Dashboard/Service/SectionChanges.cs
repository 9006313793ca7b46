using System.Text.Json;
using FaceStream.Dashboard.Configuration;

namespace FaceStream.Dashboard.Service;

/// <summary>Which sections of a configuration other than the cameras say something else than another's.</summary>
internal static class SectionChanges
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Between(FaceStreamOptions before, FaceStreamOptions now) =>
    [
        .. from section in typeof(FaceStreamOptions).GetProperties()
           where section.CanWrite && section.Name != nameof(FaceStreamOptions.Cameras)
           where JsonSerializer.Serialize(section.GetValue(before)) != JsonSerializer.Serialize(section.GetValue(now))
           select JsonNamingPolicy.SnakeCaseLower.ConvertName(section.Name),
    ];
}
