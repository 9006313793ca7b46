using System.Globalization;
using System.Text;

namespace FaceStream.Gallery.Sightings;

/// <summary>Which sightings are wanted; what is null does not matter.</summary>
/// <param name="Camera">Seen by this camera.</param>
/// <param name="Person">Taken for this person now.</param>
/// <param name="State">As it was said then.</param>
/// <param name="From">Ended at this time or later.</param>
/// <param name="To">Began before this time.</param>
/// <param name="Decided">Whether an operator has said who it was.</param>
public sealed record SightingFilter(
    string? Camera = null, long? Person = null, SightingState? State = null, DateTimeOffset? From = null, DateTimeOffset? To = null, bool? Decided = null);

/// <summary>Sightings, the newest first, and how to get those after them.</summary>
/// <param name="Sightings">As many as were asked for, or all that are left.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record SightingPage(IReadOnlyList<Sighting> Sightings, SightingCursor? Next);

/// <summary>A place in the list of one filter. New sightings do not move it.</summary>
/// <param name="First">Of the last sighting before it, in milliseconds since 1970.</param>
/// <param name="Id">Of the same.</param>
/// <param name="Filter">A mark of the filter it belongs to.</param>
public readonly record struct SightingCursor(long First, long Id, uint Filter)
{
    /// <summary>The place after a sighting.</summary>
    public static SightingCursor After(Sighting last, SightingFilter filter) => new(last.First.ToUnixTimeMilliseconds(), last.Id, Mark(filter));

    /// <summary>Reads what <see cref="ToString"/> wrote; false for anything else, and for a cursor of another filter.</summary>
    public static bool TryParse(string text, SightingFilter filter, out SightingCursor cursor)
    {
        cursor = default;
        if (text.Split('.') is not [var first, var id, var mark]
            || !long.TryParse(first, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !uint.TryParse(mark, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var of)
            || of != Mark(filter))
            return false;
        cursor = new(time, number, of);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}.{Id}.{Filter:x8}");

    /// <summary>FNV-1a (Fowler, Noll, Vo), which is the same in every process.</summary>
    private static uint Mark(SightingFilter filter)
    {
        var mark = 2166136261;
        foreach (var value in Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"{filter.Camera}\n{filter.Person}\n{filter.State}\n{filter.From?.ToUnixTimeMilliseconds()}\n{filter.To?.ToUnixTimeMilliseconds()}\n{filter.Decided}")))
            mark = (mark ^ value) * 16777619;
        return mark;
    }
}
