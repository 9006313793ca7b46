using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Service;

/// <summary>How one list of cameras differs from another, by name.</summary>
/// <param name="Added">Not there before.</param>
/// <param name="Changed">There before with other options.</param>
/// <param name="Removed">Not there any more.</param>
internal sealed record CrewChange(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed)
{
    /// <summary>Compares by name, then by all that is configured.</summary>
    public static CrewChange Between(IReadOnlyList<CameraOptions> before, IReadOnlyList<CameraOptions> after)
    {
        var (old, now) = (before.ToDictionary(camera => camera.Name, StringComparer.Ordinal), after.Select(camera => camera.Name).ToHashSet(StringComparer.Ordinal));
        return new(
            [.. after.Where(camera => !old.ContainsKey(camera.Name)).Select(camera => camera.Name)],
            [.. after.Where(camera => old.TryGetValue(camera.Name, out var was) && was != camera).Select(camera => camera.Name)],
            [.. old.Keys.Where(name => !now.Contains(name))]);
    }

    /// <summary>For a line of the log.</summary>
    public override string ToString()
    {
        var parts = ((string Words, IReadOnlyList<string> Names)[])[("added", Added), ("changed", Changed), ("removed", Removed)];
        var said = string.Join("; ", parts.Where(part => part.Names.Count > 0).Select(part => $"{part.Words}: {string.Join(", ", part.Names)}"));
        return said.Length > 0 ? said : "no camera changed";
    }
}
