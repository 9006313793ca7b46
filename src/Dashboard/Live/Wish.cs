namespace FaceStream.Dashboard.Live;

/// <summary>What one browser wants to see.</summary>
/// <param name="Cameras">Their names; null for all.</param>
/// <param name="Width">Of the JPEG, in pixels.</param>
/// <param name="Fps">JPEGs at most, for each camera.</param>
/// <param name="Packets">Cameras whose own H.264 is welcome.</param>
/// <param name="Jpeg">JPEG is welcome wherever packets do not come.</param>
internal sealed record Wish(IReadOnlySet<string>? Cameras, int Width, double Fps, IReadOnlySet<string> Packets, bool Jpeg)
{
    /// <summary>Each width is encoded once for all who want it, so there are only a few: multiples of this, rounded up.</summary>
    private const int WidthStep = 160;

    private const int Widest = 2560;

    /// <summary>Nothing yet.</summary>
    public static Wish None { get; } = Of([], null, null);

    /// <summary>Brings what a browser asked for into the range that is served.</summary>
    public static Wish Of(IEnumerable<string>? cameras, int? width, double? fps, IEnumerable<string>? packets = null, bool? jpeg = null) => new(
        cameras?.ToHashSet(StringComparer.Ordinal),
        (Math.Clamp(width ?? 640, 1, Widest) + WidthStep - 1) / WidthStep * WidthStep,
        double.IsFinite(fps ?? 15) ? Math.Clamp(fps ?? 15, 0.1, 60) : 15,
        (packets ?? []).ToHashSet(StringComparer.Ordinal), jpeg ?? true);
}
