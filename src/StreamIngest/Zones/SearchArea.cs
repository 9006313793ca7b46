namespace FaceStream.StreamIngest.Zones;

/// <summary>Where in a camera's picture faces are looked for. Equal when the zones are.</summary>
public sealed class SearchArea : IEquatable<SearchArea>
{
    /// <summary>The share of a picture is counted, and <see cref="Bounds"/> are rounded outward, in steps of 1/128.</summary>
    private const int Steps = 128;

    private readonly ZonePoint[][] _included, _excluded;

    /// <summary>Looks at what the zones leave.</summary>
    public SearchArea(IReadOnlyList<Zone> zones)
    {
        Zones = zones;
        (_included, _excluded) = (Outlines(ZoneKind.Include), Outlines(ZoneKind.Exclude));
        (Bounds, Share) = zones.Count == 0 ? (Part.Whole, 1) : Survey();

        ZonePoint[][] Outlines(ZoneKind kind) => [.. zones.Where(zone => zone.Kind == kind).Select(zone => zone.Points.ToArray())];
    }

    /// <summary>The whole picture.</summary>
    public static SearchArea Everywhere { get; } = new([]);

    /// <summary>As configured.</summary>
    public IReadOnlyList<Zone> Zones { get; }

    /// <summary>It is the whole picture.</summary>
    public bool IsEverywhere => Zones.Count == 0;

    /// <summary>A rectangle that holds all of it.</summary>
    public Part Bounds { get; }

    /// <summary>The share of the picture that it is, 0–1, to about a hundredth.</summary>
    public double Share { get; }

    /// <summary>Whether faces are looked for at a point.</summary>
    public bool Holds(ZonePoint at) =>
        (_included.Length == 0 || Array.Exists(_included, outline => Outline.Holds(outline, at))) && !Array.Exists(_excluded, outline => Outline.Holds(outline, at));

    /// <summary>Whether a rectangle may have a point at which faces are looked for. Never wrong when it says no.</summary>
    public bool Touches(in Part part)
    {
        if (IsEverywhere)
            return true;
        var wanted = _included.Length == 0;
        foreach (var outline in _included)
            wanted = wanted || Outline.Passes(outline, part) || Outline.Holds(outline, part.Middle);
        foreach (var outline in _excluded)
            wanted = wanted && (Outline.Passes(outline, part) || !Outline.Holds(outline, part.Middle));
        return wanted;
    }

    /// <inheritdoc/>
    public bool Equals(SearchArea? other) => other is not null && Zones.SequenceEqual(other.Zones);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SearchArea);

    /// <inheritdoc/>
    public override int GetHashCode() => Zones.Count;

    private (Part Bounds, double Share) Survey()
    {
        var (left, top, right, bottom, held) = (Steps, Steps, 0, 0, 0);
        for (var row = 0; row < Steps; row++)
        {
            for (var column = 0; column < Steps; column++)
            {
                var part = new Part((double)column / Steps, (double)row / Steps, (column + 1.0) / Steps, (row + 1.0) / Steps);
                held += Holds(part.Middle) ? 1 : 0;
                if (Touches(part))
                    (left, top, right, bottom) = (Math.Min(left, column), Math.Min(top, row), Math.Max(right, column + 1), Math.Max(bottom, row + 1));
            }
        }

        // Where everything is excluded nothing is left; a rectangle without size then.
        var found = right == 0 ? default : new Part((double)left / Steps, (double)top / Steps, (double)right / Steps, (double)bottom / Steps);
        return (found, (double)held / (Steps * Steps));
    }
}
