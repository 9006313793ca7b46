using System.ComponentModel.DataAnnotations;

namespace FaceStream.StreamIngest.Zones;

/// <summary>A part of a camera's picture, drawn by its outline. Two that say the same are equal.</summary>
public sealed record Zone
{
    /// <summary>What people call it, such as `entrance`; for pages and messages only.</summary>
    [RegularExpression(@"[^\p{C}]{1,64}", ErrorMessage = "1 to 64 characters")]
    public string? Name { get; init; }

    /// <summary>
    /// Whether faces are looked for in it, or everywhere but in it, as with a television or a poster. An excluded part stays excluded
    /// where another zone includes it.
    /// </summary>
    public ZoneKind Kind { get; init; } = ZoneKind.Include;

    /// <summary>
    /// The corners of its outline in order, 3 to 64 of them, such as `[0.1 0.2, 0.5 0.2, 0.5 1, 0.1 1]`: each how far across and how far down
    /// the picture, from 0 to 1.
    /// </summary>
    public required IReadOnlyList<ZonePoint> Points { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(Zone? other) => other is not null && (Name, Kind) == (other.Name, other.Kind) && Points.SequenceEqual(other.Points);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Points.Count);
}

/// <summary>What is done in a zone.</summary>
public enum ZoneKind
{
    /// <summary>Faces are looked for in it; with several such zones, in any of them; without one, in the whole picture.</summary>
    Include,

    /// <summary>No faces are looked for in it.</summary>
    Exclude,
}

/// <summary>A point of a picture of any size.</summary>
/// <param name="X">From 0, the left edge, to 1, the right one.</param>
/// <param name="Y">From 0, the upper edge, to 1, the lower one.</param>
public readonly record struct ZonePoint(double X, double Y);

/// <summary>An upright rectangle of a picture of any size; edges as in <see cref="ZonePoint"/>, but it may reach beyond the picture.</summary>
/// <param name="Left">Smallest X.</param>
/// <param name="Top">Smallest Y.</param>
/// <param name="Right">Largest X.</param>
/// <param name="Bottom">Largest Y.</param>
public readonly record struct Part(double Left, double Top, double Right, double Bottom)
{
    /// <summary>A whole picture.</summary>
    public static Part Whole { get; } = new(0, 0, 1, 1);

    /// <summary>The middle.</summary>
    public ZonePoint Middle => new((Left + Right) / 2, (Top + Bottom) / 2);
}
