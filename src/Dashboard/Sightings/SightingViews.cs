using System.Globalization;
using System.Text.Json.Serialization;
using FaceStream.Dashboard.People;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>A track that is over.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Camera">Where.</param>
/// <param name="First">When its face was first in a frame.</param>
/// <param name="Last">When it was last in one.</param>
/// <param name="Frames">Frames with its face.</param>
/// <param name="State">As it was said then: <c>unknown</c>, <c>tentative</c>, <c>confirmed</c> or <c>contested</c>.</param>
/// <param name="Said">The name that was shown then, or null.</param>
/// <param name="PersonId">Who it is taken for now, or null.</param>
/// <param name="Person">That person's name now, or null.</param>
/// <param name="Similarity">The best look's cosine to the person who led then.</param>
/// <param name="Confidence">Of the statement, 0–1.</param>
/// <param name="Decided">When an operator said who it was; null when nobody has.</param>
/// <param name="Pictures">The addresses of its best looks' crops, best first.</param>
/// <param name="Candidates">Whom it resembles most now, best first; only where it was asked for.</param>
public sealed record SightingView(
    long Id, string Camera, DateTimeOffset First, DateTimeOffset Last, int Frames, string State, string? Said, long? PersonId, string? Person,
    float Similarity, double Confidence, DateTimeOffset? Decided, IReadOnlyList<string> Pictures,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MatchView>? Candidates = null)
{
    internal static SightingView Of(Sighting sighting, GalleryService gallery)
    {
        var person = sighting.Person is { } id ? gallery.Find(id) : null;
        return new(
            sighting.Id, sighting.Camera, sighting.First, sighting.Last, sighting.Frames, sighting.State.ToString().ToLowerInvariant(), sighting.Said,
            person?.Id, person?.Name, MathF.Round(sighting.Similarity, 4), Math.Round(sighting.Confidence, 6), sighting.Decided,
            [.. sighting.Looks.Select(look => Picture(sighting.Id, look))]);
    }

    /// <summary>The address of a look's crop.</summary>
    internal static string Picture(long sighting, long look) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/sightings/{sighting}/pictures/{look}");
}

/// <summary>Sightings, the newest first.</summary>
/// <param name="Sightings">As many as were asked for, or all that are left.</param>
/// <param name="Next">To be sent as <c>cursor</c> for those after them; null on the last page.</param>
public sealed record SightingsView(IReadOnlyList<SightingView> Sightings, string? Next);

/// <summary>Who it was.</summary>
/// <param name="Name">Somebody enrolled, or a new name: the sighting's looks are then enrolled under it. Null: nobody known after all.</param>
public sealed record NamingRequest(string? Name);
