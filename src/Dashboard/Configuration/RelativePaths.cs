using System.Reflection;
using FaceStream.Gallery.Sightings;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Configuration;

/// <summary>Paths in a configuration are relative to the file they stand in, wherever the command runs.</summary>
internal static class RelativePaths
{
    /// <summary>The value, made absolute if the property holds a path.</summary>
    public static object Resolve(PropertyInfo property, object value, string folder) =>
        // No path holds a zero character; of a camera that is said where its address is checked.
        value is string { Length: > 0 } path && !path.Contains('\0', StringComparison.Ordinal) && IsPath(property) && SourceAddress.IsPath(path)
            ? Path.GetFullPath(path, folder)
            : value;

    private static bool IsPath(PropertyInfo property) => (property.DeclaringType!.Name, property.Name) is
        (nameof(CameraOptions), nameof(CameraOptions.Source)) or
        (nameof(GalleryOptions), nameof(GalleryOptions.Path)) or
        (nameof(SightingOptions), nameof(SightingOptions.Path)) or
        (nameof(ModelsOptions), nameof(ModelsOptions.Folder)) or
        (nameof(DashboardOptions), nameof(DashboardOptions.WebRoot));
}
