using System.Globalization;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Dashboard.Configuration;

/// <summary>Whether zones are shapes in the picture.</summary>
internal static class ZoneChecks
{
    private const int FewestPoints = 3, MostPoints = 64;

    // A hundredth of the picture's width and height; less is a slip of the hand.
    private const double LeastArea = 1e-4;

    /// <summary>Adds what breaks the rules to <paramref name="problems"/>.</summary>
    public static void Apply(IReadOnlyList<CameraOptions> cameras, YamlList? list, Problems problems)
    {
        foreach (var (camera, node) in cameras.Zip(list?.Items.OfType<YamlMap>() ?? []))
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var maps = (node["zones"] as YamlList)?.Items.OfType<YamlMap>() ?? [];
            foreach (var (zone, number, map) in camera.Zones.Zip(Enumerable.Range(1, camera.Zones.Count), maps))
            {
                var unnamed = string.IsNullOrWhiteSpace(zone.Name);
                var which = $"camera '{camera.Name}', zone {(unnamed ? number : $"'{zone.Name}'")}";
                (string, string)[] named = [("camera", camera.Name), ("zone", unnamed ? "" : zone.Name!), ("number", $"{number}")];
                if (zone.Name is not null && string.IsNullOrWhiteSpace(zone.Name))
                    problems.Add(map["name"]!.Place, ConfigurationFault.ZoneNameEmpty, $"{which}: its name is empty; give it one, or leave it out.", named);
                else if (zone.Name is not null && !names.Add(zone.Name))
                    problems.Add(map["name"]!.Place, ConfigurationFault.ZoneNameTaken, $"{which}: another zone of this camera has that name already.", named);
                // A point that could not be read has been told already.
                if (map["points"] is YamlList points && points.Items.Count == zone.Points.Count && Wrong(zone.Points) is { } wrong)
                    problems.Add(points.Place, wrong.Fault, $"{which}: {wrong.Words}", [.. named, .. wrong.Named]);
            }
        }
    }

    private static (ConfigurationFault Fault, string Words, (string Name, string Value)[] Named)? Wrong(IReadOnlyList<ZonePoint> points)
    {
        if (points.Count is < FewestPoints or > MostPoints)
        {
            return (ConfigurationFault.ZonePoints, $"an outline has {FewestPoints} to {MostPoints} points, and this one has {points.Count}.",
                [("count", $"{points.Count}"), ("fewest", $"{FewestPoints}"), ("most", $"{MostPoints}")]);
        }

        foreach (var point in points)
        {
            if (point is not { X: >= 0 and <= 1, Y: >= 0 and <= 1 })
            {
                return (ConfigurationFault.ZoneOutside, $"the point {Words(point)} lies outside the picture, which reaches from 0 0, its upper left corner, to 1 1, its lower right one.",
                    [("point", Words(point))]);
            }
        }

        if (Outline.Crossing(points) is { } crossing)
        {
            var (first, second) = (Words(points[crossing.First]), Words(points[crossing.Second]));
            return (ConfigurationFault.ZoneCrossing, $"the line that begins at {first} crosses the one that begins at {second}; name the corners in their order along the outline.",
                [("first", first), ("second", second)]);
        }

        var outline = string.Join(", ", points.Select(Words));
        return Outline.Area(points) < LeastArea ? (ConfigurationFault.ZoneFlat, $"the outline {outline} encloses nothing.", [("outline", outline)]) : null;
    }

    private static string Words(ZonePoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.X} {point.Y}");
}
